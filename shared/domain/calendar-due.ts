import { Temporal } from 'temporal-polyfill'
import { type DueRules, dueDays } from './due-days.ts'
import type { OfficeCalendar } from './office-days.ts'

type DueOptions = DueRules<Temporal.Instant>

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
  { receiptRule, pauses = [] }: DueOptions = {},
): { dueAt: Temporal.Instant; days: readonly ExplainedDay[] } {
  const due = dueDays(calendar, momentOf(receivedAt), workingDays, {
    ...(receiptRule ? { receiptRule } : {}),
    pauses: pauses.map(({ from, to }) => ({ from: momentOf(from), to: momentOf(to) })),
  })
  return {
    dueAt: Temporal.Instant.fromEpochMilliseconds(due.dueAt),
    days: due.days.map((day) => ({ ...day, date: Temporal.PlainDate.from(day.date) })),
  }
}

/** Offices close on whole minutes: what lies within a millisecond changes nothing. */
const momentOf = (at: Temporal.Instant): number => Temporal.Instant.from(at).epochMilliseconds
