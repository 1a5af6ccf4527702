/**
 * The LevelDB under the tables. dynalite keeps items and index entries in it; the host keeps beside
 * them what dynalite lacks, so that one batch holds a whole effect: a killed process leaves either
 * all of it or nothing.
 */
import { mkdir } from 'node:fs/promises'
import { levelDb } from './dynalite.ts'

export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string }

/** Bounds of a range of keys; `limit` of -1 means all. */
export type Range = {
  readonly gt?: string
  readonly gte?: string
  readonly lt?: string
  readonly lte?: string
  readonly limit?: number
  readonly reverse?: boolean
}

type Level = {
  open(): Promise<void>
  close(): Promise<void>
  get(key: string): Promise<unknown>
  batch(operations: readonly Operation[]): Promise<void>
  values(range: Range): AsyncIterable<unknown>
  iterator(range: Range): AsyncIterable<[string, unknown]>
  clear(range: Range): Promise<void>
}

/** Where dynalite keeps the items of a table. */
export const itemPrefix = (table: string) => `item-${table}~`

/** Where dynalite keeps the entries of an index; `type` is 'global' or 'local', in any case. */
export const indexPrefix = (type: string, table: string, index: string) =>
  `index-${type.toLowerCase()}~${table}~${index}~`

/** Where the host keeps its own; no name of dynalite's begins so. Table names hold no `~`. */
export const hostKey = (...parts: readonly string[]) => ['host', ...parts].join('~')

/** All keys that begin with `prefix`. */
export const within = (prefix: string): Range => ({ gte: prefix, lt: `${prefix}\uffff` })

export class Store {
  readonly #level: Level

  private constructor(level: Level) {
    this.#level = level
  }

  /** Opens the folder, making it where absent. Throws an Error that says what to do. */
  static async open(folder: string): Promise<Store> {
    await mkdir(folder, { recursive: true })
    const level = levelDb(folder) as Level
    try {
      await level.open()
    } catch (error) {
      throw unreadable(folder, error)
    }
    return new Store(level)
  }

  async get<T>(key: string): Promise<T | undefined> {
    return (await this.#level.get(key)) as T | undefined
  }

  /** Writes all or nothing; what is written outlives a killed process. */
  async commit(operations: readonly Operation[]): Promise<void> {
    if (operations.length > 0) await this.#level.batch(operations)
  }

  /** The values of a range, in the order of their keys, as they were when the reading began. */
  values<T>(range: Range): AsyncIterable<T> {
    return this.#level.values(range) as AsyncIterable<T>
  }

  entries<T>(range: Range): AsyncIterable<[string, T]> {
    return this.#level.iterator(range) as AsyncIterable<[string, T]>
  }

  async clear(range: Range): Promise<void> {
    await this.#level.clear(range)
  }

  async close(): Promise<void> {
    await this.#level.close()
  }
}

function unreadable(folder: string, error: unknown): Error {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  const advice =
    code === 'LEVEL_LOCKED'
      ? 'is in use by another process: stop that one, or start with another --data folder'
      : 'cannot be read, it may be damaged: start with --fresh or another --data folder'
  return new Error(`The data folder ${folder} ${advice}`, { cause: error })
}
