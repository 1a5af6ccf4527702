import { monthNames, weekdayNames } from './dates.ts'
import {
  closingOn,
  neighbour,
  type OfficeCalendar,
  officeDay,
  spansOn,
  worksOn,
} from './office-days.ts'
import { addDays, dateIn, weekdayOf } from './zone.ts'

/**
 * `receiptRule` 'day-zero' (default): the day of receipt is day 0, whatever the hour, also on a
 * holiday. 'next-working-day': a receipt outside office hours counts as made at the next opening.
 * `pauses`: the days d with date(from) < d <= date(to) do not count (waiting for the applicant).
 */
export type DueRules<Moment> = {
  receiptRule?: 'day-zero' | 'next-working-day'
  pauses?: readonly { from: Moment; to: Moment }[]
}

/** `date`: ISO. */
type DueDay = { date: string; counted: boolean; reason: string }

/**
 * Close of office on the `workingDays`-th counted day after receipt, with each day from receipt to
 * it, and in Indonesian why it counts or not. Instants are epoch milliseconds. 0 days: close of the
 * day of receipt where it counts, else of the next day that does.
 * @throws UndecreedYearError, RangeError for a negative or broken number of days
 */
export function dueDays(
  calendar: OfficeCalendar,
  receivedAt: number,
  workingDays: number,
  rules: DueRules<number> = {},
): { dueAt: number; days: readonly DueDay[] } {
  if (!Number.isSafeInteger(workingDays) || workingDays < 0) {
    throw new RangeError(`Not a number of working days: ${workingDays}`)
  }
  const dayZero = dayZeroOf(calendar, receivedAt, rules.receiptRule)
  const days = daysOfReceipt(calendar, dateIn(receivedAt, calendar.timeZone), dayZero)
  const paused = pausedDays(calendar, rules.pauses)
  let date = dayZero
  if (workingDays === 0 && worksOn(calendar, date) && !paused(date)) {
    return { dueAt: closingOn(calendar, date), days }
  }
  for (let count = 0; count < Math.max(workingDays, 1); ) {
    date = neighbour(calendar, date, 1)
    const off = reasonOff(calendar, date) ?? (paused(date) ? 'Jeda: menunggu perbaikan' : undefined)
    if (off === undefined) count += 1
    const reason = workingDays === 0 ? 'Hari kerja berikutnya' : `Hari kerja ke-${count}`
    days.push({ date, counted: off === undefined && workingDays > 0, reason: off ?? reason })
  }
  return { dueAt: closingOn(calendar, date), days }
}

function dayZeroOf(
  calendar: OfficeCalendar,
  receivedAt: number,
  rule: DueRules<number>['receiptRule'],
): string {
  let date = dateIn(receivedAt, calendar.timeZone)
  if (rule !== 'next-working-day') return date
  while (!spansOn(calendar, date).some(([, to]) => to > receivedAt)) {
    date = neighbour(calendar, date, 1)
  }
  return date
}

/** The days up to day 0: one, or under 'next-working-day' also those the receipt is rolled over. */
function daysOfReceipt(calendar: OfficeCalendar, received: string, dayZero: string): DueDay[] {
  const days: DueDay[] = []
  for (let date = received; date !== dayZero; date = addDays(date, 1)) {
    const reason = reasonOff(calendar, date) ?? 'Diterima di luar jam kerja'
    days.push({ date, counted: false, reason })
  }
  const reason = days.length === 0 ? 'Hari diterima (hari ke-0)' : 'Dihitung diterima (hari ke-0)'
  return [...days, { date: dayZero, counted: false, reason }]
}

function pausedDays({ timeZone }: OfficeCalendar, pauses: DueRules<number>['pauses'] = []) {
  const ranges = pauses.map(
    ({ from, to }) => [dateIn(from, timeZone), dateIn(to, timeZone)] as const,
  )
  return (date: string): boolean => ranges.some(([from, to]) => date > from && date <= to)
}

/** Why the office does not work on the date; undefined where it does. */
function reasonOff(calendar: OfficeCalendar, date: string): string | undefined {
  const { hours, holiday, special } = officeDay(calendar, date)
  if (holiday !== undefined) {
    return `${Number(date.slice(-2))} ${monthNames[Number(date.slice(-5, -3)) - 1]}: ${holiday}`
  }
  if (hours.length > 0) return undefined
  const weekday = weekdayOf(date)
  const name = weekdayNames[weekday]
  if (weekday === 0 || weekday === 6) return `${name}: libur akhir pekan`
  return `${name}: bukan hari kerja${special === undefined ? '' : ` (${special})`}`
}
