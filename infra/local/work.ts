/** Counts what is in flight on the host, so that `settle` can answer when nothing is. */
export class Work {
  #running = 0
  readonly #waiting: (() => void)[] = []

  /** Counts `task` as in flight until it settles; its failure is the caller's to handle. */
  async track<T>(task: () => Promise<T>): Promise<T> {
    this.#running += 1
    try {
      return await task()
    } finally {
      this.#running -= 1
      if (this.#running === 0) setImmediate(() => this.#release())
    }
  }

  /** Resolves when nothing is in flight, and nothing started in the same turn of the loop either. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      setImmediate(() => this.#release())
    })
  }

  #release(): void {
    if (this.#running > 0) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
