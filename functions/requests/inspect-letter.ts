import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { maxLetterBytes } from '../../shared/domain/letter.ts'
import type { LetterFault, LetterType } from '../../shared/domain/vocabulary.ts'
import { isWholeHeic, isWholeJpeg, isWholePng } from './inspect-image.ts'
import { inspectPdf } from './inspect-pdf.ts'

export type LetterInspection =
  | { ok: true; type: LetterType; sha256: string; size: number; pages?: number }
  | { ok: false; fault: LetterFault }

/** file-type's answers that are letters; photos of phones call themselves heif as well. */
const typeOfMime: Readonly<Record<string, LetterType>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/heic': 'heic',
  'image/heif': 'heic',
}

const isWholeImage = { jpeg: isWholeJpeg, png: isWholePng, heic: isWholeHeic } as const

/**
 * Judges an uploaded letter by its content alone, whatever it is called. Answers for any bytes and
 * never changes them: `sha256` (hex) and `size` are those of the file as it came.
 */
export async function inspectLetter(bytes: Uint8Array): Promise<LetterInspection> {
  if (bytes.length === 0) return { ok: false, fault: 'empty' }
  if (bytes.length > maxLetterBytes) return { ok: false, fault: 'too-large' }
  const type = await letterType(bytes)
  if (type === undefined) return { ok: false, fault: 'wrong-type' }
  const accepted = { ok: true, type, sha256: sha256(bytes), size: bytes.length } as const
  if (type !== 'pdf') {
    return isWholeImage[type](bytes) ? accepted : { ok: false, fault: 'damaged' }
  }
  const pdf = await inspectPdf(bytes)
  return typeof pdf === 'string' ? { ok: false, fault: pdf } : { ...accepted, pages: pdf.pages }
}

async function letterType(bytes: Uint8Array): Promise<LetterType | undefined> {
  try {
    return typeOfMime[(await fileTypeFromBuffer(bytes))?.mime ?? '']
  } catch {
    return undefined
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
