/** Delivers a table's stream to one consumer, in order, from where it left off. */
import type { Clock } from '../clock.ts'
import type { Work } from '../work.ts'
import { filterFrom } from './filter.ts'
import type { Store } from './store.ts'
import { beginning, checkpointKey, recordsAfter, type StreamRecord } from './stream.ts'

export type Subscription = {
  table: string
  /** Name under which the checkpoint is kept. */
  consumer: string
  batchSize: number
  /** -1 = for ever. */
  maximumRetryAttempts: number
  /** Halve a failing batch, so that one bad record does not take the others with it. */
  bisect: boolean
  reportBatchItemFailures: boolean
  /** Parsed patterns of FilterCriteria; what none accepts is passed over. */
  filters?: readonly object[]
  deliver(records: readonly StreamRecord[]): Promise<BatchResponse | undefined | void>
  /** Gets what is given up. */
  onFailure?(records: readonly StreamRecord[], error: unknown): Promise<void>
}
type BatchResponse = { batchItemFailures?: { itemIdentifier: string }[] }

/** Records on their way, oldest first, and how often they were tried in vain. */
type Batch = { readonly records: readonly StreamRecord[]; readonly attempts: number }
type Failure = { readonly rest: readonly StreamRecord[]; readonly error: unknown }

/** So many attempts follow at once; later ones wait, twice as long each time, up to the longest. */
const promptAttempts = 10
const firstDelay = 1_000
const longestDelay = 15 * 60_000

const sequenceOf = (record: StreamRecord | undefined) =>
  record?.dynamodb.SequenceNumber ?? beginning

export class Consumer {
  readonly #subscription: Subscription
  readonly #host: { store: Store; clock: Clock; work: Work }
  readonly #passed: () => Promise<void>
  readonly #accepts: (record: object) => boolean
  readonly #batches: Batch[] = []
  #position: string | undefined
  #running: Promise<void> | undefined
  #again = false
  #waiting = false
  #stopped = false

  /** @param passed hears of each advance, so that the stream can be trimmed */
  constructor(
    subscription: Subscription,
    host: { store: Store; clock: Clock; work: Work },
    passed: () => Promise<void>,
  ) {
    this.#subscription = subscription
    this.#host = host
    this.#passed = passed
    this.#accepts = filterFrom(subscription.filters)
  }

  get table(): string {
    return this.#subscription.table
  }

  /** Whether it reads this table and has no checkpoint yet: nothing may be trimmed before it. */
  startsOn(table: string): boolean {
    return this.#subscription.table === table && this.#position === undefined
  }

  /** Looks for records, unless it is at it or waits before another attempt. */
  wake(): void {
    this.#again = true
    if (this.#running || this.#waiting || this.#stopped) return
    this.#running = this.#host.work
      .track(() => this.#drain())
      .catch((error: unknown) => {
        const { table, consumer } = this.#subscription
        console.error(`The stream of ${table} cannot go on to ${consumer}, and tries again.`, error)
        // What stands in the stream after the checkpoint is read again.
        this.#batches.length = 0
        this.#wait(promptAttempts)
      })
      .finally(() => {
        this.#running = undefined
        if (this.#again) this.wake()
      })
  }

  /** Begins nothing more, and waits for what has begun; that counts as delivered only if it succeeds. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  async #drain(): Promise<void> {
    this.#position ??= await this.#checkpoint()
    while (!this.#stopped && !this.#waiting) {
      this.#again = false
      const batch = this.#batches.pop() ?? (await this.#next())
      if (!batch) return
      const failure = await this.#attempt(batch.records)
      if (this.#stopped && failure) return
      if (failure) await this.#retry(batch, failure)
      else await this.#advance(batch.records)
    }
  }

  async #next(): Promise<Batch | undefined> {
    const { table, batchSize } = this.#subscription
    const position = this.#position ?? beginning
    const records = await recordsAfter(this.#host.store, table, position, batchSize)
    return records.length > 0 ? { records, attempts: 0 } : undefined
  }

  /** What was not accepted, from the first refused record on; undefined when all was. */
  async #attempt(records: readonly StreamRecord[]): Promise<Failure | undefined> {
    const wanted = records.filter(this.#accepts)
    if (wanted.length === 0) return undefined
    try {
      const response = await this.#subscription.deliver(wanted)
      const failures = this.#subscription.reportBatchItemFailures
        ? (response?.batchItemFailures ?? [])
        : []
      if (failures.length === 0) return undefined
      const refused = new Set(failures.map((failure) => failure.itemIdentifier))
      // An identifier that names no record fails the batch. Source: "Partial batch responses".
      const strange = [...refused].some((id) => !wanted.some((one) => sequenceOf(one) === id))
      const from = strange ? 0 : records.findIndex((record) => refused.has(sequenceOf(record)))
      return { rest: records.slice(from), error: new Error('The function reported failed items') }
    } catch (error) {
      return { rest: records, error }
    }
  }

  async #retry(batch: Batch, { rest, error }: Failure): Promise<void> {
    const { maximumRetryAttempts: most, bisect } = this.#subscription
    const accepted = batch.records.slice(0, batch.records.length - rest.length)
    if (accepted.length > 0) {
      await this.#advance(accepted)
      this.#batches.push({ records: rest, attempts: 0 })
    } else if (bisect && rest.length > 1) {
      // Halving does not count as an attempt.
      const half = Math.ceil(rest.length / 2)
      this.#batches.push({ records: rest.slice(half), attempts: 0 })
      this.#batches.push({ records: rest.slice(0, half), attempts: 0 })
    } else if (most >= 0 && batch.attempts >= most) {
      await this.#subscription.onFailure?.(rest.filter(this.#accepts), error)
      await this.#advance(rest)
    } else {
      const attempts = batch.attempts + 1
      this.#batches.push({ records: rest, attempts })
      if (attempts >= promptAttempts) this.#wait(attempts)
    }
  }

  /** Goes on after a while: by itself, or when the clock is moved past it. */
  #wait(attempts: number): void {
    if (this.#stopped) return
    const delay = Math.min(firstDelay * 2 ** (attempts - promptAttempts), longestDelay)
    this.#waiting = true
    this.#host.clock.schedule(this.#host.clock.now() + delay, () => {
      this.#waiting = false
      this.wake()
    })
  }

  async #advance(records: readonly StreamRecord[]): Promise<void> {
    this.#position = sequenceOf(records.at(-1))
    await this.#save()
    await this.#passed()
  }

  async #checkpoint(): Promise<string> {
    const stored = await this.#host.store.get<string>(this.#key)
    if (stored === undefined) await this.#save()
    return stored ?? beginning
  }

  async #save(): Promise<void> {
    const value = this.#position ?? beginning
    await this.#host.store.commit([{ type: 'put', key: this.#key, value }])
  }

  get #key(): string {
    return checkpointKey(this.#subscription.table, this.#subscription.consumer)
  }
}
