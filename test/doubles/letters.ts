import { createHash } from 'node:crypto'
import type {
  LetterDownloads,
  LetterIntake,
  LetterVerdict,
  Upload,
} from '../../shared/contracts/letters.ts'
import type { MalwareScan, ScanVerdict } from '../../shared/contracts/scan-result.ts'
import type { LetterFile } from '../../shared/domain/request-facts.ts'

const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex')

/** The letter bucket in memory: every put makes a version. */
export class MemoryLetters implements LetterIntake, LetterDownloads, MalwareScan {
  readonly #versions = new Map<string, string>()
  #count = 0
  /** What the inspector says of bytes; by default any letter is a good one-page PDF. */
  judge: (bytes: string) => LetterVerdict = (bytes) => ({
    ok: true,
    type: 'pdf',
    sha256: sha256(bytes),
    size: bytes.length,
    pages: 1,
  })

  /** The scanner's verdict by version; those not named are found clean at once. */
  readonly scans = new Map<string, ScanVerdict>()

  /** @returns the new version's id */
  put(key: string, bytes: string): string {
    this.#count += 1
    const versionId = `version-${this.#count}`
    this.#versions.set(`${key}?${versionId}`, bytes)
    return versionId
  }

  bytes(key: string, versionId: string): string | undefined {
    return this.#versions.get(`${key}?${versionId}`)
  }

  /** Changes what lies under a version: what S3 never does, and what must be noticed. */
  damage(key: string, versionId: string, bytes?: string): void {
    if (bytes === undefined) this.#versions.delete(`${key}?${versionId}`)
    else this.#versions.set(`${key}?${versionId}`, bytes)
  }

  async inspect(upload: Upload): Promise<LetterVerdict> {
    await Promise.resolve()
    return this.judge(this.#read(upload.key, upload.versionId))
  }

  async pin(upload: Upload, key: string): Promise<string> {
    await Promise.resolve()
    return this.put(key, this.#read(upload.key, upload.versionId))
  }

  async verdict({ versionId }: Upload): Promise<ScanVerdict> {
    await Promise.resolve()
    return this.scans.get(versionId) ?? 'clean'
  }

  async intact(file: LetterFile): Promise<boolean> {
    await Promise.resolve()
    const bytes = this.bytes(file.key, file.versionId)
    return bytes !== undefined && bytes.length === file.size && sha256(bytes) === file.sha256
  }

  async downloadUrl(file: LetterFile, name: string): Promise<string> {
    await Promise.resolve()
    return `https://letters.example/${file.key}?versionId=${file.versionId}&name=${name}`
  }

  #read(key: string, versionId: string): string {
    const bytes = this.bytes(key, versionId)
    if (bytes === undefined) throw new Error('NoSuchVersion')
    return bytes
  }
}
