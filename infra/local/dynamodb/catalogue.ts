/** Holds the tables that the template wants against those that the data folder has. */
import type { Tables } from './actions.ts'
import { hostKey, type Operation, type Store } from './store.ts'
import type { Table } from './table.ts'

/** What of a table is laid down in stored data: index entries, and the expiries of items. */
function laidDown(table: Table): string {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = table.shape
  return JSON.stringify({
    keys: KeySchema,
    types: AttributeDefinitions.map((one) => `${one.AttributeName}:${one.AttributeType}`).sort(),
    indexes: (GlobalSecondaryIndexes ?? [])
      .map(({ IndexName, KeySchema, Projection }) =>
        JSON.stringify({
          name: IndexName,
          keys: KeySchema.map((key) => [key.AttributeName, key.KeyType]),
          projection: Projection.ProjectionType,
          attributes: (Projection.NonKeyAttributes ?? []).toSorted(),
        }),
      )
      .sort(),
    expiry: table.ttl ?? null,
  })
}

/** Adds the tables that are new. Throws an Error when one is laid down otherwise than wanted. */
export async function reconcile(store: Store, tables: Tables, folder: string): Promise<void> {
  const added: Operation[] = []
  for (const table of tables.values()) {
    const key = hostKey('table', table.name)
    const stored = await store.get<string>(key)
    const wanted = laidDown(table)
    if (stored === undefined) added.push({ type: 'put', key, value: wanted })
    else if (stored !== wanted)
      throw new Error(
        `The data folder ${folder} holds table ${table.name} with other keys, indexes or expiry than the template: start with --fresh or another --data folder`,
      )
  }
  await store.commit(added)
}
