import type { Office } from '../../shared/contracts/office.ts'
import type { ScheduleStore } from '../../shared/contracts/ports.ts'
import { officeDate } from '../../shared/domain/dates.ts'
import { monthsAround, type PublicEvent, publicEvent } from '../../shared/domain/schedule.ts'
import { page, type WebHandler } from '../../shared/web/http.ts'
import { schedulePage } from './schedule.page.tsx'
import { feedAnswer } from './schedule-feed.ts'
import { monthsOf, spanOf } from './schedule-span.ts'

export type ScheduleDeps = {
  readonly office: Office
  readonly siteOrigin: string
  readonly schedule: ScheduleStore
  readonly now: () => Date
}

/** Months before and after this one that the feed holds. */
const feedReach = [-1, 6] as const

/** The public schedule: a page by month, week or list, and the same for other calendars. */
export function makeSchedule({ office, siteOrigin, schedule, now }: ScheduleDeps): WebHandler {
  const eventsOf = async (months: readonly string[]): Promise<readonly PublicEvent[]> =>
    (await Promise.all(months.map((month) => schedule.month(month)))).flat().map(publicEvent)
  return async ({ rawPath, headers, queryStringParameters }) => {
    const today = officeDate(now().getTime())
    if (rawPath.endsWith('.ics')) {
      const events = await eventsOf(monthsAround(today.slice(0, 7), ...feedReach))
      return feedAnswer({ office, siteOrigin }, events, headers['if-none-match'])
    }
    const span = spanOf(queryStringParameters ?? {}, today)
    const events = await eventsOf(monthsOf(span))
    return page(schedulePage({ office, siteOrigin, span, events }))
  }
}
