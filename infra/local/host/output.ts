import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LogLine } from '../host.ts'

/** So many lines stay in memory; the files hold all. */
const kept = 10_000

/** What the functions write: the latest lines in memory, all in `logs/<function>.log`. */
export class Output {
  readonly #folder: string
  readonly #now: () => number
  readonly #onLine: (line: LogLine) => void
  readonly #lines: LogLine[] = []

  constructor(folder: string, now: () => number, onLine: (line: LogLine) => void) {
    this.#folder = folder
    this.#now = now
    this.#onLine = onLine
  }

  write(function_: string, requestId: string, text: string): void {
    appendFileSync(join(this.#folder, 'logs', `${function_}.log`), text)
    const at = new Date(this.#now()).toISOString()
    for (const line of text.split('\n')) {
      if (line === '') continue
      const entry = { at, function: function_, requestId, line }
      this.#lines.push(entry)
      this.#onLine(entry)
    }
    if (this.#lines.length > kept) this.#lines.splice(0, this.#lines.length - kept)
  }

  lines(): readonly LogLine[] {
    return this.#lines
  }
}
