/** What a browser can tell about a file before it is sent; everything else only the server can. */
export type EarlyFault = 'empty' | 'too-large' | 'wrong-type'

/** Bytes of the beginning that are looked at. */
export const beginning = 1024

const starts = {
  jpeg: [0xff, 0xd8, 0xff],
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
} as const

/**
 * Whether a file surely cannot be a letter, by size (bytes) and its first bytes. It never refuses
 * what the server would accept: the server looks at everything, by content.
 */
export function earlyFault(
  size: number,
  start: Uint8Array,
  maxBytes: number,
): EarlyFault | undefined {
  if (size === 0) return 'empty'
  if (size > maxBytes) return 'too-large'
  return mayBeLetter(start) ? undefined : 'wrong-type'
}

function mayBeLetter(start: Uint8Array): boolean {
  const text = Array.from(start, (byte) => String.fromCharCode(byte)).join('')
  const picture = Object.values(starts).some((bytes) =>
    bytes.every((byte, at) => start[at] === byte),
  )
  // A box of type ftyp whose brands say HEIF (ISO 14496-12; heic, heix, mif1, msf1 …).
  return picture || text.includes('%PDF') || /^.{4}ftyp.{0,200}?(he[iv]\w|m[is]f1)/s.test(text)
}

/** 1,2 MB; 340 kB */
export function sizeText(bytes: number): string {
  const [amount, unit] =
    bytes < 1_000_000 ? [Math.ceil(bytes / 1000), 'kB'] : [bytes / 1_000_000, 'MB']
  return `${amount.toLocaleString('id-ID', { maximumFractionDigits: 1 })} ${unit}`
}
