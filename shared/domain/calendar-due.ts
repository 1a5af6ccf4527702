import { Temporal } from 'temporal-polyfill'
import { isWorkingDay, neighbour, type OfficeCalendar, officeDay } from './calendar-days.ts'
import { closingTime, dateOf, nextWorkingTime } from './calendar-hours.ts'

/**
 * `receiptRule` 'day-zero' (default): the day of receipt is day 0, whatever the hour, also on a
 * holiday. 'next-working-day': a receipt outside office hours counts as made at the next opening.
 * `pauses`: the days d with date(from) < d <= date(to) do not count (waiting for the applicant).
 */
type DueOptions = {
  receiptRule?: 'day-zero' | 'next-working-day'
  pauses?: readonly { from: Temporal.Instant; to: Temporal.Instant }[]
}

type ExplainedDay = { date: Temporal.PlainDate; counted: boolean; reason: string }

/**
 * Close of office on the `workingDays`-th counted day after receipt. 0: close of the day of receipt
 * where it counts, else of the next day that does (so a receipt after closing may already be late).
 * @throws UndecreedYearError, RangeError for a negative or broken number of days
 */
export function dueAt(
  calendar: OfficeCalendar,
  receivedAt: Temporal.Instant,
  workingDays: number,
  options?: DueOptions,
): Temporal.Instant {
  return explainDue(calendar, receivedAt, workingDays, options).dueAt
}

/**
 * The due time with each day from receipt to the limit, and in Indonesian why it counts or not.
 * `counted` is true for exactly `workingDays` days. Same arguments and errors as dueAt.
 */
export function explainDue(
  calendar: OfficeCalendar,
  receivedAt: Temporal.Instant,
  workingDays: number,
  options: DueOptions = {},
): { dueAt: Temporal.Instant; days: readonly ExplainedDay[] } {
  if (!Number.isSafeInteger(workingDays) || workingDays < 0) {
    throw new RangeError(`Not a number of working days: ${workingDays}`)
  }
  const days = daysOfReceipt(calendar, receivedAt, options.receiptRule)
  const paused = pausedDays(calendar, options.pauses)
  let date = days.at(-1)?.date ?? dateOf(calendar, receivedAt)
  if (workingDays === 0 && isWorkingDay(calendar, date) && !paused(date)) {
    return { dueAt: closingTime(calendar, date), days }
  }
  for (let count = 0; count < Math.max(workingDays, 1); ) {
    date = neighbour(calendar, date, 1)
    const off = reasonOff(calendar, date) ?? (paused(date) ? 'Jeda: menunggu perbaikan' : undefined)
    if (off === undefined) count += 1
    const reason = workingDays === 0 ? 'Hari kerja berikutnya' : `Hari kerja ke-${count}`
    days.push({ date, counted: off === undefined && workingDays > 0, reason: off ?? reason })
  }
  return { dueAt: closingTime(calendar, date), days }
}

/** The days up to day 0: one, or under 'next-working-day' also those the receipt is rolled over. */
function daysOfReceipt(
  calendar: OfficeCalendar,
  receivedAt: Temporal.Instant,
  rule: DueOptions['receiptRule'],
): ExplainedDay[] {
  const received = dateOf(calendar, receivedAt)
  const dayZero =
    rule === 'next-working-day' ? dateOf(calendar, nextWorkingTime(calendar, receivedAt)) : received
  const days: ExplainedDay[] = []
  for (let date = received; !date.equals(dayZero); date = date.add({ days: 1 })) {
    const reason = reasonOff(calendar, date) ?? 'Diterima di luar jam kerja'
    days.push({ date, counted: false, reason })
  }
  const reason = days.length === 0 ? 'Hari diterima (hari ke-0)' : 'Dihitung diterima (hari ke-0)'
  return [...days, { date: dayZero, counted: false, reason }]
}

function pausedDays(calendar: OfficeCalendar, pauses: DueOptions['pauses'] = []) {
  const ranges = pauses.map(
    ({ from, to }) => [dateOf(calendar, from), dateOf(calendar, to)] as const,
  )
  return (date: Temporal.PlainDate): boolean =>
    ranges.some(
      ([from, to]) =>
        Temporal.PlainDate.compare(date, from) > 0 && Temporal.PlainDate.compare(date, to) <= 0,
    )
}

/** Why the office does not work on the date; undefined where it does. */
function reasonOff(calendar: OfficeCalendar, date: Temporal.PlainDate): string | undefined {
  const { hours, holiday, special } = officeDay(calendar, date)
  if (holiday !== undefined)
    return `${inIndonesian(date, { day: 'numeric', month: 'long' })}: ${holiday}`
  if (hours.length > 0) return undefined
  const weekday = inIndonesian(date, { weekday: 'long' })
  if (date.dayOfWeek >= 6) return `${weekday}: libur akhir pekan`
  return `${weekday}: bukan hari kerja${special === undefined ? '' : ` (${special})`}`
}

const inIndonesian = (date: Temporal.PlainDate, form: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('id-ID', { ...form, timeZone: 'UTC' }).format(
    new Date(date.toZonedDateTime('UTC').epochMilliseconds),
  )
