import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indonesianCalendar } from '../../infra/calendars/indonesia.ts'
import {
  type Alternative,
  alternativeDates,
  alternatives,
  type Search,
} from '../../shared/domain/alternatives.ts'
import type { Capacity } from '../../shared/domain/capacity.ts'
import { reassign } from '../../shared/domain/claims.ts'
import { datesTouched, eventStretch, minutesOf } from '../../shared/domain/event-slots.ts'
import { propose } from '../../shared/domain/proposal.ts'
import type { EventFacts } from '../../shared/domain/request-facts.ts'
import { anEvent, claimsOf, resources, someCapacity, someEvent } from './capacity-office.ts'

const search: Search = { calendar: indonesianCalendar, now: '2027-01-11T02:00:00Z' }
const both = { staff: ['budi', 'citra'] }

const found = (
  own: Partial<EventFacts>,
  days: Capacity['days'],
  more: Partial<Search> = {},
): readonly string[] =>
  alternatives(anEvent(own), { resources, days }, { ...search, ...more }).map(wordsOf)

const wordsOf = ({ kind, time, assignment }: Alternative): string =>
  [kind, time.date.slice(5), time.startTime, time.endTime, assignment.account].join(' ')

describe('alternatives to what is not free', () => {
  it('are another account at the same time, then the nearest hours, then the next day', () => {
    const days = claimsOf(['A', anEvent(), { account: 'zoom-300' }])
    expect(found({}, days, { wanted: { account: 'zoom-300' } })).toEqual([
      'same-time 01-20 09:00 11:00 zoom-1000',
      'same-day 01-20 09:30 11:30 zoom-1000',
      'same-day 01-20 08:30 10:30 zoom-1000',
      'same-day 01-20 10:00 12:00 zoom-1000',
      'later-day 01-21 09:00 11:00 zoom-300',
    ])
  })

  it('leave room for set-up and clean-up beside the event that is there', () => {
    // Taken 08.00–11.30: with an hour before and half an hour after, free from 12.30 and until 07.30.
    const days = claimsOf(['A', anEvent(), both])
    expect(found({}, days).slice(0, 3)).toEqual([
      'same-day 01-20 12:30 14:30 zoom-300',
      'same-day 01-20 13:00 15:00 zoom-300',
      'same-day 01-20 13:30 15:30 zoom-300',
    ])
    expect(found({ startTime: '08:00', endTime: '08:30' }, days)[0]).toBe(
      'same-day 01-20 07:00 07:30 zoom-300',
    )
  })

  it('lie between 06.00 and 23.00 on the same day', () => {
    const morning = anEvent({ startTime: '05:00', endTime: '06:00' })
    expect(found(morning, claimsOf(['A', morning, both])).slice(0, 1)).toEqual([
      'same-day 01-20 07:30 08:30 zoom-300',
    ])
    const day = anEvent({ startTime: '06:00', endTime: '22:00' })
    const late = found({ startTime: '18:00', endTime: '20:00' }, claimsOf(['A', day, both]))
    expect(late).toEqual(['later-day 01-21 18:00 20:00 zoom-300'])
  })

  it('are no smaller account than the office could give', () => {
    const days = claimsOf(['A', anEvent(), { account: 'zoom-1000' }])
    expect(found({ participants: 800 }, days)[0]).toBe('same-day 01-20 12:30 14:30 zoom-1000')
    expect(found({ participants: 1641 }, days)[0]).toBe('same-day 01-20 12:30 14:30 zoom-1000')
  })

  it('have begun nothing yet', () => {
    const days = claimsOf(['A', anEvent(), both])
    const now = '2027-01-20T05:31:00Z' // 12.31: the set-up for 13.30 begins at 12.30
    expect(found({}, days, { now })[0]).toBe('same-day 01-20 14:00 16:00 zoom-300')
  })

  it('move an event of a working day over days off, and one of a weekend to any day', () => {
    const whole = { startTime: '05:00', endTime: '23:30' }
    const on = (date: string) => claimsOf(['A', anEvent({ ...whole, date }), both])
    expect(found({ date: '2027-01-22' }, on('2027-01-22'))).toEqual([
      'later-day 01-25 09:00 11:00 zoom-300',
    ])
    expect(found({ date: '2027-01-23' }, on('2027-01-23'))).toEqual([
      'later-day 01-24 09:00 11:00 zoom-300',
    ])
  })

  it('leave the time of a rehearsal open where it cannot be kept', () => {
    const rehearsal = { date: '2027-01-19', time: '13:00' }
    const times = (days: Capacity['days'], own = rehearsal) =>
      alternatives(anEvent({ rehearsal: own }), { resources, days }, search).map(
        ({ time }) => time.rehearsal,
      )
    const busy = anEvent({ date: '2027-01-19', startTime: '13:00', endTime: '14:00' })
    expect(new Set(times([]))).toEqual(new Set([rehearsal]))
    expect(times(claimsOf(['A', busy, both]))).toEqual(
      Array.from({ length: 5 }, () => ({ date: '2027-01-19' })),
    )
    const sameMorning = { date: '2027-01-20', time: '07:45' }
    const moved = alternatives(anEvent({ rehearsal: sameMorning }), { resources, days: [] }, search)
    expect(moved.find(({ time }) => time.startTime === '08:30')?.time.rehearsal).toEqual({
      date: '2027-01-20',
    })
  })

  it('are none where the office has nothing of what is needed', () => {
    const none = alternatives(anEvent(), { resources: [], days: [] }, search)
    expect(none).toEqual([])
  })

  it('are always free, as long as what was asked, and within the dates that were read', () => {
    fc.assert(
      fc.property(someEvent, someCapacity, (event, capacity) => {
        const offers = alternatives(event, capacity, search)
        const dates = alternativeDates(event)
        for (const { time, assignment } of offers) {
          expect(reassign(capacity.days, 'own', { after: assignment }).ok).toBe(true)
          expect(propose({ ...event, ...time }, capacity).missing).toEqual([])
          expect(minutesOf(eventStretch(time))).toBe(minutesOf(eventStretch(event)))
          expect(dates).toEqual(expect.arrayContaining([...datesTouched(assignment.slots)]))
        }
        expect(offers.length).toBeLessThanOrEqual(5)
        expect(alternatives(event, capacity, search)).toEqual(offers)
      }),
      { numRuns: 60 },
    )
  })
})
