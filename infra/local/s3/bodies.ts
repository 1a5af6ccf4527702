/**
 * The bytes of the versions, one file each. They are written under a temporary name, synced and
 * renamed before the journal names them: a half-written body is never visible.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type ChecksumName, type Digest, startDigest } from './checksums.ts'

/** What is known of a body once all of it is on the disk. */
export type Body = {
  /** File name, unique for ever. */
  file: string
  size: number
  /** Hex. */
  md5: string
  /** Hex. */
  sha256: string
  /** Base64, by name: those asked for. */
  checksums: Readonly<Partial<Record<ChecksumName, string>>>
}

export class Bodies {
  readonly #kept: string
  readonly #coming: string

  private constructor(kept: string, coming: string) {
    this.#kept = kept
    this.#coming = coming
  }

  /** Opens the folder and removes what a killed process left half-written. */
  static async open(folder: string): Promise<Bodies> {
    const [kept, coming] = [join(folder, 'objects'), join(folder, 'incoming')]
    await rm(coming, { recursive: true, force: true })
    await mkdir(kept, { recursive: true })
    await mkdir(coming, { recursive: true })
    return new Bodies(kept, coming)
  }

  /**
   * Writes `source` to the disk. What comes after `limit` bytes is read and counted but not kept.
   * @throws whatever `source` throws; nothing is left behind then
   */
  async receive(
    source: AsyncIterable<Buffer>,
    checksums: readonly ChecksumName[],
    limit = Number.POSITIVE_INFINITY,
  ): Promise<Body> {
    const file = randomUUID()
    const path = join(this.#coming, file)
    try {
      const written = await write(path, source, checksums, limit)
      await rename(path, join(this.#kept, file))
      return { file, ...written }
    } catch (error) {
      await rm(path, { force: true })
      throw error
    }
  }

  /** @param range first and last byte */
  read(file: string, range?: { start: number; end: number }): ReadStream {
    return createReadStream(join(this.#kept, file), range)
  }

  async remove(file: string): Promise<void> {
    await rm(join(this.#kept, file), { force: true })
  }

  /** Removes bodies that no version names. @returns the files that are missing of `named` */
  async reconcile(named: ReadonlySet<string>): Promise<readonly string[]> {
    const present = new Set(await readdir(this.#kept))
    for (const file of present) if (!named.has(file)) await this.remove(file)
    return [...named].filter((file) => !present.has(file))
  }
}

async function write(
  path: string,
  source: AsyncIterable<Buffer>,
  names: readonly ChecksumName[],
  limit: number,
): Promise<Omit<Body, 'file'>> {
  const digests = names.map((name): [ChecksumName, Digest] => [name, startDigest(name)])
  const [md5, sha256] = [createHash('md5'), createHash('sha256')]
  let size = 0
  const target = await open(path, 'wx')
  try {
    for await (const chunk of source) {
      size += chunk.length
      if (size > limit) continue
      for (const hash of [md5, sha256]) hash.update(chunk)
      for (const [, digest] of digests) digest.update(chunk)
      await writeAll(target, chunk)
    }
    await target.sync()
  } finally {
    await target.close()
  }
  const checksums = Object.fromEntries(digests.map(([name, digest]) => [name, digest.value()]))
  return { size, md5: md5.digest('hex'), sha256: sha256.digest('hex'), checksums }
}

async function writeAll(target: FileHandle, chunk: Buffer): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await target.write(chunk, done)
    done += bytesWritten
  }
}
