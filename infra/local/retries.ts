import type { Clock } from './clock.ts'
import type { Work } from './work.ts'

/** Delivery with retries, as EventBridge and its Scheduler do it. */
export type RetryPolicy = {
  MaximumRetryAttempts?: number
  MaximumEventAgeInSeconds?: number
}

// AWS tells only "exponential backoff": 1 s, 2 s, 4 s … and never more than 10 minutes.
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 600_000
// Defaults of both services: 185 attempts within 24 hours.
const ATTEMPTS = 185
const AGE_SECONDS = 86_400

export class Retries {
  readonly #clock: Clock
  readonly #work: Work
  readonly #pending = new Set<() => void>()
  #stopped = false

  constructor(clock: Clock, work: Work) {
    this.#clock = clock
    this.#work = work
  }

  /**
   * Makes the first attempt and resolves when it is over; further ones follow on the clock.
   *
   * @param attempt is told its number, from 1
   * @param over is called once, at the end; with the last error when no attempt succeeded
   */
  send(
    attempt: (number: number) => Promise<void>,
    policy: RetryPolicy,
    over: (failed?: { error: unknown; attempts: number }) => Promise<void>,
  ): Promise<void> {
    const seconds = policy.MaximumEventAgeInSeconds ?? AGE_SECONDS
    const until = this.#clock.now() + seconds * 1000
    const last = 1 + (policy.MaximumRetryAttempts ?? ATTEMPTS)
    const go = (number: number): Promise<void> =>
      this.#work.track(async () => {
        try {
          await attempt(number)
        } catch (error) {
          const pause = Math.min(FIRST_PAUSE_MS * 2 ** (number - 1), LONGEST_PAUSE_MS)
          const next = this.#clock.now() + pause
          if (number >= last || next > until) await over({ error, attempts: number })
          else this.#at(next, () => go(number + 1))
          return
        }
        await over()
      })
    return go(1)
  }

  #at(time: number, run: () => Promise<void>): void {
    if (this.#stopped) return
    const cancel = this.#clock.schedule(time, () => {
      this.#pending.delete(cancel)
      return run()
    })
    this.#pending.add(cancel)
  }

  /** Makes no further attempt. */
  stop(): void {
    this.#stopped = true
    for (const cancel of this.#pending) cancel()
    this.#pending.clear()
  }
}
