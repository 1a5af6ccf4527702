import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { indonesianCalendar } from '../../infra/calendars/indonesia.ts'
import {
  addWorkingDays,
  addWorkingTime,
  dueAt,
  isWorkingDay,
  isWorkingTime,
  nextWorkingTime,
  type OfficeCalendar,
  workingDaysBetween,
  workingTimeBetween,
} from '../../shared/domain/calendar.ts'

const day = (iso: string) => Temporal.PlainDate.from(iso)
const instant = (iso: string) => Temporal.Instant.from(iso)
const wib = (local: string) => instant(`${local}+07:00`)
const span = (iso: string) => Temporal.Duration.from(iso)
const total = (duration: Temporal.Duration) => duration.total('nanoseconds')
const inWib = (at: Temporal.Instant) =>
  at.toZonedDateTimeISO('Asia/Jakarta').toPlainDateTime().toString({ smallestUnit: 'minute' })
const office = indonesianCalendar

describe('working time', () => {
  it.each([
    ['2026-11-23T09:00', 'PT1H', '2026-11-23T10:00'],
    ['2026-11-23T11:00', 'PT1H', '2026-11-23T12:00'],
    ['2026-11-23T11:00', 'PT1H1M', '2026-11-23T12:31'],
    ['2026-11-23T12:15', 'PT1M', '2026-11-23T12:31'],
    ['2026-11-23T15:00', 'PT1H', '2026-11-23T16:00'],
    ['2026-11-23T15:00', 'PT61M', '2026-11-24T07:31'],
    ['2026-11-27T14:00', 'PT1H', '2026-11-30T08:00'],
    ['2026-11-23T12:30', '-PT1H', '2026-11-23T11:00'],
    ['2026-11-23T08:30', '-PT1H', '2026-11-23T07:30'],
    ['2026-11-23T08:30', '-PT61M', '2026-11-20T14:29'],
    ['2026-11-28T08:30', 'PT0S', '2026-11-28T08:30'],
  ])('%s plus %s is %s', (from, duration, expected) => {
    expect(inWib(addWorkingTime(office, wib(from), span(duration)))).toBe(expected)
  })

  it('lies in half-open intervals: opening is in, closing is out', () => {
    expect(isWorkingTime(office, wib('2026-11-23T07:30'))).toBe(true)
    expect(isWorkingTime(office, wib('2026-11-23T12:00'))).toBe(false)
    expect(inWib(nextWorkingTime(office, wib('2026-11-23T12:00')))).toBe('2026-11-23T12:30')
    expect(inWib(nextWorkingTime(office, wib('2026-11-23T11:59')))).toBe('2026-11-23T11:59')
  })

  it('is not counted in days, which are of different length', () => {
    expect(() => addWorkingTime(office, wib('2026-11-23T09:00'), span('P1D'))).toThrow(RangeError)
  })

  it('joins overlapping and touching intervals', () => {
    const week = {
      mon: [
        ['10:00', '12:00'],
        ['08:00', '11:00'],
        ['12:00', '13:00'],
      ] as const,
    }
    const messy = { ...office, week }
    const [from, to] = [wib('2026-11-23T00:00'), wib('2026-11-24T00:00')]
    expect(String(workingTimeBetween(messy, from, to))).toBe('PT5H')
  })
})

const minutesOf2026 = fc
  .integer({ min: 0, max: 364 * 24 * 60 })
  .map((minute) => wib('2026-01-02T00:00').add({ minutes: minute }))
const datesOf2026 = fc
  .integer({ min: 0, max: 363 })
  .map((offset) => day('2026-01-02').add({ days: offset }))

const night = [
  ['00:00', '06:00'],
  ['22:00', '24:00'],
] as const
const nights = {
  mon: night,
  tue: night,
  wed: night,
  thu: night,
  fri: night,
  sat: night,
  sun: night,
}
const zones: [string, OfficeCalendar][] = [
  ['Asia/Jakarta', { ...office, decreedYears: [2025, 2026, 2027] }],
  ...['America/New_York', 'Australia/Lord_Howe', 'America/Havana', 'Europe/Dublin'].map(
    (timeZone): [string, OfficeCalendar] => [timeZone, { timeZone, week: nights, holidays: {} }],
  ),
]

