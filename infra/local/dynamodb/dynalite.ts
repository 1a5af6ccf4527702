/**
 * The one door to dynalite's inner modules: its request checks, its actions and its key order. Its
 * HTTP server is not used, and neither are its writes: see `stage.ts`.
 */
import { createRequire } from 'node:module'
import type { Item } from './items.ts'
import type { TableDescription } from './table.ts'

type Callback<T> = (error?: Refusal | null, result?: T) => void

/** An error that dynalite means for the caller; anything without `body` is a defect. */
export type Refusal = Error & {
  statusCode?: number
  body?: { __type: string; message?: string; Message?: string }
}

export type ItemStore = {
  lock(key: string, run: (release: <F>(callback: F) => F) => void): void
  get(key: string, callback: Callback<Item>): void
  put(key: string, item: Item, callback: Callback<void>): void
  del(key: string, callback: Callback<void>): void
  createValueStream(range: Readonly<Record<string, unknown>>): NodeJS.ReadableStream
}

/** What an action asks of the store that it works on. */
export type ActionStore = {
  options: { maxItemSize: number }
  getTable(name: string, status: unknown, callback?: Callback<TableDescription>): void
  getItemDb(table: string): ItemStore
  getIndexDb(type: string, table: string, index: string): ItemStore
}

/** A request that has passed the checks; expressions are parsed into it. */
export type Checked = Record<string, unknown>

export type ActionName =
  | 'putItem'
  | 'updateItem'
  | 'deleteItem'
  | 'getItem'
  | 'batchGetItem'
  | 'query'
  | 'scan'

type Action = (
  store: ActionStore,
  data: Checked,
  callback: Callback<Record<string, unknown>>,
) => void
type Rules = { types: object; custom?: unknown }

const require = createRequire(import.meta.url)

const keys = require('dynalite/db') as {
  create(options: { path: string }): { db: unknown }
  createKey(item: Item, table: TableDescription): string
  validateKey(key: Item, table: TableDescription): Refusal | undefined
  validateItem(item: Item, table: TableDescription): Refusal | undefined
}

const checks = require('dynalite/validations') as {
  checkTypes(data: unknown, types: object): Checked
  checkValidations(data: Checked, types: object, custom: unknown, store: unknown): void
}

/** dynalite's own name for "four hundred kilobytes": the limit of an item. */
export const maxItemSize = 400 * 1024

/** The LevelDB that dynalite opens in `folder`; still to be opened. */
export function levelDb(folder: string): unknown {
  return keys.create({ path: folder }).db
}

export function actionNamed(name: ActionName): Action {
  return require(`dynalite/actions/${name}`) as Action
}

/** Checks a request as AWS does before it looks at any table. Throws a `Refusal`. */
export function check(name: ActionName | 'createTable', input: object): Checked {
  const rules = require(`dynalite/validations/${name}`) as Rules
  // The checks write into what they check.
  const data = checks.checkTypes(structuredClone(input), rules.types)
  checks.checkValidations(data, rules.types, rules.custom, { options: { maxItemSize } })
  return data
}

/** The place of an item in its table, or undefined when its key does not fit the table. */
export function keyOf(
  table: TableDescription,
  part: 'key' | 'item',
  item: Item,
): string | undefined {
  const wrong = part === 'key' ? keys.validateKey(item, table) : keys.validateItem(item, table)
  return wrong ? undefined : keys.createKey(item, table)
}
