/** Time to live: an expired item is deleted the moment the clock reaches its expiry. */
import type { Clock } from '../clock.ts'
import type { Work } from '../work.ts'
import type { Tables } from './actions.ts'
import type { Item } from './items.ts'
import type { Change } from './stage.ts'
import { hostKey, type Operation, type Store, within } from './store.ts'
import type { Table } from './table.ts'

/** An item that expires, as the index of expiries holds it. */
export type Expiring = { readonly table: string; readonly at: number; readonly keys: Item }

const prefix = hostKey('ttl', '')
/** AWS leaves alone what expired more than five years before: a mistaken unit, most likely. */
const longAgo = 5 * 365 * 24 * 3600

/** Seconds since the epoch, or undefined where the item does not expire. */
export function expiryOf(table: Table, item: Item | undefined): number | undefined {
  const value = table.ttl === undefined ? undefined : item?.[table.ttl]?.N
  const seconds = value === undefined ? Number.NaN : Math.floor(Number(value))
  return seconds > 0 && seconds <= Number.MAX_SAFE_INTEGER ? seconds : undefined
}

/** The writes that keep the index of expiries in step with a change; `now` in milliseconds. */
export function expiryOperations(change: Change, now: number): Operation[] {
  const { table, key } = change
  const [before, after] = [expiryOf(table, change.old), expiryOf(table, change.new)]
  if (before === after) return []
  const place = (at: number) => `${prefix}${String(at).padStart(16, '0')}~${table.name}~${key}`
  const operations: Operation[] = []
  if (before !== undefined) operations.push({ type: 'del', key: place(before) })
  if (after !== undefined && change.new && after > now / 1000 - longAgo) {
    const keys = Object.fromEntries(table.keys.map((name) => [name, change.new?.[name] ?? {}]))
    const value: Expiring = { table: table.name, at: after, keys }
    operations.push({ type: 'put', key: place(after), value })
  }
  return operations
}

export class Expiry {
  readonly #store: Store
  readonly #tables: Tables
  readonly #clock: Clock
  readonly #work: Work
  readonly #remove: (expiring: Expiring) => Promise<void>
  #next = Number.POSITIVE_INFINITY
  #cancel: () => void = () => undefined
  #stopped = false
  #sweeping: Promise<void> | undefined

  /** @param remove deletes an item, unless it no longer expires */
  constructor(
    host: { store: Store; tables: Tables; clock: Clock; work: Work },
    remove: (expiring: Expiring) => Promise<void>,
  ) {
    this.#store = host.store
    this.#tables = host.tables
    this.#clock = host.clock
    this.#work = host.work
    this.#remove = remove
  }

  /** Waits for the first expiry of what is stored. */
  async start(): Promise<void> {
    const first = await this.#first()
    if (first) this.#arm(first.at)
  }

  /** Hears of what has been written. */
  committed(changes: readonly Change[]): void {
    for (const change of changes) {
      const at = expiryOf(change.table, change.new)
      if (at !== undefined && at > this.#clock.now() / 1000 - longAgo) this.#arm(at)
    }
  }

  /** Deletes nothing more, and waits for the deletion that has begun. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#sweeping
  }

  #arm(at: number): void {
    if (this.#stopped || at >= this.#next) return
    this.#cancel()
    this.#next = at
    this.#cancel = this.#clock.schedule(at * 1000, () => {
      this.#sweeping = this.#work.track(() => this.#sweep())
      return this.#sweeping
    })
  }

  async #sweep(): Promise<void> {
    this.#next = Number.POSITIVE_INFINITY
    let first = await this.#first()
    while (first && first.at * 1000 <= this.#clock.now() && !this.#stopped) {
      await this.#remove(first)
      first = await this.#first()
    }
    if (first) this.#arm(first.at)
  }

  async #first(): Promise<Expiring | undefined> {
    if (this.#stopped) return undefined
    for await (const expiring of this.#store.values<Expiring>(within(prefix)))
      if (this.#tables.has(expiring.table)) return expiring
    return undefined
  }
}
