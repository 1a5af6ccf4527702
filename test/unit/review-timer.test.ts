import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { dueAt, isWorkingTime, workingTimeBetween } from '../../shared/domain/calendar.ts'
import { asksAhead, reviewAsks } from '../../shared/domain/review-timer.ts'
import { monday, officeClock, tuesdayClose } from '../builders.ts'

const { calendar } = officeClock
const wib = (local: string): string => Temporal.Instant.from(`${local}+07:00`).toString()
const local = (instant: string): string =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
const dueOf = (received: string): string =>
  dueAt(calendar, Temporal.Instant.from(received), 1).toString()
const asksOf = (received: string) => reviewAsks(calendar, received, dueOf(received), received)

describe('the turns of a review', () => {
  it('ask, remind after half of the working time, call the superior at the limit and ten mornings', () => {
    const asks = asksOf(monday)
    expect(asks.map(({ act }) => act)).toEqual([
      'open-round',
      'remind',
      ...Array.from({ length: 11 }, () => 'escalate'),
    ])
    expect(asks.map(({ step }) => step)).toEqual(asks.map((_, index) => index))
    // Monday 09.00–16.00 less half an hour's break, Tuesday 8 hours: half is 7 h 15 min.
    expect(asks.map(({ until }) => local(until))).toEqual([
      '2026-11-24T08:15',
      '2026-11-24T16:00',
      '2026-11-25T07:30',
      '2026-11-26T07:30',
      '2026-11-27T07:30',
      '2026-11-30T07:30',
      '2026-12-01T07:30',
      '2026-12-02T07:30',
      '2026-12-03T07:30',
      '2026-12-04T07:30',
      '2026-12-07T07:30',
      '2026-12-08T07:30',
      '2026-12-08T16:00',
    ])
  })

  it.each([
    ['an evening', '2026-11-23T21:00', '2026-11-24T11:30', '2026-11-24T16:00', '2026-11-25T07:30'],
    ['a Friday', '2026-11-27T10:00', '2026-11-30T10:00', '2026-11-30T16:00', '2026-12-01T07:30'],
    [
      'the day before a long holiday',
      '2026-12-23T10:00',
      '2026-12-28T08:45',
      '2026-12-28T16:00',
      '2026-12-29T07:30',
    ],
    ['Ramadan', '2027-03-05T10:00', '2027-03-16T11:00', '2027-03-16T16:00', '2027-03-17T07:30'],
    ['a Saturday', '2026-11-28T09:00', '2026-11-30T11:30', '2026-11-30T16:00', '2026-12-01T07:30'],
  ])('of a letter of %s keep office hours', (_, received, reminder, limit, first) => {
    const [open, remind, escalate] = asksOf(wib(received)).map(({ until }) => local(until))
    expect([open, remind, escalate]).toEqual([reminder, limit, first])
  })

  it('remind half-way between receipt and limit, in working time', () => {
    const minute = fc.integer({ min: 0, max: 330 * 24 * 60 })
    fc.assert(
      fc.property(minute, (minutes) => {
        const received = Temporal.Instant.from('2026-12-01T00:00Z').add({ minutes })
        const [open] = asksOf(received.toString())
        const reminder = Temporal.Instant.from(open?.until ?? '')
        const limit = Temporal.Instant.from(dueOf(received.toString()))
        const before = workingTimeBetween(calendar, received, reminder).total('seconds')
        const rest = workingTimeBetween(calendar, reminder, limit).total('seconds')
        expect(Math.abs(before - rest)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 100 },
    )
  })

  it('follow each other, in office hours or at their ends', () => {
    const minute = fc.integer({ min: 0, max: 330 * 24 * 60 })
    fc.assert(
      fc.property(minute, (minutes) => {
        const received = Temporal.Instant.from('2026-12-01T00:00Z').add({ minutes })
        const untils = asksOf(received.toString()).map(({ until }) => Temporal.Instant.from(until))
        untils.forEach((until, index) => {
          const next = untils[index + 1]
          expect(next === undefined || Temporal.Instant.compare(until, next) < 0).toBe(true)
          const inside = [until, until.subtract({ seconds: 1 })]
          expect(inside.some((at) => isWorkingTime(calendar, at))).toBe(true)
        })
      }),
      { numRuns: 100 },
    )
  })

  it('wait a week where the limit waits for a decree', () => {
    const received = wib('2027-12-31T09:00')
    expect(reviewAsks(calendar, received, undefined, received)).toEqual([
      { step: 0, act: 'open-round', until: wib('2028-01-07T09:00') },
    ])
  })

  it.each([
    ['at the limit', '2027-12-30T09:00', ['2027-12-31T14:30', '2028-01-07T14:30']],
    [
      'two days after it',
      '2027-12-28T09:00',
      ['2027-12-29T16:00', '2027-12-30T07:30', '2027-12-31T07:30', '2028-01-07T07:30'],
    ],
  ])('call the superior each day that the calendar knows, where it ends %s', (_, at, ends) => {
    const asks = asksOf(wib(at))
    expect(asks.slice(1).map(({ until }) => local(until))).toEqual(ends)
    expect(asks.slice(2).map(({ act }) => act)).toEqual(ends.slice(1).map(() => 'escalate'))
  })
})

describe('a review that is started again', () => {
  const asks = asksOf(monday)
  const steps = (step: number, now: string) => asksAhead(asks, step, now).map((ask) => ask.step)

  it.each([
    ['at once', 0, '2026-11-23T09:00', 0],
    ['after the reminder', 1, '2026-11-24T09:00', 1],
    ['where the reminder was missed', 0, '2026-11-24T09:00', 1],
    ['at the limit', 1, '2026-11-24T16:00', 2],
    ['where days were missed', 2, '2026-11-27T09:00', 5],
    ['after everything', 12, '2026-12-24T09:00', 12],
  ])('goes on where the clock is: %s', (_, step, now, first) => {
    expect(steps(step, wib(now))[0]).toBe(first)
    expect(steps(step, wib(now))).toEqual(asks.map((ask) => ask.step).slice(first))
  })

  it('asks the reviewers first where they were never asked, and skips what is past', () => {
    expect(steps(-1, monday)).toEqual(asks.map((ask) => ask.step))
    expect(steps(-1, wib('2026-11-24T16:00')).slice(0, 3)).toEqual([0, 2, 3])
  })

  it('of a request that came back after its limit skips the reminder', () => {
    const begin = wib('2026-11-25T10:00')
    const again = reviewAsks(calendar, begin, tuesdayClose, begin)
    expect(
      asksAhead(again, -1, begin)
        .map(({ act }) => act)
        .slice(0, 3),
    ).toEqual(['open-round', 'escalate', 'escalate'])
  })
})
