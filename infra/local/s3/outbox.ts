/**
 * Hands events over to their receiver at least once: again after a rejection, later and later, and
 * at the next start as long as the receiver has not confirmed.
 */
import type { Clock } from '../clock.ts'
import type { Work } from '../work.ts'
import type { StorageEvent } from './events.ts'
import type { Store } from './store.ts'

export type Receiver = (event: object) => Promise<void>

/** Milliseconds between one attempt and the next, on the clock. */
const PAUSES = [1_000, 10_000, 60_000, 600_000]

export class Outbox {
  readonly #store: Store
  readonly #clock: Clock
  readonly #work: Work
  readonly #receive: Receiver
  readonly #timers = new Set<() => void>()
  #closed = false

  constructor(store: Store, clock: Clock, work: Work, receive: Receiver) {
    this.#store = store
    this.#clock = clock
    this.#work = work
    this.#receive = receive
  }

  /** Sends what the last run left unconfirmed, once the caller is through with its own start. */
  resume(): void {
    for (const event of this.#store.undelivered()) this.#later(event, 0, 0)
  }

  /** Starts the delivery, counted as in flight. */
  send(event: StorageEvent): void {
    void this.#attempt(event, 0)
  }

  close(): void {
    this.#closed = true
    for (const cancel of this.#timers) cancel()
  }

  /** Never rejects. */
  async #attempt(event: StorageEvent, attempt: number): Promise<void> {
    try {
      await this.#work.track(async () => {
        await this.#receive(event)
        await this.#store.delivered(event.id)
      })
    } catch {
      // Why it failed is the receiver's to tell; the event stays in the journal until it works.
      const pause = PAUSES[attempt]
      if (pause !== undefined) this.#later(event, attempt + 1, pause)
    }
  }

  #later(event: StorageEvent, attempt: number, pause: number): void {
    if (this.#closed) return
    const cancel = this.#clock.schedule(this.#clock.now() + pause, () => {
      this.#timers.delete(cancel)
      return this.#attempt(event, attempt)
    })
    this.#timers.add(cancel)
  }
}
