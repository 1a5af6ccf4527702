import { isoMoment, officeDate, officeZone } from './dates.ts'
import { eventStretch } from './event-slots.ts'
import { closingOn, neighbour, type OfficeCalendar, spansOn, worksOn } from './office-days.ts'
import { asFarAsKnown } from './opening-hours.ts'
import { currentDecision, type ServiceRequest } from './request-case.ts'
import type { RequestCommand } from './request-commands.ts'
import type { RequestStatus } from './vocabulary.ts'
import { instantIn } from './zone.ts'

/** A step around an approved event, taken from `at` on and not after `until` (ISO instants). */
export type EventMilestone = {
  readonly command: Extract<RequestCommand, { act: 'remind-event' | 'ask-held' | 'complete' }>
  readonly at: string
  readonly until?: string | undefined
}

const approved: readonly RequestStatus[] = ['approved', 'awaiting-link', 'scheduled']

/**
 * The next step around an event that stands; none where it does not, or where all are taken. Those
 * before the event that were over when it was approved, or that nobody took in time, are left out.
 * @param now ISO instant
 */
export function nextEventMilestone(
  request: ServiceRequest,
  calendar: OfficeCalendar,
  now: string,
): EventMilestone | undefined {
  if (!approved.includes(request.status)) return undefined
  const begun = Date.parse(currentDecision(request)?.at ?? request.submittedAt)
  const ahead = ({ at, until }: EventMilestone): boolean =>
    until === undefined || (Date.parse(at) >= begun && Date.parse(now) < Date.parse(until))
  return eventMilestones(request, calendar).find(
    (milestone) => !isTaken(request, milestone.command) && ahead(milestone),
  )
}

/**
 * All steps around an event, in order: the reminder of one working day before (in office hours, so
 * never at night), that of one hour before, the question after its end whether it was held, and its
 * completion at the close of the next working day. A year without a decree is taken as far as its
 * weekdays are known: nothing of this is a promise, and staff may correct what completes by itself.
 */
export function eventMilestones(
  request: ServiceRequest,
  calendar: OfficeCalendar,
): readonly EventMilestone[] {
  const known = asFarAsKnown(calendar)
  const { from, to } = eventStretch(request.event)
  const hour = later(from, -60)
  const asked = laterOf(to, request.heldAskedAt ?? to)
  return [
    { command: { act: 'remind-event', ahead: 'day' }, at: dayBefore(known, request), until: hour },
    { command: { act: 'remind-event', ahead: 'hour' }, at: hour, until: from },
    { command: { act: 'ask-held', to: servedBy(request) }, at: to },
    { command: { act: 'complete' }, at: nextClose(known, asked) },
  ]
}

/** Who knows whether it was held: the staff assigned, or else who approved it. */
const servedBy = (request: ServiceRequest): readonly string[] => {
  const assigned = request.assignment?.staff ?? []
  const decided = currentDecision(request)?.by
  return assigned.length > 0 || decided === undefined ? assigned : [decided]
}

function isTaken(request: ServiceRequest, command: EventMilestone['command']): boolean {
  if (command.act === 'remind-event')
    return request.eventReminders?.includes(command.ahead) ?? false
  return command.act === 'ask-held' && request.heldAskedAt !== undefined
}

/** The event's hour on the working day before it; where the office is closed then, that day's opening. */
function dayBefore(calendar: OfficeCalendar, { event }: ServiceRequest): string {
  const date = workingDay(calendar, event.date, -1)
  const same = instantIn(date, event.startTime, officeZone)
  const spans = spansOn(calendar, date)
  const open = spans.some(([from, to]) => from <= same && same < to)
  return isoMoment(open ? same : (spans[0]?.[0] ?? same))
}

const nextClose = (calendar: OfficeCalendar, at: string): string =>
  isoMoment(closingOn(calendar, workingDay(calendar, officeDate(at), 1)))

/** The nearest working day after (before) the date. */
function workingDay(calendar: OfficeCalendar, date: string, step: 1 | -1): string {
  let day = neighbour(calendar, date, step)
  while (!worksOn(calendar, day)) day = neighbour(calendar, day, step)
  return day
}

const later = (instant: string, minutes: number): string =>
  isoMoment(Date.parse(instant) + minutes * 60_000)

const laterOf = (one: string, other: string): string =>
  Date.parse(one) < Date.parse(other) ? other : one
