import { Temporal } from 'temporal-polyfill'
import {
  addWorkingDays,
  addWorkingTime,
  dueAt,
  nextWorkingTime,
  type OfficeCalendar,
  UndecreedYearError,
  workingTimeBetween,
} from './calendar.ts'

/** One turn of the review: what to do when it begins, and until when to wait for the decision. */
export type Ask = {
  readonly step: number
  readonly act: 'open-round' | 'remind' | 'escalate'
  /** ISO instant. */
  readonly until: string
}

/** Escalations after the limit: one each working day, up to ten. */
const escalationDays = 10

/** How long a review without a limit (a year without a decree) waits before it asks again, in days. */
const undecreedWait = 7

/**
 * The turns of a review: reviewers are asked at once, reminded after half of the working time from
 * receipt to limit, their superior is asked at the limit and at each opening of the office after,
 * up to ten. Milestones that the calendar cannot know (a year without a decree) are left out.
 *
 * @param receivedAt when the round's letter came: after a return, the corrected one (`roundStart`)
 */
export function reviewAsks(
  calendar: OfficeCalendar,
  receivedAt: string,
  due: string | undefined,
  now: string,
): readonly Ask[] {
  if (due === undefined) {
    const until = Temporal.Instant.from(now).add({ hours: 24 * undecreedWait })
    return [{ step: 0, act: 'open-round', until: until.toString() }]
  }
  const limit = Temporal.Instant.from(due)
  const received = Temporal.Instant.from(receivedAt)
  const reminder = laterOf(
    reminderAt(calendar, received, limit),
    nextWorkingTime(calendar, received),
  )
  const starts = [reminder, limit, ...daysAfter(calendar, limit)]
  return starts.map((until, step) => ({ step, act: actOf(step), until: until.toString() }))
}

/**
 * The turns to take from `now` on: those whose time is over are left out, so that nobody gets a
 * reminder and a call at once; but reviewers who were never asked (`step` -1) are asked first, and
 * of a letter that came after the limit, at night, the superior is called when the office opens.
 */
export function asksAhead(asks: readonly Ask[], step: number, now: string): readonly Ask[] {
  const reached = stepAt(asks, now)
  const [first] = asks
  const ahead = asks.slice(reached)
  if (!first || step >= first.step || reached === 0) return ahead
  const later = ahead.filter(({ until }) => compare(until, first.until) > 0)
  return [first, ...(later.length > 0 ? later : ahead.slice(-1))]
}

/** The instant (ISO) itself in office hours, else the next opening; itself where no decree tells. */
export function officeTime(calendar: OfficeCalendar, at: string): string {
  try {
    const { epochMilliseconds } = nextWorkingTime(calendar, Temporal.Instant.from(at))
    return new Date(epochMilliseconds).toISOString()
  } catch (error) {
    if (!(error instanceof UndecreedYearError)) throw error
    return at
  }
}

/** The step that the clock has reached: 0 before the reminder, 2 from the limit on. */
function stepAt(asks: readonly Ask[], now: string): number {
  const passed = asks.findLastIndex(({ until }) => compare(until, now) <= 0)
  return Math.min(passed + 1, asks.length - 1)
}

const compare = (one: string | Temporal.Instant, other: string | Temporal.Instant): number =>
  Temporal.Instant.compare(one, other)

const laterOf = (one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant =>
  compare(one, other) < 0 ? other : one

const actOf = (step: number): Ask['act'] =>
  step === 0 ? 'open-round' : step === 1 ? 'remind' : 'escalate'

/** Half of the working time between receipt and limit, in office hours. */
function reminderAt(
  calendar: OfficeCalendar,
  received: Temporal.Instant,
  limit: Temporal.Instant,
): Temporal.Instant {
  const begin = nextWorkingTime(calendar, received)
  const seconds = workingTimeBetween(calendar, begin, limit).total('seconds')
  return addWorkingTime(
    calendar,
    begin,
    Temporal.Duration.from({ seconds: Math.floor(seconds / 2) }),
  )
}

/** The openings of the office on the ten working days after the limit, then the close of the last. */
function daysAfter(calendar: OfficeCalendar, limit: Temporal.Instant): readonly Temporal.Instant[] {
  const day = limit.toZonedDateTimeISO(calendar.timeZone).toPlainDate()
  const instants: Temporal.Instant[] = []
  try {
    for (let days = 1; days <= escalationDays; days += 1) {
      const date = addWorkingDays(calendar, day, days)
      const midnight = date.toZonedDateTime(calendar.timeZone).toInstant()
      instants.push(nextWorkingTime(calendar, midnight))
    }
    instants.push(dueAt(calendar, limit, escalationDays))
  } catch (error) {
    if (!(error instanceof UndecreedYearError)) throw error
    // The last call that the calendar knows waits a while for the next.
    instants.push((instants.at(-1) ?? limit).add({ hours: 24 * undecreedWait }))
  }
  return instants
}
