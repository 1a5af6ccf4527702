import { type FileHandle, open, truncate } from 'node:fs/promises'

/**
 * An append-only file of JSON lines: a line is on the disk before `append` resolves. The last line
 * may be torn, by a kill or a power cut in the middle of a write; it was never acknowledged and is
 * dropped. Damage anywhere else is an error.
 */
export class Journal<Entry> {
  readonly #path: string
  readonly #file: FileHandle
  #length: number

  private constructor(path: string, file: FileHandle, length: number) {
    this.#path = path
    this.#file = file
    this.#length = length
  }

  /**
   * @param accept throws for a line that is JSON but no entry
   * @throws Error saying which line is damaged and what to do
   */
  static async open<Entry>(
    path: string,
    accept: (value: unknown) => Entry,
  ): Promise<{ journal: Journal<Entry>; entries: readonly Entry[] }> {
    const file = await open(path, 'a+')
    const bytes = await file.readFile()
    const whole = bytes.subarray(0, bytes.lastIndexOf('\n') + 1)
    const lines = whole.toString('utf8').split('\n').slice(0, -1)
    const entries: Entry[] = []
    let length = 0
    for (const [at, line] of lines.entries()) {
      const entry = read(line, accept)
      if (entry === undefined && at < lines.length - 1) {
        await file.close()
        throw damaged(path, at + 1)
      }
      if (entry === undefined) break
      entries.push(entry)
      length += Buffer.byteLength(line) + 1
    }
    if (length < bytes.length) await truncate(path, length)
    return { journal: new Journal<Entry>(path, file, length), entries }
  }

  /** Calls must not overlap. */
  async append(entry: Entry): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`)
    try {
      await this.#file.appendFile(line)
      await this.#file.datasync()
    } catch (error) {
      // A full disk may leave half a line, which must not end up in the middle of the file.
      await truncate(this.#path, this.#length)
      throw error
    }
    this.#length += line.length
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}

function read<Entry>(line: string, accept: (value: unknown) => Entry): Entry | undefined {
  try {
    return accept(JSON.parse(line))
  } catch {
    return undefined
  }
}

function damaged(path: string, line: number): Error {
  return new Error(
    `Line ${line} of ${path} is damaged. Start with --fresh to begin anew, or with another --data folder.`,
  )
}
