import { comparable } from './comparable.ts'
import { officeDate, officeZone } from './dates.ts'
import { eventStretch, minutesOf, rehearsalStretch, type Stretch } from './event-slots.ts'
import { type OfficeCalendar, UndecreedYearError, worksOn } from './office-days.ts'
import { asFarAsKnown, withinHours } from './opening-hours.ts'
import { ofKind, type Proposal } from './proposal.ts'
import type { ServiceRequest } from './request-case.ts'
import type { EventFacts, EventTime } from './request-facts.ts'
import type { Resource, ResourceKind } from './resources.ts'
import { standard } from './standard.ts'
import { addDays, startOfDay } from './zone.ts'

/** What a reviewer should know before approving; none of them forbids it. */
export type CapacityWarning =
  | { readonly code: 'above-capacity'; readonly participants: number; readonly capacity: number }
  /** A basic licence would end the meeting of so many minutes early. */
  | { readonly code: 'basic-licence'; readonly minutes: number }
  | { readonly code: 'outside-office-hours' }
  /** Less than one working day away. */
  | { readonly code: 'short-notice' }
  /** Whether it is within office hours, or far enough away, hangs on a decree that is not there. */
  | { readonly code: 'year-not-decreed'; readonly year: number }
  | { readonly code: 'rehearsal-outside-office-hours' }
  /** Its time is not agreed: nothing is claimed for it. */
  | { readonly code: 'rehearsal-without-time' }
  | { readonly code: 'same-letter-number'; readonly references: readonly string[] }
  | { readonly code: 'same-event'; readonly references: readonly string[] }
  /** Too little of that kind is free. */
  | { readonly code: 'not-free'; readonly kind: ResourceKind }

/** What of a request tells whether it was asked before. */
export type Asked = Pick<ServiceRequest, 'reference' | 'agency' | 'event' | 'letter'>

/**
 * Warnings for the decision page, in a fixed order. `others`: requests that may be the same, the own
 * one does not count; those that were withdrawn are left to the caller. `now`: ISO instant.
 */
export function capacityWarnings(
  asked: Asked,
  proposal: Proposal,
  facts: {
    readonly resources: readonly Resource[]
    readonly calendar: OfficeCalendar
    readonly now: string
    readonly others: readonly Asked[]
  },
): readonly CapacityWarning[] {
  const { event } = asked
  return [
    ...proposal.missing.map((kind): CapacityWarning => ({ code: 'not-free', kind })),
    ...accountWarnings(event, proposal, facts.resources),
    ...timeWarnings(event, facts.calendar, facts.now),
    ...repetitions(asked, facts.others),
  ]
}

function* accountWarnings(
  event: EventFacts,
  { assignment }: Proposal,
  resources: readonly Resource[],
): Generator<CapacityWarning> {
  const account = ofKind(resources, 'account').find(({ id }) => id === assignment.account)
  if (!account) return
  const { participants } = event
  const { capacity, licence } = account
  if (participants > capacity) yield { code: 'above-capacity', participants, capacity }
  const minutes = minutesOf(eventStretch(event))
  if (licence === 'basic' && minutes > standard.facilitation.basicLicenceMinutes) {
    yield { code: 'basic-licence', minutes }
  }
}

function* timeWarnings(
  event: EventTime,
  calendar: OfficeCalendar,
  now: string,
): Generator<CapacityWarning> {
  const stretch = eventStretch(event)
  const rehearsal = rehearsalStretch(event)
  const within = judge(() => hoursHold(calendar, stretch))
  const inTime = judge(() => !isShortNotice(calendar, event, now))
  const rehearsed = judge(() => rehearsalHolds(calendar, event, rehearsal))
  if (within === false) yield { code: 'outside-office-hours' }
  if (inTime === false) yield { code: 'short-notice' }
  if (rehearsed === false) yield { code: 'rehearsal-outside-office-hours' }
  if (event.rehearsal && !rehearsal) yield { code: 'rehearsal-without-time' }
  const years = [within, inTime, rehearsed].filter((year) => typeof year === 'number')
  for (const year of new Set(years)) yield { code: 'year-not-decreed', year }
}

/** What is so, or the year whose decree is needed to know it. */
function judge(rule: () => boolean): boolean | number {
  try {
    return rule()
  } catch (error) {
    if (error instanceof UndecreedYearError) return error.year
    throw error
  }
}

/** What is outside the hours of any such day is outside, whatever is decreed. @throws UndecreedYearError */
const hoursHold = (calendar: OfficeCalendar, stretch: Stretch): boolean =>
  withinHours(asFarAsKnown(calendar), stretch) && withinHours(calendar, stretch)

/** Without a time, its date is a working day. @throws UndecreedYearError */
function rehearsalHolds(
  calendar: OfficeCalendar,
  { rehearsal }: EventTime,
  stretch: Stretch | undefined,
): boolean {
  if (!rehearsal) return true
  if (stretch) return hoursHold(calendar, stretch)
  return worksOn(asFarAsKnown(calendar), rehearsal.date) && worksOn(calendar, rehearsal.date)
}

/**
 * Whether an event begins before the same time of day on the first working day after `now`. Only
 * days up to the event are looked at, and none where less than 24 hours are left.
 * @throws UndecreedYearError
 */
function isShortNotice(calendar: OfficeCalendar, event: EventTime, now: string): boolean {
  const today = officeDate(now)
  const start = Date.parse(eventStretch(event).from)
  const timeOfDay = Date.parse(now) - startOfDay(today, officeZone)
  for (let date = addDays(today, 1); date <= event.date; date = addDays(date, 1)) {
    const dayLater = startOfDay(date, officeZone) + timeOfDay
    if (dayLater > start) return true
    if (worksOn(calendar, date)) return false
  }
  return true
}

function* repetitions(asked: Asked, requests: readonly Asked[]): Generator<CapacityWarning> {
  const others = requests.filter(({ reference }) => reference !== asked.reference)
  const same = (key: (one: Asked) => string) =>
    others.filter((other) => key(other) === key(asked)).map(({ reference }) => reference)
  const letters = same(({ letter }) => letterKey(letter.number))
  if (letters.length > 0) yield { code: 'same-letter-number', references: letters.sort() }
  const events = same(eventKey)
  if (events.length > 0) yield { code: 'same-event', references: events.sort() }
}

/** Letter numbers as far as they differ, however they are spaced and written. */
const letterKey = (number: string): string =>
  number.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '')

/** The same for requests of one agency for one event on one date. */
const eventKey = ({ agency, event }: Pick<Asked, 'agency' | 'event'>): string =>
  [event.date, comparable(agency.name), comparable(event.name)].join(' | ')
