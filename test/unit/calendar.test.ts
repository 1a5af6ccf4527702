import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { indonesianCalendar } from '../../infra/calendars/indonesia.ts'
import * as clock from '../../shared/domain/calendar.ts'

const {
  addWorkingDays,
  addWorkingTime,
  dueAt,
  explainDue,
  isWorkingDay,
  isWorkingTime,
  nextWorkingTime,
  UndecreedYearError,
  workingDaysBetween,
  workingTimeBetween,
} = clock

const day = (iso: string) => Temporal.PlainDate.from(iso)
const wib = (local: string) => Temporal.Instant.from(`${local}+07:00`)
const span = (iso: string) => Temporal.Duration.from(iso)
const inWib = (at: Temporal.Instant) =>
  at.toZonedDateTimeISO('Asia/Jakarta').toPlainDateTime().toString({ smallestUnit: 'minute' })
const office = indonesianCalendar
const minutesOf2026 = fc
  .integer({ min: 0, max: 364 * 24 * 60 })
  .map((minute) => wib('2026-01-02T00:00').add({ minutes: minute }))

describe('the interface for other programs', () => {
  it('is exactly the names that were agreed', () => {
    expect(Object.keys(clock).sort()).toEqual([
      'UndecreedYearError',
      'addWorkingDays',
      'addWorkingTime',
      'dueAt',
      'explainDue',
      'isWorkingDay',
      'isWorkingTime',
      'nextWorkingTime',
      'workingDaysBetween',
      'workingTimeBetween',
    ])
  })
})

describe('the Indonesian calendar', () => {
  it.each([
    [2026, 240],
    [2027, 242],
  ])('has in %i as many working days as the decree leaves: %i', (year, expected) => {
    expect(workingDaysBetween(office, day(`${year}-01-01`), day(`${year}-12-31`))).toBe(expected)
  })

  it('is plain data, so that it can be stored and changed without a deployment', () => {
    expect(JSON.parse(JSON.stringify(office))).toEqual(office)
  })

  it.each([
    ['2026-08-17', 'Proklamasi Kemerdekaan'],
    ['2026-12-24', 'Cuti bersama: Kelahiran Yesus Kristus (Natal)'],
  ])('names the day off %s', (date, name) => {
    expect(isWorkingDay(office, day(date))).toBe(false)
    expect(office.holidays[date]).toBe(name)
  })
})

describe('the due time, the day of receipt being day 0', () => {
  const vectors = [
    ['2026-11-23T09:00', 1, '2026-11-24T16:00'],
    ['2026-11-23T09:00', 5, '2026-11-30T16:00'],
    ['2026-11-23T09:00', 14, '2026-12-11T14:30'],
    ['2026-11-23T09:00', 60, '2027-02-22T15:15'],
    ['2026-12-23T10:00', 1, '2026-12-28T16:00'],
    ['2026-12-23T10:00', 5, '2027-01-04T16:00'],
    ['2026-12-23T10:00', 14, '2027-01-18T16:00'],
    ['2026-12-23T10:00', 60, '2027-04-05T16:00'],
    ['2027-03-05T10:00', 1, '2027-03-16T16:00'],
    ['2027-03-05T10:00', 5, '2027-03-22T16:00'],
    ['2027-03-05T10:00', 14, '2027-04-06T16:00'],
    ['2027-03-05T10:00', 60, '2027-06-17T16:00'],
    ['2027-05-14T10:00', 1, '2027-05-21T14:30'],
    ['2027-05-14T10:00', 5, '2027-05-27T16:00'],
    ['2027-05-14T10:00', 14, '2027-06-10T16:00'],
    ['2027-05-14T10:00', 60, '2027-08-13T14:30'],
  ] as const

  it.each(vectors)(
    'of a request received %s plus %i working days is %s',
    (from, days, expected) => {
      expect(inWib(dueAt(office, wib(from), days))).toBe(expected)
    },
  )

  it.each([
    ['before opening', '2026-11-23T05:00'],
    ['a minute before midnight', '2026-11-23T23:59'],
  ])('does not depend on the hour: %s', (_, from) => {
    expect(inWib(dueAt(office, wib(from), 1))).toBe('2026-11-24T16:00')
  })

  it('counts from a weekend or a holiday as well', () => {
    expect(inWib(dueAt(office, wib('2026-11-28T10:00'), 1))).toBe('2026-11-30T16:00')
    expect(inWib(dueAt(office, wib('2026-12-25T10:00'), 1))).toBe('2026-12-28T16:00')
  })

  it('with 0 days is the close of the day of receipt, or of the next working day', () => {
    expect(inWib(dueAt(office, wib('2026-11-23T09:00'), 0))).toBe('2026-11-23T16:00')
    expect(inWib(dueAt(office, wib('2026-11-28T09:00'), 0))).toBe('2026-11-30T16:00')
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d working days', (days) => {
    expect(() => dueAt(office, wib('2026-11-23T09:00'), days)).toThrow(RangeError)
  })
})

