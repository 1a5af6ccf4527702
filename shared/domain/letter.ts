import type { LetterType } from './vocabulary.ts'

/** 10 MiB: what the standard's form promises to take. */
export const maxLetterBytes = 10 * 1024 * 1024

const formats = {
  pdf: { extension: 'pdf', mime: 'application/pdf' },
  jpeg: { extension: 'jpg', mime: 'image/jpeg' },
  png: { extension: 'png', mime: 'image/png' },
  heic: { extension: 'heic', mime: 'image/heic' },
} as const satisfies Record<LetterType, { extension: string; mime: string }>

export const letterExtension = (type: LetterType): string => formats[type].extension

export const letterMime = (type: LetterType): string => formats[type].mime

const longestName = 120

/**
 * A file name as people may see it: display text only, never a path or a key. Folders, control,
 * invisible and bidirectional characters go (they can disguise an extension); at most 120
 * characters, of which the extension survives.
 */
export function displayFileName(name: string): string {
  const visible = name
    .toWellFormed()
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC')
  const characters = Array.from(visible)
  if (characters.length <= longestName) return visible || 'surat'
  const extension = /\.\w{1,5}$/.exec(visible)?.[0] ?? ''
  return `${characters.slice(0, longestName - 1 - extension.length).join('')}…${extension}`
}
