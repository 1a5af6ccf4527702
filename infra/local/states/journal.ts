import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * An append-only file of JSON lines. What `append` has answered for is on the disk; lines that come
 * together are written and synced together.
 */
export class Journal {
  readonly #file: FileHandle
  #waiting: { line: string; resolve: () => void; reject: (error: unknown) => void }[] = []
  #writing: Promise<void> | undefined
  #broken: unknown

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /**
   * The values in the file, oldest first; none when there is no file. A last line without its end
   * was never answered for and is left out.
   *
   * @throws Error that says what to do, when any other line is damaged
   */
  static async read(path: string): Promise<unknown[]> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    const lines = text.split('\n')
    lines.pop()
    return lines.map((line, index) => {
      try {
        return JSON.parse(line)
      } catch (error) {
        throw damaged(path, index + 1, error)
      }
    })
  }

  /** Starts the file anew with these values (in one step: the old file stays until then). */
  static async create(path: string, values: readonly unknown[]): Promise<Journal> {
    await mkdir(dirname(path), { recursive: true })
    const fresh = `${path}.new`
    const file = await open(fresh, 'w')
    try {
      for (const value of values) await file.writeFile(`${JSON.stringify(value)}\n`)
      await file.sync()
      await rename(fresh, path)
      await syncFolder(dirname(path))
    } catch (error) {
      await file.close()
      throw error
    }
    return new Journal(file)
  }

  /** Resolves when the value is on the disk. After a failed write every further one fails too. */
  append(value: unknown): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: `${JSON.stringify(value)}\n`, resolve, reject })
      this.#writing ??= this.#write()
    })
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        if (this.#broken !== undefined) throw this.#broken
        await this.#file.writeFile(batch.map(({ line }) => line).join(''))
        await this.#file.datasync()
        for (const { resolve } of batch) resolve()
      } catch (error) {
        this.#broken = error
        for (const { reject } of batch) reject(error)
      }
    }
    this.#writing = undefined
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file.close()
  }
}

/** What to say of a journal that cannot be understood. */
export function damaged(path: string, line: number, cause?: unknown): Error {
  return new Error(
    `${path} is damaged at line ${line}. Start with --fresh to begin anew, or with --data to use another folder.`,
    { cause },
  )
}

/** A rename is on the disk only when its folder is. Windows has no such call and needs none. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
