/** Holds the tables that the template wants against those that the data folder has. */
import type { Tables } from './actions.ts'
import { hostKey, type Operation, type Store } from './store.ts'
import type { Table } from './table.ts'

type LaidDown = {
  readonly keys: unknown
  readonly types: readonly string[]
  readonly indexes: readonly string[]
  readonly expiry: unknown
}

/** What of a table is laid down in stored data: index entries, and the expiries of items. */
function laidDown(table: Table): LaidDown {
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = table.shape
  return {
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
  }
}

/** Whether an index and the types of its keys went, and nothing else: what it holds is never read. */
function lessOf(stored: LaidDown, wanted: LaidDown): boolean {
  const has = (all: readonly string[], some: readonly string[]) =>
    some.every((one) => all.includes(one))
  return (
    JSON.stringify([stored.keys, stored.expiry]) === JSON.stringify([wanted.keys, wanted.expiry]) &&
    has(stored.types, wanted.types) &&
    has(stored.indexes, wanted.indexes)
  )
}

/**
 * Adds the tables that are new and forgets indexes that went. Throws an Error when a table is laid
 * down otherwise than wanted.
 */
export async function reconcile(store: Store, tables: Tables, folder: string): Promise<void> {
  const changed: Operation[] = []
  for (const table of tables.values()) {
    const key = hostKey('table', table.name)
    const stored = await store.get<string>(key)
    const wanted = laidDown(table)
    const value = JSON.stringify(wanted)
    if (stored === value) continue
    if (stored !== undefined && !lessOf(JSON.parse(stored) as LaidDown, wanted))
      throw new Error(
        `The data folder ${folder} holds table ${table.name} with other keys, indexes or expiry than the template: start with --fresh or another --data folder`,
      )
    changed.push({ type: 'put', key, value })
  }
  await store.commit(changed)
}
