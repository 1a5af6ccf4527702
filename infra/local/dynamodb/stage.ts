/**
 * Runs dynalite's writing actions without letting them write: what an action would put and delete
 * is gathered, so that several actions, their stream records and their expiry go in one batch.
 */
import { AwsError } from '../calls.ts'
import {
  type Fail,
  hand,
  type Output,
  run,
  type Tables,
  tableNamed,
  unexpected,
} from './actions.ts'
import { type Checked, type ItemStore, maxItemSize } from './dynalite.ts'
import { type Item, itemSize } from './items.ts'
import { indexPrefix, itemPrefix, type Operation, type Store } from './store.ts'
import type { Table } from './table.ts'

/** What one action does to one item. */
export type Change = {
  readonly table: Table
  /** The item's place in its table. */
  readonly key: string
  readonly old: Item | undefined
  readonly new: Item | undefined
  /** Writes to the table and its indexes. */
  readonly operations: readonly Operation[]
}

export type WriteName = 'putItem' | 'updateItem' | 'deleteItem'
export type Staged = { readonly output: Output; readonly change: Change }

/** What an action has seen and asked for so far. */
type Trace = { key: string; old?: Item | undefined; new?: Item; operations: Operation[] }

/**
 * Runs a writing action up to its writes. A failed condition throws ConditionalCheckFailedException,
 * with the item as it is among the error's fields where `itemOnFailure` asks for it.
 */
export async function stage(
  store: Store,
  tables: Tables,
  name: WriteName,
  data: Checked,
  itemOnFailure: boolean,
): Promise<Staged> {
  const table = tableNamed(tables, data['TableName'])
  const trace: Trace = { key: '', operations: [] }
  try {
    const output = await run(tables, name, data, (fail) => ({
      getItemDb: () => traced(store, itemPrefix(table.name), trace, fail),
      getIndexDb: (type, table, index) =>
        recorder(indexPrefix(type, table, index), trace.operations),
    }))
    if (trace.new) checkNewItem(table, name, trace.new)
    return { output, change: { table, old: trace.old, new: undefined, ...trace } }
  } catch (error) {
    throw itemOnFailure ? withItem(error, trace.old) : error
  }
}

function withItem(error: unknown, item: Item | undefined): unknown {
  const failed = error instanceof AwsError && error.code === 'ConditionalCheckFailedException'
  return failed && item ? new AwsError(error.code, error.message, 400, { Item: item }) : error
}

/** The table's items: reads are real, writes are gathered. Writers take turns already: no lock. */
function traced(store: Store, prefix: string, trace: Trace, fail: Fail): ItemStore {
  const writes = recorder(prefix, trace.operations)
  return {
    ...writes,
    lock: (_key, begin) => begin((callback) => callback),
    get: (key, callback) => {
      const note = (_: null, item: Item | undefined) => {
        trace.key = key
        trace.old = item
        callback(null, item)
      }
      void hand(store.get<Item>(prefix + key), note, fail)
    },
    put: (key, item, callback) => {
      trace.new = item
      writes.put(key, item, callback)
    },
  }
}

function recorder(prefix: string, operations: Operation[]): ItemStore {
  return {
    lock: unexpected,
    get: unexpected,
    createValueStream: unexpected,
    put: (key, value, callback) => {
      operations.push({ type: 'put', key: prefix + key, value })
      callback(null)
    },
    del: (key, callback) => {
      operations.push({ type: 'del', key: prefix + key })
      callback(null)
    },
  }
}

/** What dynalite does not look at: size in UTF-8, and the keys of indexes. Throws ValidationException. */
function checkNewItem(table: Table, name: WriteName, item: Item): void {
  if (itemSize(item) > maxItemSize)
    throw invalid(
      name === 'updateItem'
        ? 'Item size to update has exceeded the maximum allowed size'
        : 'Item size has exceeded the maximum allowed size',
    )
  for (const index of table.shape.GlobalSecondaryIndexes ?? [])
    for (const { AttributeName } of index.KeySchema)
      if (item[AttributeName]?.S === '' || item[AttributeName]?.B === '')
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index.IndexName}, IndexKey: ${AttributeName}`,
        )
}

/** AWS's word for a request that cannot be. */
export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message)
}
