import type { Capacity } from './capacity.ts'
import type { Assignment } from './claims.ts'
import {
  datesTouched,
  eventStretch,
  minutesOf,
  rehearsalStretch,
  type Stretch,
  slotsOf,
} from './event-slots.ts'
import { type OfficeCalendar, worksOn } from './office-days.ts'
import { asFarAsKnown } from './opening-hours.ts'
import { type Choice, compare, ofKind, propose, shortfall } from './proposal.ts'
import type { EventFacts, EventTime } from './request-facts.ts'
import { addDays } from './zone.ts'

/** How an event could be held: at the same time with other resources, or at another time. */
export type Alternative = {
  readonly kind: 'same-time' | 'same-day' | 'later-day'
  readonly time: EventTime
  readonly assignment: Assignment
}

/** Events of a whole year lay within these hours; other times are offered in steps of half an hour. */
const hours = { from: 6 * 60, to: 23 * 60, step: 30 }
const sameDayOffers = 3
const daysAhead = 14

export type Search = Choice & {
  readonly calendar: OfficeCalendar
  /** ISO instant: nothing whose set-up has begun is offered. */
  readonly now: string
}

/**
 * The nearest times at which all that an event needs is free: the same time with other resources,
 * up to three hours of that day (the nearest first, of two equally near the later), and one time on
 * the next day that has any, within 14 days. An event on a working day is not moved to a day known
 * to be off. A rehearsal stays where it is if it can; else its time is left open, to be agreed.
 * `capacity` holds the claims of `alternativeDates(event)`.
 */
export function alternatives(
  event: EventFacts,
  capacity: Capacity,
  search: Search,
): readonly Alternative[] {
  const at = (kind: Alternative['kind'], date: string, start: number) =>
    alternativeAt(kind, timesAt(event, date, start), event, capacity, search)
  const wanted = minuteOf(event.startTime)
  const steps = startsNear(event)
  const found = [at('same-time', event.date, wanted)]
  const sameDay = steps.map((start) => at('same-day', event.date, start))
  found.push(...sameDay.filter((offer) => offer !== undefined).slice(0, sameDayOffers))
  for (const date of laterDates(event.date, search.calendar)) {
    const offer = firstOf([wanted, ...steps], (start) => at('later-day', date, start))
    if (offer) return [...found, offer].filter((one) => one !== undefined)
  }
  return found.filter((one) => one !== undefined)
}

/** The office's dates whose claims the search for alternatives looks at. */
export function alternativeDates(event: EventTime): readonly string[] {
  const dates = new Set(datesTouched(slotsOf(event)))
  // Set-up may begin on the day before, and clean-up end on the day after the next.
  for (let days = -1; days <= daysAhead + 2; days += 1) dates.add(addDays(event.date, days))
  return [...dates].sort()
}

function alternativeAt(
  kind: Alternative['kind'],
  times: readonly EventTime[],
  event: EventFacts,
  capacity: Capacity,
  search: Search,
): Alternative | undefined {
  return firstOf(times, (time) => {
    if (kind !== 'same-time' && begins(time) < Date.parse(search.now)) return undefined
    const { assignment, missing } = propose({ ...event, ...time }, capacity, search)
    const suits = missing.length === 0 && isFit(assignment, event, capacity, search)
    return suits ? { kind, time, assignment } : undefined
  })
}

/** Whether the account is the one wanted, or no active one would fall less short of the event. */
function isFit(
  { account: id }: Assignment,
  event: EventFacts,
  { resources }: Capacity,
  { wanted }: Choice,
): boolean {
  if (id === undefined || id === wanted?.account) return true
  const accounts = ofKind(resources, 'account').filter(({ active }) => active)
  const chosen = accounts.find((account) => account.id === id)
  if (!chosen) return false
  const short = shortfall(chosen, event)
  return accounts.every((account) => compare(short, shortfall(account, event)) <= 0)
}

/** The event of the same length at another start, and where it has a rehearsal, that left open. */
function timesAt(event: EventFacts, date: string, start: number): readonly EventTime[] {
  const length = minutesOf(eventStretch(event))
  const moved = { date, startTime: wallTime(start), endTime: wallTime(start + length) }
  const { rehearsal } = event
  if (!rehearsal) return [moved]
  const open: EventTime = { ...moved, rehearsal: { date: rehearsal.date } }
  const kept: EventTime = { ...moved, rehearsal }
  const asWanted = date === event.date && moved.startTime === event.startTime
  return asWanted || isBefore(rehearsalStretch(kept), eventStretch(kept)) ? [kept, open] : [open]
}

const isBefore = (a: Stretch | undefined, b: Stretch): boolean =>
  a !== undefined && Date.parse(a.to) <= Date.parse(b.from)

/** Other starts within the hours, in minutes of the day, the nearest to the event's first. */
function startsNear(event: EventFacts): readonly number[] {
  const wanted = minuteOf(event.startTime)
  const latest = hours.to - minutesOf(eventStretch(event))
  const starts: number[] = []
  for (let away = hours.step; away < 24 * 60; away += hours.step) {
    starts.push(wanted + away, wanted - away)
  }
  return starts.filter((start) => start >= hours.from && start <= latest)
}

/** The dates after, without those known to be off where the event was to be on a working day. */
function laterDates(date: string, calendar: OfficeCalendar): readonly string[] {
  const known = asFarAsKnown(calendar)
  const dates = Array.from({ length: daysAhead }, (_, index) => addDays(date, index + 1))
  return worksOn(known, date) ? dates.filter((later) => worksOn(known, later)) : dates
}

/** When the set-up of the event begins; a rehearsal before it may be over. */
const begins = (time: EventTime): number =>
  Date.parse(slotsOf({ ...time, rehearsal: undefined })[0]?.from ?? '')

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value)
    if (found !== undefined) return found
  }
  return undefined
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const wallTime = (minute: number): string =>
  [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
