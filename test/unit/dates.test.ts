import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDate, formatMoment, formatTime } from '../../shared/domain/dates.ts'

describe('dates on screen', () => {
  it('show a moment in Indonesian with the zone', () => {
    expect(formatMoment('2026-11-23T09:00:00+07:00', 'Asia/Jakarta')).toBe(
      'Senin, 23 November 2026 pukul 09.00 WIB',
    )
    expect(formatMoment(Date.UTC(2026, 10, 23, 17, 5), 'Asia/Jakarta')).toBe(
      'Selasa, 24 November 2026 pukul 00.05 WIB',
    )
    expect(formatMoment('2026-11-23T02:00:00Z', 'Asia/Jayapura')).toBe(
      'Senin, 23 November 2026 pukul 11.00 WIT',
    )
  })

  it('show a date and a time of day', () => {
    expect(formatDate('2026-11-23')).toBe('Senin, 23 November 2026')
    expect(formatDate('2026-01-02')).toBe('Jumat, 2 Januari 2026')
    expect(formatTime('2026-11-24T09:00:00Z', 'Asia/Jakarta')).toBe('16.00 WIB')
  })

  it.each(['Asia/Jakarta', 'Asia/Makassar', 'America/New_York'])(
    'are written as Intl writes them (%s)',
    (timeZone) => {
      const date = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
      const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const
      const intl = new Intl.DateTimeFormat('id-ID', { ...date, ...time, timeZone })
      const moments = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) })
      fc.assert(
        fc.property(moments, (at) => {
          expect(formatMoment(at, timeZone)).toBe(intl.format(at))
        }),
      )
    },
  )

  it('are refused when they are none', () => {
    expect(() => formatMoment('besok', 'Asia/Jakarta')).toThrow(RangeError)
    expect(() => formatDate('2026-13-01')).toThrow(RangeError)
  })
})
