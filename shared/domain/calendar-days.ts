import { Temporal } from 'temporal-polyfill'
import { neighbour, type OfficeCalendar, worksOn } from './office-days.ts'
import { addDays } from './zone.ts'

/** Whether the office works at all on the date. @throws UndecreedYearError */
export const isWorkingDay = (calendar: OfficeCalendar, date: Temporal.PlainDate): boolean =>
  worksOn(calendar, isoOf(date))

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
  let current = isoOf(date)
  for (let left = Math.abs(days); left > 0; ) {
    current = neighbour(calendar, current, days > 0 ? 1 : -1)
    if (worksOn(calendar, current)) left -= 1
  }
  return Temporal.PlainDate.from(current)
}

/** Working days in (from, to]; when to < from, minus those in [to, from). @throws UndecreedYearError */
export function workingDaysBetween(
  calendar: OfficeCalendar,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): number {
  const end = isoOf(to)
  let current = isoOf(from)
  const step = end < current ? -1 : 1
  let count = 0
  while (current !== end) {
    current = addDays(current, step)
    if (worksOn(calendar, current)) count += step
  }
  return count
}

/** Also of another implementation's dates. */
const isoOf = (date: Temporal.PlainDate): string =>
  Temporal.PlainDate.from(date).toString({ calendarName: 'never' })