describe('the rule of the next working day', () => {
  it.each([
    ['in office hours', '2026-11-23T09:00', '2026-11-24T16:00'],
    ['before opening', '2026-11-23T06:00', '2026-11-24T16:00'],
    ['in the lunch break', '2026-11-23T12:15', '2026-11-24T16:00'],
    ['at closing', '2026-11-23T16:00', '2026-11-25T16:00'],
    ['on a Saturday', '2026-11-28T09:00', '2026-12-01T16:00'],
  ])('starts the count for a receipt %s', (_, from, expected) => {
    const options = { receiptRule: 'next-working-day' } as const
    expect(inWib(dueAt(office, wib(from), 1, options))).toBe(expected)
  })

  it('explains the days that the receipt was rolled over', () => {
    const { days } = explainDue(office, wib('2026-11-27T17:00'), 1, {
      receiptRule: 'next-working-day',
    })
    expect(days.map(({ date, counted, reason }) => [String(date), counted, reason])).toEqual([
      ['2026-11-27', false, 'Diterima di luar jam kerja'],
      ['2026-11-28', false, 'Sabtu: libur akhir pekan'],
      ['2026-11-29', false, 'Minggu: libur akhir pekan'],
      ['2026-11-30', false, 'Dihitung diterima (hari ke-0)'],
      ['2026-12-01', true, 'Hari kerja ke-1'],
    ])
  })
})

