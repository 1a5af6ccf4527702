import type { Clock } from './clock.ts'
import type { Work } from './work.ts'

/** `againAfter`: milliseconds on the clock after which each delivery comes once more. */
export type Duplicates = {
  readonly on: boolean
  readonly seed: number
  readonly againAfter?: number
}

/** The longest that a shuffled delivery waits, in milliseconds: of the machine, and of the clock. */
const longest = 40
const longestAgain = 60_000

/** While it is on, every asynchronous delivery comes twice and in another order, and again later. */
export class Duplicator {
  readonly #clock: Pick<Clock, 'now' | 'schedule'>
  readonly #work: Work
  #setting: Duplicates = { on: false, seed: 1 }
  #random = generator(1)

  constructor(clock: Pick<Clock, 'now' | 'schedule'>, work: Work) {
    this.#clock = clock
    this.#work = work
  }

  get setting(): Duplicates {
    return this.#setting
  }

  set(setting: Duplicates): void {
    this.#setting = setting
    this.#random = generator(setting.seed)
  }

  /** After how many milliseconds each copy of a delivery is to come. */
  copies(): readonly number[] {
    if (!this.#setting.on) return [0]
    return [Math.floor(this.#random() * longest), Math.floor(this.#random() * longest)]
  }

  /** The batches in which records are handed over: as they are, or twice and each time shuffled. */
  batches<T>(records: readonly T[]): readonly (readonly T[])[] {
    return this.#setting.on ? [this.#shuffle(records), this.#shuffle(records)] : [records]
  }

  /**
   * Delivers once more on the clock, if that is asked for; also after duplicates are switched off.
   * A restart of the host forgets it.
   * @param deliver handles its own failures
   */
  later(deliver: () => Promise<void>): void {
    const { on, againAfter } = this.#setting
    if (!on || againAfter === undefined) return
    const at = this.#clock.now() + againAfter + Math.floor(this.#random() * longestAgain)
    this.#clock.schedule(at, () => this.#work.track(deliver))
  }

  #shuffle<T>(records: readonly T[]): readonly T[] {
    return records
      .map((record) => ({ record, order: this.#random() }))
      .sort((one, other) => one.order - other.order)
      .map(({ record }) => record)
  }
}

/** A small repeatable generator of numbers from 0 to 1 (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
