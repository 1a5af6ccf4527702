import { addDays, instantIn, startOfDay, weekdayOf } from './zone.ts'

/** Office hours of one day: half-open intervals of wall-clock times, 'HH:MM', '24:00' allowed. */
type OfficeHours = readonly (readonly [from: string, to: string])[]

/** In the order of `weekdayOf`. */
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

type OfficeWeek = Partial<Record<(typeof weekdays)[number], OfficeHours>>

/**
 * When an office works, as plain data. `holidays` maps ISO dates to names and always wins;
 * within `from`..`to` (ISO dates, both included) the first matching `special` replaces `week`.
 * Hours over midnight are two intervals. With `decreedYears`, no other year is ever guessed.
 */
export type OfficeCalendar = {
  timeZone: string
  week: OfficeWeek
  holidays: Readonly<Record<string, string>>
  special?: readonly { from: string; to: string; name: string; week: OfficeWeek }[]
  decreedYears?: readonly number[]
}

/** A computation needed a date in `year`, whose holidays are not decreed yet. */
export class UndecreedYearError extends RangeError {
  override readonly name = 'UndecreedYearError'
  readonly year: number
  constructor(year: number) {
    super(`The calendar has no decree for the year ${year}`)
    this.year = year
  }
}

/** What the calendar says of one date. No hours: a day off. */
type OfficeDay = { hours: OfficeHours; holiday?: string; special?: string }

/** @throws UndecreedYearError, RangeError for hours that are no times or run backwards */
export function officeDay(calendar: OfficeCalendar, date: string): OfficeDay {
  const year = Number(date.slice(0, -6))
  if (calendar.decreedYears && !calendar.decreedYears.includes(year)) {
    throw new UndecreedYearError(year)
  }
  const holiday = Object.hasOwn(calendar.holidays, date) ? calendar.holidays[date] : undefined
  if (holiday !== undefined) return { hours: [], holiday }
  const special = calendar.special?.find((period) => period.from <= date && date <= period.to)
  const week = special?.week ?? calendar.week
  const hours = openHours(week[weekdays[weekdayOf(date)] as keyof OfficeWeek])
  return special ? { hours, special: special.name } : { hours }
}

/** Whether the office works at all on the date. @throws UndecreedYearError */
export const worksOn = (calendar: OfficeCalendar, date: string): boolean =>
  officeDay(calendar, date).hours.length > 0

/**
 * The day after (or before) the date, for a walk that ends at working time.
 * @throws RangeError where none can follow: neither `week` nor a `special` ahead has any hours
 */
export function neighbour(calendar: OfficeCalendar, date: string, step: 1 | -1): string {
  const next = addDays(date, step)
  const ahead = calendar.special?.some(
    ({ from, to, week }) => (step > 0 ? next <= to : next >= from) && worksAtAll(week),
  )
  if (!ahead && !worksAtAll(calendar.week)) {
    throw new RangeError(`The calendar has no working time ${step > 0 ? 'from' : 'up to'} ${next}`)
  }
  return next
}

/**
 * The day's office hours as instants (epoch ms), in order, overlaps joined. Nothing leaves its own
 * date, so a date that a zone leaves out altogether has no hours.
 */
export function spansOn(calendar: OfficeCalendar, date: string): [from: number, to: number][] {
  const { hours } = officeDay(calendar, date)
  if (hours.length === 0) return []
  const { timeZone } = calendar
  const midnight = startOfDay(date, timeZone)
  const nextMidnight = startOfDay(addDays(date, 1), timeZone)
  const instant = (time: string): number => {
    const at = instantIn(date, time, timeZone)
    return at < midnight || at > nextMidnight ? nextMidnight : at
  }
  return joined(hours.map(([from, to]) => [instant(from), instant(to)]))
}

/** Close of office on a working day (epoch ms): the end of its last interval. @throws RangeError */
export function closingOn(calendar: OfficeCalendar, date: string): number {
  const last = spansOn(calendar, date).at(-1)
  if (!last) throw new RangeError(`The office does not work on ${date}`)
  return last[1]
}

function joined(spans: readonly [number, number][]): [number, number][] {
  const result: [number, number][] = []
  for (const [from, to] of spans.toSorted((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const previous = result.at(-1)
    if (from >= to) continue
    if (previous && from <= previous[1]) previous[1] = Math.max(previous[1], to)
    else result.push([from, to])
  }
  return result
}

const worksAtAll = (week: OfficeWeek): boolean =>
  Object.values(week).some((hours) => openHours(hours).length > 0)

const wallTime = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/

/** Drops empty intervals; 'HH:MM' compares as text. */
function openHours(hours: OfficeHours = []): OfficeHours {
  for (const [from, to] of hours) {
    if (!wallTime.test(from) || !wallTime.test(to) || from > to) {
      throw new RangeError(`Not office hours within one day: ${from}-${to}`)
    }
  }
  return hours.filter(([from, to]) => from < to)
}
