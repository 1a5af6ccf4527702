import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Times in milliseconds: where a schedule began, and its last run that is over. */
export type Memory = { since: number; last: number }

/** What is kept of the schedules from one start of the host to the next, by name. */
export class Memories {
  readonly #path: string
  #saving: Promise<void> = Promise.resolve()
  readonly of: Record<string, Memory>

  private constructor(path: string, kept: Record<string, Memory>) {
    this.#path = path
    this.of = kept
  }

  /** @throws Error that says what to do, when the file is damaged */
  static async read(path: string): Promise<Memories> {
    try {
      return new Memories(path, JSON.parse(await readFile(path, 'utf8')))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        return new Memories(path, {})
      }
      throw new Error(
        `${path} is damaged. Start with --fresh to begin anew, or with --data to use another folder.`,
        { cause: error },
      )
    }
  }

  /** Resolves when the file holds what is in `of` now; it is replaced in one step. */
  save(): Promise<void> {
    const before = this.#saving
    this.#saving = before.catch(() => undefined).then(() => this.#write())
    return this.#saving
  }

  async #write(): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true })
    await writeFile(`${this.#path}.new`, JSON.stringify(this.of))
    await rename(`${this.#path}.new`, this.#path)
  }
}
