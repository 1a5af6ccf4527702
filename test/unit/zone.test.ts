import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { dateIn, indonesianZones, instantIn, startOfDay } from '../../shared/domain/zone.ts'

/** Zones that skip and repeat hours at midnight, half an hour, whole dates, or nothing. */
const zones = [
  'Asia/Jakarta',
  'Asia/Makassar',
  'Asia/Jayapura',
  'UTC',
  'America/New_York',
  'America/Havana',
  'Australia/Lord_Howe',
  'Europe/Dublin',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Asia/Kathmandu',
]
const from = Date.UTC(1960, 0, 1)
const to = Date.UTC(2040, 0, 1)
const moments = fc.integer({ min: from, max: to })
const dates = moments.map((at) => new Date(at).toISOString().slice(0, 10))
const times = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16))

/** Dates on which the zones above move their clocks: chance alone finds few. */
const moved = fc.constantFrom(
  ...['2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-03-29', '2026-10-25'],
  ...['2011-12-29', '2011-12-30', '2011-12-31', '2018-10-28', '1986-01-01', '1961-02-19'],
)

describe.each(zones)('the clocks of %s', (zone) => {
  it('show the date that Temporal says', () => {
    fc.assert(
      fc.property(moments, (at) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
        expect(dateIn(at, zone)).toBe(expected.toPlainDate().toString())
      }),
      { numRuns: 100 },
    )
  })

  it('show a wall time when Temporal says, also where they skip or repeat it', () => {
    fc.assert(
      fc.property(fc.oneof(dates, moved), times, (date, time) => {
        const wall = { timeZone: zone, plainTime: Temporal.PlainTime.from(time) }
        const expected = Temporal.PlainDate.from(date).toZonedDateTime(wall)
        expect(instantIn(date, time, zone)).toBe(expected.epochMilliseconds)
      }),
      { numRuns: 200 },
    )
  })

  it('begin a day when Temporal says', () => {
    fc.assert(
      fc.property(fc.oneof(dates, moved), (date) => {
        const expected = Temporal.PlainDate.from(date).toZonedDateTime(zone)
        expect(startOfDay(date, zone)).toBe(expected.epochMilliseconds)
      }),
      { numRuns: 100 },
    )
  })
})

it('an Indonesian zone has the name that Intl gives it', () => {
  for (const [timeZone, { name }] of Object.entries(indonesianZones)) {
    const intl = new Intl.DateTimeFormat('id-ID', { timeZone, timeZoneName: 'short' })
    expect(intl.format(0)).toContain(name)
  }
})