describe('the explanation of a promised date', () => {
  it('names each day counted or skipped, in Indonesian', () => {
    const { dueAt: due, days } = explainDue(office, wib('2026-08-14T10:00'), 2, {
      pauses: [{ from: wib('2026-08-17T10:00'), to: wib('2026-08-18T09:00') }],
    })
    expect(inWib(due)).toBe('2026-08-20T16:00')
    expect(days.map(({ date, counted, reason }) => [String(date), counted, reason])).toEqual([
      ['2026-08-14', false, 'Hari diterima (hari ke-0)'],
      ['2026-08-15', false, 'Sabtu: libur akhir pekan'],
      ['2026-08-16', false, 'Minggu: libur akhir pekan'],
      ['2026-08-17', false, '17 Agustus: Proklamasi Kemerdekaan'],
      ['2026-08-18', false, 'Jeda: menunggu perbaikan'],
      ['2026-08-19', true, 'Hari kerja ke-1'],
      ['2026-08-20', true, 'Hari kerja ke-2'],
    ])
  })

  it('stops only whole days after the one on which the pause began', () => {
    const pause = { from: wib('2026-11-24T08:00'), to: wib('2026-11-24T15:00') }
    const options = { pauses: [pause] }
    expect(inWib(dueAt(office, wib('2026-11-23T09:00'), 1, options))).toBe('2026-11-24T16:00')
  })

  it('says so where a special week closes a weekday', () => {
    const special = [{ from: '2026-11-24', to: '2026-11-24', name: 'Pemilihan', week: {} }]
    const { days } = explainDue({ ...office, special }, wib('2026-11-23T09:00'), 1)
    expect(days[1]?.reason).toBe('Selasa: bukan hari kerja (Pemilihan)')
  })

  it('counts exactly as many days as were promised', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 }), minutesOf2026, (days, received) => {
        const explained = explainDue(office, received, days)
        expect(explained.days.filter(({ counted }) => counted)).toHaveLength(days)
        expect(explained.dueAt.equals(dueAt(office, received, days))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('a year without a decree', () => {
  const needs2028 = [
    () => isWorkingDay(office, day('2028-01-03')),
    () => addWorkingDays(office, day('2027-12-31'), 1),
    () => workingDaysBetween(office, day('2027-12-30'), day('2028-01-03')),
    () => isWorkingTime(office, wib('2028-01-03T09:00')),
    () => nextWorkingTime(office, wib('2027-12-31T14:30')),
    () => addWorkingTime(office, wib('2027-12-31T14:00'), span('PT31M')),
    () => workingTimeBetween(office, wib('2027-12-31T14:00'), wib('2028-01-03T09:00')),
    () => dueAt(office, wib('2027-12-31T09:00'), 1),
    () => explainDue(office, wib('2027-12-31T09:00'), 1),
  ]

  it.each(needs2028.map((ask) => [ask]))('is refused by name: %s', (ask) => {
    expect(ask).toThrow(UndecreedYearError)
    expect(ask).toThrow(expect.objectContaining({ year: 2028 }))
  })

  it('does not matter where no date of it is needed', () => {
    const newYear = wib('2028-01-01T00:00')
    expect(String(addWorkingTime(office, newYear, span('-PT30M')))).toBe('2027-12-31T07:00:00Z')
    expect(String(addWorkingTime(office, wib('2027-12-31T14:00'), span('PT30M')))).toBe(
      '2027-12-31T07:30:00Z',
    )
    expect(String(workingTimeBetween(office, wib('2027-12-31T14:00'), newYear))).toBe('PT30M')
    expect(String(addWorkingDays(office, day('2028-01-03'), 0))).toBe('2028-01-03')
  })
})

describe('special weeks and holidays', () => {
  const weekendShift: clock.OfficeCalendar = {
    ...office,
    holidays: { '2026-11-29': 'Hari Jadi' },
    special: [
      {
        from: '2026-11-28',
        to: '2026-11-29',
        name: 'Pameran',
        week: { sat: [['09:00', '12:00']], sun: [['09:00', '12:00']] },
      },
    ],
  }

  it('can open a weekend day, but never a holiday', () => {
    expect(isWorkingDay(weekendShift, day('2026-11-28'))).toBe(true)
    expect(isWorkingDay(weekendShift, day('2026-11-29'))).toBe(false)
  })

  it('set the hours of Ramadan', () => {
    expect(isWorkingTime(office, wib('2027-02-08T15:15'))).toBe(false)
    expect(isWorkingTime(office, wib('2027-02-04T15:15'))).toBe(true)
  })
})

describe('a calendar without any working time', () => {
  const closed: clock.OfficeCalendar = { timeZone: 'Asia/Jakarta', week: {}, holidays: {} }
  const once: clock.OfficeCalendar = {
    ...closed,
    week: { mon: [['08:00', '08:00']] },
    special: [
      {
        from: '2026-11-28',
        to: '2026-11-28',
        name: 'Pameran',
        week: { sat: [['09:00', '12:00']] },
      },
    ],
  }

  it('is refused instead of searched for ever', () => {
    const now = wib('2026-11-23T09:00')
    expect(() => addWorkingDays(closed, day('2026-11-23'), 1)).toThrow(RangeError)
    expect(() => addWorkingDays(closed, day('2026-11-23'), -1)).toThrow(RangeError)
    expect(() => nextWorkingTime(closed, now)).toThrow(RangeError)
    expect(() => addWorkingTime(closed, now, span('PT1H'))).toThrow(RangeError)
    expect(() => addWorkingTime(closed, now, span('-PT1H'))).toThrow(RangeError)
    expect(() => dueAt(closed, now, 1)).toThrow(RangeError)
  })

  it('is refused only past the last special opening', () => {
    expect(String(addWorkingDays(once, day('2026-11-23'), 1))).toBe('2026-11-28')
    expect(() => addWorkingDays(once, day('2026-11-23'), 2)).toThrow(RangeError)
  })

  it.each([['25:00'], ['9:00'], ['07:00']])('hours that end at %s are refused', (to) => {
    const broken = { ...closed, week: { mon: [['08:00', to] as const] } }
    expect(() => isWorkingDay(broken, day('2026-11-23'))).toThrow(RangeError)
  })
})

describe('Temporal objects of another implementation', () => {
  it('are understood', () => {
    const foreignInstant = { toString: () => '2026-11-23T02:00:00Z' } as unknown as Temporal.Instant
    const foreignDate = { year: 2026, month: 11, day: 23 } as Temporal.PlainDate
    const foreignSpan = { minutes: 30 } as Temporal.Duration
    expect(inWib(dueAt(office, foreignInstant, 1))).toBe('2026-11-24T16:00')
    expect(inWib(addWorkingTime(office, foreignInstant, foreignSpan))).toBe('2026-11-23T09:30')
    expect(isWorkingDay(office, foreignDate)).toBe(true)
    expect(String(addWorkingDays(office, foreignDate, 1))).toBe('2026-11-24')
  })
})
