import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatTrackingCode,
  makeReference,
  makeTrackingCode,
  parseReference,
  parseTrackingCode,
} from '../../shared/domain/reference.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const references = fc
  .tuple(
    fc.constantFrom('VC' as const, 'ADU' as const),
    fc.integer({ min: 2000, max: 2999 }),
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
  )
  .map(([kind, year, bits]) => makeReference(kind, year, bits))

describe('a reference', () => {
  it('shows kind, year, six symbols and a check symbol', () => {
    expect(makeReference('VC', 2026, Uint8Array.of(0, 0, 0, 0))).toMatch(/^VC-2026-000000.$/)
    expect(makeReference('ADU', 2027, Uint8Array.of(255, 255, 255, 255))).toMatch(
      /^ADU-2027-ZZZZZZ.$/,
    )
  })

  it('differs wherever the first 30 bits differ', () => {
    const first = makeReference('VC', 2026, Uint8Array.of(1, 2, 3, 0b100))
    expect(makeReference('VC', 2026, Uint8Array.of(1, 2, 3, 0b1000))).not.toBe(first)
    expect(makeReference('VC', 2026, Uint8Array.of(1, 2, 3, 0b101))).toBe(first)
  })

  it('is read back in any case, with spaces or without dashes, I and L for 1, O for 0', () => {
    fc.assert(
      fc.property(references, (reference) => {
        const sloppy = reference.toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o')
        expect(parseReference(reference)).toBe(reference)
        expect(parseReference(sloppy)).toBe(reference)
        expect(parseReference(`  ${sloppy.replaceAll('-', ' ')}\n`)).toBe(reference)
        expect(parseReference(reference.replaceAll('-', '').replaceAll('1', 'I'))).toBe(reference)
        expect(parseReference(reference.replaceAll('-', '\u2013'))).toBe(reference)
      }),
      { numRuns: 200 },
    )
  })

  it('with any single wrong symbol is refused', () => {
    fc.assert(
      fc.property(references, (reference) => {
        for (let place = reference.length - 7; place < reference.length; place += 1) {
          for (const symbol of alphabet.replace(reference.charAt(place), '')) {
            expect(parseReference(replaced(reference, place, symbol))).toBeUndefined()
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('with two swapped neighbours is refused', () => {
    fc.assert(
      fc.property(references, (reference) => {
        for (let place = reference.length - 7; place < reference.length - 1; place += 1) {
          const [first, second] = [reference.charAt(place), reference.charAt(place + 1)]
          if (first === second) continue
          const swapped = replaced(replaced(reference, place, second), place + 1, first)
          expect(parseReference(swapped)).toBeUndefined()
        }
      }),
      { numRuns: 200 },
    )
  })

  it('with another kind or a wrong digit in the year is refused', () => {
    const reference = makeReference('VC', 2026, Uint8Array.of(9, 8, 7, 6))
    expect(parseReference(reference.replace('VC', 'ADU'))).toBeUndefined()
    expect(parseReference(reference.replace('2026', '2027'))).toBeUndefined()
    expect(parseReference(reference.replace('2026', '2062'))).toBeUndefined()
  })

  it.each(['', 'VC', 'VC-2026-', 'XX-2026-0000000', 'VC-2026-00000000', 'VC-2026-UUUUUUU', '💥'])(
    'is not read out of %j',
    (text) => {
      expect(parseReference(text)).toBeUndefined()
    },
  )

  it('is never read out of endless input', () => {
    expect(parseReference(' '.repeat(1_000_000))).toBeUndefined()
  })

  it('is not made of too few bits or a year without four digits', () => {
    expect(() => makeReference('VC', 2026, Uint8Array.of(1, 2, 3))).toThrow(RangeError)
    expect(() => makeReference('VC', 26, Uint8Array.of(1, 2, 3, 4))).toThrow(RangeError)
  })
})

const codes = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(makeTrackingCode)

describe('a tracking code', () => {
  it('keeps all 80 bits', () => {
    expect(makeTrackingCode(new Uint8Array(10))).toBe('0000000000000000')
    expect(makeTrackingCode(new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ')
    expect(makeTrackingCode(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1))).toBe('0000000000000001')
    expect(() => makeTrackingCode(new Uint8Array(9))).toThrow(RangeError)
  })

  it('is shown in groups of four and read back however it is typed', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const shown = formatTrackingCode(code)
        expect(shown).toMatch(/^(?:\w{4}-){3}\w{4}$/)
        expect(parseTrackingCode(shown)).toBe(code)
        expect(parseTrackingCode(shown.toLowerCase().replaceAll('-', ' '))).toBe(code)
        expect(parseTrackingCode(shown.replaceAll('1', 'i').replaceAll('0', 'O'))).toBe(code)
      }),
      { numRuns: 200 },
    )
  })

  it.each(['', '000000000000000', '00000000000000000', '000000000000000U'])(
    'is not read out of %j',
    (text) => {
      expect(parseTrackingCode(text)).toBeUndefined()
    },
  )
})

const replaced = (text: string, place: number, symbol: string) =>
  text.slice(0, place) + symbol + text.slice(place + 1)
