/** Runs dynalite's actions and turns its refusals into AWS's. */
import { Readable } from 'node:stream'
import { AwsError } from '../calls.ts'
import {
  type ActionName,
  type ActionStore,
  actionNamed,
  type Checked,
  check,
  type ItemStore,
  maxItemSize,
  type Refusal,
} from './dynalite.ts'
import type { Item } from './items.ts'
import { indexPrefix, itemPrefix, type Range, type Store } from './store.ts'
import type { Table } from './table.ts'

export type Tables = ReadonlyMap<string, Table>
export type Output = Record<string, unknown>

/** Where an action's failures go that dynalite does not hand on itself. */
export type Fail = (error: unknown) => void

/** Checks a request's form. Throws AwsError ValidationException or SerializationException. */
export function checked(name: ActionName, input: object): Checked {
  try {
    return check(name, input)
  } catch (error) {
    throw refused(error as Refusal)
  }
}

/** The table, or AwsError ResourceNotFoundException. */
export function tableNamed(tables: Tables, name: unknown): Table {
  const table = tables.get(String(name))
  if (!table) throw new AwsError('ResourceNotFoundException', 'Requested resource not found')
  return table
}

/** Runs a reading action on what is stored. */
export function read(
  store: Store,
  tables: Tables,
  name: ActionName,
  data: Checked,
): Promise<Output> {
  return run(tables, name, data, (fail) => ({
    getItemDb: (table) => readable(store, itemPrefix(table), fail),
    getIndexDb: (type, table, index) => readable(store, indexPrefix(type, table, index), fail),
  }))
}

/** Runs an action on the store that `door` opens to it. Rejects with AwsError for a refusal. */
export function run(
  tables: Tables,
  name: ActionName,
  data: Checked,
  door: (fail: Fail) => Pick<ActionStore, 'getItemDb' | 'getIndexDb'>,
): Promise<Output> {
  return new Promise((resolve, reject) => {
    const store: ActionStore = {
      ...door(reject),
      options: { maxItemSize },
      getTable: (name, status, callback) => {
        const done = callback ?? (status as NonNullable<typeof callback>)
        const table = tables.get(name)
        if (table) done(null, table.description)
        else reject(new AwsError('ResourceNotFoundException', 'Requested resource not found'))
      },
    }
    actionNamed(name)(store, data, (error, output) => {
      if (error) reject(refused(error))
      else resolve(output ?? {})
    })
  })
}

/** A refusal as the caller gets it; a defect as it is. */
function refused(error: Refusal): Error {
  if (!error.body) return error
  const code = error.body.__type.slice(error.body.__type.indexOf('#') + 1)
  return new AwsError(code, error.body.message ?? error.body.Message ?? '', error.statusCode)
}

function readable(store: Store, prefix: string, fail: Fail): ItemStore {
  return {
    lock: unexpected,
    put: unexpected,
    del: unexpected,
    get: (key, callback) => void hand(store.get<Item>(prefix + key), callback, fail),
    // Not dynalite's own stream: that one never closes its iterator, which keeps a snapshot alive.
    createValueStream: (range) => Readable.from(store.values<Item>(prefixed(prefix, range))),
  }
}

/** Hands a result on; what the receiver throws fails the action instead of the process. */
export async function hand<T>(
  result: Promise<T>,
  receive: (error: null, result: T) => void,
  fail: Fail,
): Promise<void> {
  try {
    receive(null, await result)
  } catch (error) {
    fail(error)
  }
}

/** For what an action never asks of its store. */
export function unexpected(): never {
  throw new Error('dynalite asks for what its action does not need')
}

function prefixed(prefix: string, range: Range): Range {
  const at = (key: string | undefined) => (key === undefined ? undefined : prefix + key)
  const { gt, gte, lt, lte, ...rest } = range
  return {
    ...rest,
    ...(gt === undefined ? { gte: at(gte) ?? prefix } : { gt: at(gt) }),
    ...(lte === undefined ? { lt: at(lt) ?? `${prefix}\uffff` } : { lte: at(lte) }),
  }
}