describe.each(zones)('in every case (%s)', (_, calendar) => {
  const working = fc.integer({ min: -4000, max: 4000 })
  const days = fc.integer({ min: -20, max: 20 })

  it('time added and then measured is the same', () => {
    fc.assert(
      fc.property(minutesOf2026, working, (at, minutes) => {
        const end = addWorkingTime(calendar, at, Temporal.Duration.from({ minutes }))
        expect(total(workingTimeBetween(calendar, at, end))).toBe(minutes * 60e9)
        expect(total(workingTimeBetween(calendar, end, at)) + minutes * 60e9).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  it('a span walked back leads to working time with nothing between it and the start', () => {
    fc.assert(
      fc.property(minutesOf2026, fc.integer({ min: 1, max: 3000 }), (at, minutes) => {
        const there = addWorkingTime(calendar, at, Temporal.Duration.from({ minutes }))
        const back = addWorkingTime(calendar, there, Temporal.Duration.from({ minutes: -minutes }))
        expect(back.equals(nextWorkingTime(calendar, at))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('later is never earlier', () => {
    fc.assert(
      fc.property(minutesOf2026, working, fc.nat(600), fc.nat(600), (at, minutes, wait, more) => {
        const end = addWorkingTime(calendar, at, Temporal.Duration.from({ minutes }))
        const waited = at.add({ minutes: wait })
        const after = addWorkingTime(calendar, waited, Temporal.Duration.from({ minutes }))
        const longer = Temporal.Duration.from({ minutes: minutes + more })
        expect(Temporal.Instant.compare(end, after)).toBeLessThanOrEqual(0)
        expect(
          Temporal.Instant.compare(end, addWorkingTime(calendar, at, longer)),
        ).toBeLessThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
  })

  it('never ends outside office hours or on a day off', () => {
    fc.assert(
      fc.property(minutesOf2026, fc.integer({ min: 1, max: 4000 }), days, (at, minutes, count) => {
        const end = addWorkingTime(calendar, at, Temporal.Duration.from({ minutes }))
        expect(isWorkingTime(calendar, end.subtract({ nanoseconds: 1 }))).toBe(true)
        expect(isWorkingTime(calendar, nextWorkingTime(calendar, at))).toBe(true)
        const start = at.toZonedDateTimeISO(calendar.timeZone).toPlainDate()
        const date = addWorkingDays(calendar, start, count)
        expect(count === 0 || isWorkingDay(calendar, date)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('days added and then measured are the same', () => {
    fc.assert(
      fc.property(datesOf2026, days, (date, count) => {
        const end = addWorkingDays(calendar, date, count)
        expect(workingDaysBetween(calendar, date, end)).toBe(count)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a zone with daylight saving', () => {
  it.each([
    ['America/New_York', '2026-03-08', 'PT7H'],
    ['America/New_York', '2026-11-01', 'PT9H'],
    ['Australia/Lord_Howe', '2026-10-04', 'PT7H30M'],
    ['Australia/Lord_Howe', '2026-04-05', 'PT8H30M'],
    ['America/Havana', '2026-03-08', 'PT7H'],
    ['Europe/Dublin', '2026-06-01', 'PT8H'],
  ])('counts the real hours of the night in %s on %s: %s', (timeZone, date, hours) => {
    const calendar = { timeZone, week: nights, holidays: {} }
    const from = day(date).toZonedDateTime(timeZone).toInstant()
    const to = day(date).add({ days: 1 }).toZonedDateTime(timeZone).toInstant()
    expect(String(workingTimeBetween(calendar, from, to))).toBe(hours)
  })

  it('closes by the wall clock on both sides of the change', () => {
    const timeZone = 'America/New_York'
    const week = { fri: [['09:00', '17:00']], mon: [['09:00', '17:00']] } as const
    const calendar = { timeZone, week, holidays: {} }
    const friday = instant('2026-03-06T16:30-05:00')
    expect(String(addWorkingTime(calendar, friday, span('PT1H')))).toBe('2026-03-09T13:30:00Z')
    expect(String(dueAt(calendar, friday, 1))).toBe('2026-03-09T21:00:00Z')
  })

  it('gives a date that the zone leaves out no hours', () => {
    const calendar = { timeZone: 'Pacific/Apia', week: nights, holidays: {} }
    const from = instant('2011-12-29T00:00-10:00')
    const to = instant('2012-01-01T00:00+14:00')
    expect(String(workingTimeBetween(calendar, from, to))).toBe('PT16H')
  })
})
