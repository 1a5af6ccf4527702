import { nextEventMilestone } from '../../shared/domain/event-milestones.ts'
import type { OfficeCalendar } from '../../shared/domain/office-days.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'

/** What the sweep does about an event at `now` (ISO instant): its next step, or when to look again. */
export function eventStep(
  request: ServiceRequest,
  calendar: OfficeCalendar,
  now: string,
): { readonly command?: RequestCommand | undefined; readonly next?: string | undefined } {
  const milestone = nextEventMilestone(request, calendar, now)
  if (!milestone) return {}
  const { command, at } = milestone
  return Date.parse(at) <= Date.parse(now) ? { command } : { next: new Date(at).toISOString() }
}
