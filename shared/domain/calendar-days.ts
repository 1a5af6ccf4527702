import { Temporal } from 'temporal-polyfill'

/** Office hours of one day: half-open intervals of wall-clock times, 'HH:MM', '24:00' allowed. */
type OfficeHours = readonly (readonly [from: string, to: string])[]

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

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
export function officeDay(calendar: OfficeCalendar, date: Temporal.PlainDate): OfficeDay {
  if (calendar.decreedYears && !calendar.decreedYears.includes(date.year)) {
    throw new UndecreedYearError(date.year)
  }
  const iso = date.toString({ calendarName: 'never' })
  const holiday = Object.hasOwn(calendar.holidays, iso) ? calendar.holidays[iso] : undefined
  if (holiday !== undefined) return { hours: [], holiday }
  const special = calendar.special?.find((period) => period.from <= iso && iso <= period.to)
  const week = special?.week ?? calendar.week
  const hours = openHours(week[weekdays[date.dayOfWeek - 1] as keyof OfficeWeek])
  return special ? { hours, special: special.name } : { hours }
}

/** Whether the office works at all on the date. @throws UndecreedYearError */
export function isWorkingDay(calendar: OfficeCalendar, date: Temporal.PlainDate): boolean {
  return officeDay(calendar, Temporal.PlainDate.from(date)).hours.length > 0
}

/**
 * The date `days` working days after (negative: before) the date, itself not counted; 0 gives the
 * date itself, working day or not.
 * @throws UndecreedYearError, RangeError where `days` is no integer or no working day is left
 */
export function addWorkingDays(
  calendar: OfficeCalendar,
  date: Temporal.PlainDate,
  days: number,
): Temporal.PlainDate {
  if (!Number.isSafeInteger(days)) throw new RangeError(`Not a whole number of days: ${days}`)
  let current = Temporal.PlainDate.from(date)
  for (let left = Math.abs(days); left > 0; ) {
    current = neighbour(calendar, current, days > 0 ? 1 : -1)
    if (isWorkingDay(calendar, current)) left -= 1
  }
  return current
}

/** Working days in (from, to]; when to < from, minus those in [to, from). @throws UndecreedYearError */
export function workingDaysBetween(
  calendar: OfficeCalendar,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): number {
  const step = Temporal.PlainDate.compare(to, from) < 0 ? -1 : 1
  const end = Temporal.PlainDate.from(to)
  let current = Temporal.PlainDate.from(from)
  let count = 0
  while (!current.equals(end)) {
    current = current.add({ days: step })
    if (isWorkingDay(calendar, current)) count += step
  }
  return count
}

/**
 * The day after (or before) the date, for a walk that ends at working time.
 * @throws RangeError where none can follow: neither `week` nor a `special` ahead has any hours
 */
export function neighbour(
  calendar: OfficeCalendar,
  date: Temporal.PlainDate,
  step: 1 | -1,
): Temporal.PlainDate {
  const next = date.add({ days: step })
  const iso = next.toString({ calendarName: 'never' })
  const ahead = calendar.special?.some(
    ({ from, to, week }) => (step > 0 ? iso <= to : iso >= from) && worksAtAll(week),
  )
  if (!ahead && !worksAtAll(calendar.week)) {
    throw new RangeError(`The calendar has no working time ${step > 0 ? 'from' : 'up to'} ${iso}`)
  }
  return next
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
