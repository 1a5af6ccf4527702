import {
  closeSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs'

/**
 * An append-only file of JSON lines. A line is written before `append` returns, so that kill -9
 * loses nothing that was acknowledged (the kernel holds what the process wrote); half a last line
 * is what a kill in the middle of a write leaves, and is dropped.
 */
export class Journal<T> {
  /** What stood in the file when it was opened. */
  readonly entries: readonly T[]
  readonly #file: number

  private constructor(entries: readonly T[], file: number) {
    this.entries = entries
    this.#file = file
  }

  /** @throws Error naming the file when a whole line of it is not JSON */
  static open<T>(path: string): Journal<T> {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const end = text.lastIndexOf('\n') + 1
    if (end < text.length) truncateSync(path, Buffer.byteLength(text.slice(0, end)))
    const entries = text.slice(0, end).split('\n').slice(0, -1)
    return new Journal(
      entries.map((line) => parse(line, path) as T),
      openSync(path, 'a'),
    )
  }

  append(entry: T): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`)
  }

  /** Waits until all that was appended stands on the disk, where a power cut spares it too. */
  sync(): void {
    fdatasyncSync(this.#file)
  }

  close(): void {
    closeSync(this.#file)
  }
}

function parse(line: string, path: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new Error(`${path} is damaged: a line of it is not JSON.`, { cause })
  }
}

/** @throws Error that says what to do when a whole line of the file is not JSON */
export function openJournal<T>(path: string): Journal<T> {
  try {
    return Journal.open<T>(path)
  } catch (cause) {
    throw damaged(path, cause)
  }
}

/** A file of the data folder that cannot be read, and what to do about it. */
export function damaged(path: string, cause?: unknown): Error {
  const sentence = `${path} is damaged. Start with --fresh to begin anew, or with --data to use another folder.`
  return new Error(sentence, { cause })
}
