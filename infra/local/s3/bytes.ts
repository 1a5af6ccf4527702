/** Reads a stream piece by piece, holding no more of it than one chunk and one delimiter. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>
  readonly #broken: () => Error
  #held: Buffer = Buffer.alloc(0)

  /** @param broken the error when the stream ends too early or a line is too long */
  constructor(source: AsyncIterable<Buffer>, broken: () => Error) {
    this.#source = source[Symbol.asyncIterator]()
    this.#broken = broken
  }

  /** The text up to the next CRLF, which is consumed. */
  async line(limit: number): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf('\r\n')
      // One byte over the limit may be the CR whose LF has not come yet.
      if (end > limit || (end < 0 && this.#held.length > limit + 1)) throw this.#broken()
      if (end >= 0) {
        const line = this.#held.toString('utf8', 0, end)
        this.#held = this.#held.subarray(end + 2)
        return line
      }
      await this.#fill()
    }
  }

  /** Yields exactly the next `count` bytes. */
  async *take(count: number): AsyncGenerator<Buffer> {
    let left = count
    while (left > 0) {
      if (this.#held.length === 0) await this.#fill()
      const piece = this.#held.subarray(0, left)
      this.#held = this.#held.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }

  /** Yields the bytes before the next `delimiter`, which is consumed. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.#held.indexOf(delimiter)
      // Without a hit, the delimiter may still have begun in the last bytes held.
      const size = end >= 0 ? end : Math.max(0, this.#held.length - delimiter.length + 1)
      const piece = this.#held.subarray(0, size)
      this.#held = this.#held.subarray(end >= 0 ? end + delimiter.length : size)
      if (piece.length > 0) yield piece
      if (end >= 0) return
      await this.#fill()
    }
  }

  async #fill(): Promise<void> {
    const next = await this.#source.next()
    if (next.done) throw this.#broken()
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value])
  }
}
