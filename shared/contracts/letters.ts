import type { LetterFile } from '../domain/request-facts.ts'
import type { LetterFault, LetterType } from '../domain/vocabulary.ts'

/** What the inspector read of a letter that is what it claims to be. */
export type GoodContent = {
  readonly ok: true
  readonly type: LetterType
  readonly sha256: string
  readonly size: number
  readonly pages?: number | undefined
}

export type LetterVerdict = GoodContent | { readonly ok: false; readonly fault: LetterFault }

export type Upload = {
  readonly bucket: string
  readonly key: string
  readonly versionId: string
  readonly etag: string
}

export type LetterIntake = {
  /** Judges the bytes in a bounded function of their own; a file that breaks it is 'damaged'. */
  inspect(upload: Upload): Promise<LetterVerdict>
  /** Copies that very version, untouched, out of `incoming/`; gives the copy's version. */
  pin(upload: Upload, key: string): Promise<string>
}

export type LetterDownloads = {
  /** Whether the pinned copy is still what was accepted (version, size, SHA-256). */
  intact(file: LetterFile): Promise<boolean>
  /** A link to the pinned copy that lives a minute and downloads under `name`. */
  downloadUrl(file: LetterFile, name: string): Promise<string>
}
