import { isoMoment } from './dates.ts'
import { dueDays } from './due-days.ts'
import { type OfficeCalendar, UndecreedYearError } from './office-days.ts'
import type { ServiceRequest } from './request-case.ts'
import { standard } from './standard.ts'

/**
 * When a request that waits for its applicant is closed with notice: the close of office ten working
 * days after it began to wait (ISO instant). 'undecreed': the calendar does not reach that far yet.
 * Undefined where the request does not wait.
 */
export function waitingEnds(request: ServiceRequest, calendar: OfficeCalendar): string | undefined {
  const since = waitingSince(request)
  if (since === undefined) return undefined
  return closeAfter(calendar, since, standard.pause.workingDays)
}

/**
 * When an applicant is reminded of a correction: the close of office at half of the pause (ISO
 * instant). Undefined where none is awaited, the reminder went out, or the calendar does not reach
 * that far.
 */
export function correctionReminder(
  request: ServiceRequest,
  calendar: OfficeCalendar,
): string | undefined {
  const since = waitingSince(request)
  if (request.status !== 'needs-correction' || request.correctionReminded || since === undefined)
    return undefined
  const at = closeAfter(calendar, since, standard.pause.reminderWorkingDays)
  return at === 'undecreed' ? undefined : at
}

/** The close of office of the working day that many after an instant. */
function closeAfter(calendar: OfficeCalendar, since: string, workingDays: number): string {
  try {
    return isoMoment(dueDays(calendar, Date.parse(since), workingDays).dueAt)
  } catch (error) {
    if (error instanceof UndecreedYearError) return 'undecreed'
    throw error
  }
}

function waitingSince({ status, submittedAt, pauses }: ServiceRequest): string | undefined {
  if (status === 'awaiting-letter') return submittedAt
  if (status === 'needs-correction') return pauses.at(-1)?.from
  return undefined
}
