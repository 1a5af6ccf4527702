/** The only writer: takes one writer at a time, and commits an effect with all that belongs to it. */
import { AwsError } from '../calls.ts'
import type { Clock } from '../clock.ts'
import { expiryOperations } from './expiry.ts'
import { sameItem } from './items.ts'
import type { Change } from './stage.ts'
import { hostKey, type Operation, type Store } from './store.ts'
import { append, recordOf, type StreamRecord, sequenceNumber } from './stream.ts'

const sequenceKey = hostKey('sequence')

/** How many writes the folder has seen. */
export async function lastSequence(store: Store): Promise<number> {
  return (await store.get<number>(sequenceKey)) ?? 0
}

export class Ledger {
  readonly #store: Store
  readonly #clock: Clock
  readonly #committed: (changes: readonly Change[]) => void
  #sequence: number
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  /** @param committed hears of each effective change, before its writer does */
  constructor(
    store: Store,
    clock: Clock,
    sequence: number,
    committed: (changes: readonly Change[]) => void,
  ) {
    this.#store = store
    this.#clock = clock
    this.#sequence = sequence
    this.#committed = committed
  }

  /** Runs `task` when every earlier one has settled: what it reads holds until it has committed. */
  alone<T>(task: () => Promise<T>): Promise<T> {
    if (this.#closed)
      return Promise.reject(new AwsError('InternalServerError', 'The host is stopping', 500))
    const turn = this.#last.then(task)
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /**
   * Writes the changes, their stream records and `more`, all or nothing. A change that leaves the
   * item as it was writes nothing. To be called within `alone`.
   */
  async commit(
    changes: readonly Change[],
    more: readonly Operation[] = [],
    identity?: StreamRecord['userIdentity'],
  ): Promise<void> {
    const effective = changes.filter((change) => !sameItem(change.old, change.new))
    const operations = effective.flatMap((change) => this.#operations(change, identity))
    if (effective.length > 0)
      operations.push({ type: 'put', key: sequenceKey, value: this.#sequence })
    await this.#store.commit([...operations, ...more])
    if (effective.length > 0) this.#committed(effective)
  }

  #operations(change: Change, identity?: StreamRecord['userIdentity']): Operation[] {
    this.#sequence += 1
    const at = this.#clock.now()
    const record = recordOf(change, sequenceNumber(this.#sequence), at, identity)
    return [
      ...change.operations,
      ...expiryOperations(change, at),
      ...(record ? [append(change.table, record)] : []),
    ]
  }

  /** Refuses new writers and waits for those that have begun. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#last
  }
}
