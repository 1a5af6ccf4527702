/**
 * The one clock of the local host: real time plus an offset, so that it runs by itself and can be
 * moved forward. Everything that waits (workflow timeouts, schedules, retries, expiry) registers
 * here; nothing on the host sleeps by itself.
 */
export type Timer = { readonly at: number; readonly run: () => void | Promise<void> }

export class Clock {
  readonly #timers = new Set<Timer>()
  readonly #offset: Float64Array
  readonly #settled: () => Promise<void>
  #wake: NodeJS.Timeout | undefined
  /** When `#wake` rings, on this clock. */
  #wakeAt = Number.POSITIVE_INFINITY
  #advancing: Promise<void> = Promise.resolve()
  /** Advances asked for and not yet done: they fire what is due themselves, in order. */
  #moving = 0

  /**
   * @param shared 8 bytes that the worker threads read too, so that a function's `Date` is this clock
   * @param settled resolves when no work is in flight; awaited between two timers while advancing
   */
  constructor(shared: SharedArrayBuffer, settled: () => Promise<void>) {
    this.#offset = new Float64Array(shared)
    this.#settled = settled
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return Date.now() + (this.#offset[0] ?? 0)
  }

  get offset(): number {
    return this.#offset[0] ?? 0
  }

  /** Sets the clock without firing what lies between; used once, at start. */
  set(to: number): void {
    this.#offset[0] = to - Date.now()
    this.#arm()
  }

  /**
   * Runs `run` when the clock reaches `at` (ms); at once, but never synchronously, when that has
   * passed. Work in flight must not wait for a timer: while the clock is moved, timers wait for work.
   *
   * @param run handles its own failures
   * @returns forgets the timer
   */
  schedule(at: number, run: Timer['run']): () => void {
    const timer = { at, run }
    this.#timers.add(timer)
    if (at < this.#wakeAt) this.#arm()
    return () => {
      this.#timers.delete(timer)
    }
  }

  /** Moves forward to `to`, firing each timer at its own time; resolves when all that fell due has run. */
  advance(to: number): Promise<void> {
    this.#moving += 1
    const step = this.#advancing
      .then(() => this.#advance(to))
      .finally(() => {
        this.#moving -= 1
        this.#arm()
      })
    this.#advancing = step.catch(() => undefined)
    return step
  }

  async #advance(to: number): Promise<void> {
    await this.#settled()
    for (let next = this.#next(); next && next.at <= to; next = this.#next()) {
      this.#timers.delete(next)
      if (next.at > this.now()) this.set(next.at)
      await next.run()
      await this.#settled()
    }
    if (to > this.now()) this.set(to)
    await this.#settled()
  }

  #next(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers) if (!first || timer.at < first.at) first = timer
    return first
  }

  #arm(): void {
    clearTimeout(this.#wake)
    const next = this.#next()
    this.#wakeAt = next?.at ?? Number.POSITIVE_INFINITY
    if (!next || this.#moving > 0) return
    // setTimeout holds at most 2^31-1 ms; waking early just arms again.
    const delay = Math.min(Math.max(0, next.at - this.now()), 2 ** 31 - 1)
    this.#wake = setTimeout(() => this.#fire(), delay)
  }

  /** Time passed by itself: what is due runs whether or not other work is in flight, as in life. */
  #fire(): void {
    const now = this.now()
    const due = [...this.#timers].filter(({ at }) => at <= now)
    for (const timer of due.sort((one, other) => one.at - other.at)) {
      if (this.#timers.delete(timer)) void timer.run()
    }
    this.#arm()
  }

  /** Forgets every timer: the host is stopping. */
  stop(): void {
    clearTimeout(this.#wake)
    this.#timers.clear()
  }
}
