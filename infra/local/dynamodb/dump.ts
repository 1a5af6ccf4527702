/** What a table holds, in the order of its keys. */
import type { Item } from './items.ts'
import { itemPrefix, type Store, within } from './store.ts'
import type { Table } from './table.ts'

/** Every item of a table, by partition key and then by sort key. */
export async function dumpTable(store: Store, table: Table): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of store.values<Item>(within(itemPrefix(table.name)))) items.push(item)
  return items.sort((one, other) => {
    const name = table.keys.find((key) => compare(one[key], other[key]) !== 0)
    return name === undefined ? 0 : compare(one[name], other[name])
  })
}

function compare(one: Item[string] = {}, other: Item[string] = {}): number {
  if (one.N !== undefined && other.N !== undefined) return Number(one.N) - Number(other.N)
  const [left, right] = [one.S ?? one.B ?? '', other.S ?? other.B ?? '']
  return left < right ? -1 : Number(left > right)
}
