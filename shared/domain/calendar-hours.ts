import { Temporal } from 'temporal-polyfill'
import { neighbour, type OfficeCalendar, officeDay } from './calendar-days.ts'

/** A half-open stretch of working time in nanoseconds since the epoch: exact, whatever the zone. */
type Span = readonly [from: bigint, to: bigint]

/** Whether the instant lies within office hours: from <= at < to. @throws UndecreedYearError */
export function isWorkingTime(calendar: OfficeCalendar, at: Temporal.Instant): boolean {
  const moment = nanoseconds(at)
  return spansOn(calendar, dateOf(calendar, at)).some(([from, to]) => from <= moment && moment < to)
}

/** The instant itself in office hours, else the next opening. @throws UndecreedYearError, RangeError */
export function nextWorkingTime(calendar: OfficeCalendar, at: Temporal.Instant): Temporal.Instant {
  return addElapsed(calendar, at, 0n)
}

/**
 * The instant when `duration` of office hours has passed since `at`; negative walks back. A span
 * used up exactly at closing ends at closing (walking back: at opening). Zero gives `at` itself.
 * Real time counts, so a night that loses an hour to daylight saving is an hour shorter.
 * @throws UndecreedYearError, RangeError for a duration in days or more (use addWorkingDays)
 */
export function addWorkingTime(
  calendar: OfficeCalendar,
  at: Temporal.Instant,
  duration: Temporal.Duration,
): Temporal.Instant {
  const start = Temporal.Instant.from(at)
  const epoch = Temporal.Instant.fromEpochNanoseconds(0n)
  const elapsed = epoch.add(duration).epochNanoseconds
  if (elapsed === 0n) return start
  return elapsed > 0n
    ? addElapsed(calendar, start, elapsed)
    : subtractElapsed(calendar, start, -elapsed)
}

/** Office hours in [from, to), in hours and less; negative when to < from. @throws UndecreedYearError */
export function workingTimeBetween(
  calendar: OfficeCalendar,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Temporal.Duration {
  const start = nanoseconds(from)
  const end = nanoseconds(to)
  const total = end < start ? -elapsedIn(calendar, end, start) : elapsedIn(calendar, start, end)
  const epoch = Temporal.Instant.fromEpochNanoseconds(0n)
  return epoch.until(Temporal.Instant.fromEpochNanoseconds(total), { largestUnit: 'hours' })
}

/** Close of office on a working day: the end of its last interval. */
export function closingTime(calendar: OfficeCalendar, date: Temporal.PlainDate): Temporal.Instant {
  const last = spansOn(calendar, date).at(-1)
  if (!last) throw new RangeError(`The office does not work on ${date.toString()}`)
  return Temporal.Instant.fromEpochNanoseconds(last[1])
}

/** The office's date at an instant. */
export function dateOf(calendar: OfficeCalendar, at: Temporal.Instant): Temporal.PlainDate {
  return Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timeZone).toPlainDate()
}

function addElapsed(calendar: OfficeCalendar, at: Temporal.Instant, elapsed: bigint) {
  const start = nanoseconds(at)
  let left = elapsed
  for (let date = dateOf(calendar, at); ; date = neighbour(calendar, date, 1)) {
    for (const [from, to] of spansOn(calendar, date)) {
      if (to <= start) continue
      const begin = from > start ? from : start
      if (left <= to - begin) return Temporal.Instant.fromEpochNanoseconds(begin + left)
      left -= to - begin
    }
  }
}

function subtractElapsed(calendar: OfficeCalendar, at: Temporal.Instant, elapsed: bigint) {
  const end = nanoseconds(at)
  let left = elapsed
  // Nothing of a day that begins at `end` lies before it: that day need not be decreed.
  const last = dateOf(calendar, at.subtract({ nanoseconds: 1 }))
  for (let date = last; ; date = neighbour(calendar, date, -1)) {
    for (const [from, to] of spansOn(calendar, date).toReversed()) {
      if (from >= end) continue
      const finish = to < end ? to : end
      if (left <= finish - from) return Temporal.Instant.fromEpochNanoseconds(finish - left)
      left -= finish - from
    }
  }
}

function elapsedIn(calendar: OfficeCalendar, start: bigint, end: bigint): bigint {
  if (start === end) return 0n
  const last = dateOf(calendar, Temporal.Instant.fromEpochNanoseconds(end - 1n))
  let date = dateOf(calendar, Temporal.Instant.fromEpochNanoseconds(start))
  let total = 0n
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    for (const [from, to] of spansOn(calendar, date)) {
      const overlap = (to < end ? to : end) - (from > start ? from : start)
      if (overlap > 0n) total += overlap
    }
    date = date.add({ days: 1 })
  }
  return total
}

/**
 * The day's office hours as instants, in order, overlaps joined. A wall time that the zone skips or
 * repeats is read as Temporal's 'compatible' (RFC 5545) does; nothing leaves its own date, so a
 * date that a zone leaves out altogether has no hours.
 */
function spansOn(calendar: OfficeCalendar, date: Temporal.PlainDate): Span[] {
  const { hours } = officeDay(calendar, date)
  if (hours.length === 0) return []
  const { timeZone } = calendar
  const midnight = date.toZonedDateTime(timeZone).epochNanoseconds
  const nextMidnight = date.add({ days: 1 }).toZonedDateTime(timeZone).epochNanoseconds
  const instant = (time: string): bigint => {
    if (time === '24:00') return nextMidnight
    const { epochNanoseconds } = date.toZonedDateTime({ timeZone, plainTime: time })
    return epochNanoseconds < midnight || epochNanoseconds > nextMidnight
      ? nextMidnight
      : epochNanoseconds
  }
  return joined(hours.map(([from, to]) => [instant(from), instant(to)] as const))
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const [from, to] of spans.toSorted((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const previous = result.at(-1)
    if (from >= to) continue
    if (previous && from <= previous[1]) {
      result[result.length - 1] = [previous[0], to > previous[1] ? to : previous[1]]
    } else {
      result.push([from, to])
    }
  }
  return result
}

const nanoseconds = (at: Temporal.Instant): bigint => Temporal.Instant.from(at).epochNanoseconds
