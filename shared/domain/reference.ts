/** Crockford's 32 symbols: no I, L, O, U, so that a reference can be read out and typed. */
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export type ReferenceKind = 'VC' | 'ADU'

const kindValue = { VC: 1, ADU: 2 } as const satisfies Record<ReferenceKind, number>

/** Generous for any identifier with its separators; longer input is not worth a look. */
const longestInput = 100

/**
 * `VC-2026-XXXXXXX`: six symbols from the first 30 bits, then a check symbol.
 * @throws RangeError for fewer than 4 bytes or a year that has not four digits
 */
export function makeReference(kind: ReferenceKind, year: number, bits: Uint8Array): string {
  if (!Number.isInteger(year) || year < 1000 || year > 9999) {
    throw new RangeError(`Not a year of four digits: ${year}`)
  }
  const random = toSymbols(bits, 6)
  return `${kind}-${year}-${random}${checkSymbol(kind, `${year}`, random)}`
}

/**
 * The canonical form of a reference as people type it: lower case, I and L for 1, O for 0, spaces
 * or missing dashes. Undefined when it is none or its check symbol is wrong.
 */
export function parseReference(text: string): string | undefined {
  const match = /^(VC|ADU)([0-9ILO]{4})([0-9A-Z]{7})$/.exec(compact(text))
  if (!match) return undefined
  const kind = match[1] === 'VC' ? 'VC' : 'ADU'
  const year = withoutLookalikes(match[2] ?? '')
  const body = withoutLookalikes(match[3] ?? '')
  const random = body.slice(0, 6)
  if (body.includes('U') || checkSymbol(kind, year, random) !== body[6]) return undefined
  return `${kind}-${year}-${body}`
}

/** 16 symbols from the first 80 bits. @throws RangeError for fewer than 10 bytes */
export const makeTrackingCode = (bytes: Uint8Array): string => toSymbols(bytes, 16)

/** `XXXX-XXXX-XXXX-XXXX`, as shown to people. */
export const formatTrackingCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** The 16 symbols of a tracking code as people type it, undefined when it cannot be one. */
export function parseTrackingCode(text: string): string | undefined {
  const code = withoutLookalikes(compact(text))
  return new RegExp(`^[${symbols}]{16}$`).test(code) ? code : undefined
}

const compact = (text: string): string =>
  text.length > longestInput ? '' : text.replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '').toUpperCase()

const withoutLookalikes = (text: string): string => text.replace(/[IL]/g, '1').replace(/O/g, '0')

/** Five bits a symbol, highest bit first. */
function toSymbols(bytes: Uint8Array, count: number): string {
  if (bytes.length * 8 < count * 5) throw new RangeError(`${bytes.length} bytes are too few`)
  let text = ''
  for (let bit = 0; text.length < count; bit += 5) {
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0)
    text += symbols.charAt((pair >> (11 - (bit & 7))) & 31)
  }
  return text
}

/**
 * A weighted sum over GF(32): the weights from the check symbol (1) leftwards are the powers of a
 * generator, all different and none zero, so any one wrong symbol and any two swapped neighbours
 * change the sum; kind and year digits are weighed too.
 */
function checkSymbol(kind: ReferenceKind, year: string, random: string): string {
  let sum = timesGenerator(kindValue[kind])
  for (const symbol of year + random) sum = timesGenerator(sum ^ symbols.indexOf(symbol))
  return symbols.charAt(sum)
}

/** Multiplies by x in GF(2)[x] / (x^5 + x^2 + 1), of which x generates all 31 non-zero elements. */
const timesGenerator = (value: number): number =>
  value & 16 ? ((value << 1) ^ 0b100101) & 31 : value << 1
