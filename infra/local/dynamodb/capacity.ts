/** Capacity units. Source: "DynamoDB read and write operations", developer guide. */
import type { Output } from './actions.ts'
import { type Item, itemSize, pick, sameItem } from './items.ts'
import type { Change } from './stage.ts'
import type { Index, Table } from './table.ts'

export type WriteUnits = {
  readonly table: string
  readonly base: number
  readonly indexes: Readonly<Record<string, number>>
}

/** One unit for each KB begun, of the larger image; an item that is not there counts one. */
const kilobytes = (...items: readonly (Item | undefined)[]) =>
  Math.max(1, ...items.map((item) => Math.ceil((item ? itemSize(item) : 0) / 1024)))

/** What an item shows in an index, or undefined where it is not in it. */
function entryOf(table: Table, index: Index, item: Item | undefined): Item | undefined {
  const names = index.KeySchema.map((key) => key.AttributeName)
  if (!item || names.some((name) => !item[name])) return undefined
  if (index.Projection.ProjectionType === 'ALL') return item
  return pick(item, [...names, ...table.keys, ...(index.Projection.NonKeyAttributes ?? [])])
}

/** A moved entry costs a deletion and a put; one that shows the same as before costs nothing. */
function indexUnits(index: Index, old: Item | undefined, fresh: Item | undefined): number {
  if (sameItem(old, fresh)) return 0
  const names = index.KeySchema.map((key) => key.AttributeName)
  const moved = old && fresh && !sameItem(pick(old, names), pick(fresh, names))
  return moved ? kilobytes(old) + kilobytes(fresh) : kilobytes(old, fresh)
}

/** Units of one write; `times` is 2 within a transaction. */
export function writeUnits(change: Change, times: 1 | 2): WriteUnits {
  const { table } = change
  const indexes: Record<string, number> = {}
  for (const index of table.shape.GlobalSecondaryIndexes ?? []) {
    const [old, fresh] = [entryOf(table, index, change.old), entryOf(table, index, change.new)]
    const units = indexUnits(index, old, fresh)
    if (units > 0) indexes[index.IndexName] = units * times
  }
  return { table: table.name, base: kilobytes(change.old, change.new) * times, indexes }
}

export const totalUnits = (units: WriteUnits) =>
  Object.values(units.indexes).reduce((sum, more) => sum + more, units.base)

/** The ConsumedCapacity of writes to one table, where `asked` (ReturnConsumedCapacity) wants it. */
export function consumed(units: readonly WriteUnits[], asked: unknown): Output | undefined {
  if (asked !== 'TOTAL' && asked !== 'INDEXES') return undefined
  const CapacityUnits = units.reduce((sum, one) => sum + totalUnits(one), 0)
  const total = { TableName: units[0]?.table, CapacityUnits }
  if (asked === 'TOTAL') return total
  const indexes: Record<string, { CapacityUnits: number }> = {}
  for (const [name, more] of units.flatMap((one) => Object.entries(one.indexes)))
    indexes[name] = { CapacityUnits: (indexes[name]?.CapacityUnits ?? 0) + more }
  return {
    ...total,
    Table: { CapacityUnits: units.reduce((sum, one) => sum + one.base, 0) },
    ...(Object.keys(indexes).length > 0 && { GlobalSecondaryIndexes: indexes }),
  }
}
