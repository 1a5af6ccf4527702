import { Temporal } from 'temporal-polyfill'
import { spansOn as momentsOn, neighbour, type OfficeCalendar } from './office-days.ts'
import { addDays, dateIn } from './zone.ts'

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

/** The office's date at an instant. */
const dateOf = ({ timeZone }: OfficeCalendar, at: Temporal.Instant): string =>
  dateIn(Temporal.Instant.from(at).epochMilliseconds, timeZone)

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
  while (date <= last) {
    for (const [from, to] of spansOn(calendar, date)) {
      const overlap = (to < end ? to : end) - (from > start ? from : start)
      if (overlap > 0n) total += overlap
    }
    date = addDays(date, 1)
  }
  return total
}

const spansOn = (calendar: OfficeCalendar, date: string): readonly Span[] =>
  momentsOn(calendar, date).map(([from, to]) => [toNanoseconds(from), toNanoseconds(to)])

const toNanoseconds = (moment: number): bigint => BigInt(moment) * 1_000_000n

const nanoseconds = (at: Temporal.Instant): bigint => Temporal.Instant.from(at).epochNanoseconds
