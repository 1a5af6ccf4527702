import { createHash } from 'node:crypto'
import type { Office } from '../../shared/contracts/office.ts'
import type { PublicEvent } from '../../shared/domain/schedule.ts'
import { type CalendarEvent, calendarText } from '../../shared/web/calendar-file.ts'
import { unlinked } from '../../shared/web/emails/unlinked.ts'
import type { WebAnswer } from '../../shared/web/http.ts'
import { timesOf } from '../../shared/web/invitation.ts'
import { wordings } from '../../shared/web/wording/index.ts'
import { untitled } from './schedule.page.tsx'

/** How soon subscribers ask again, and how long an answer between may be kept (seconds). */
const refresh = 3600
const fresh = 300

export type Feed = { readonly office: Office; readonly siteOrigin: string }

/** The schedule for other calendars; whoever has it as it is gets nothing. */
export function feedAnswer(
  feed: Feed,
  events: readonly PublicEvent[],
  ifNoneMatch: string | undefined,
): WebAnswer {
  const body = calendarText({
    method: 'PUBLISH',
    name: `Jadwal Siaran ${feed.office.shortName}`,
    refresh,
    events: events.map((event) => eventOf(feed, event)),
  })
  // Weak: it is sent compressed in more ways than one.
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { etag, 'cache-control': `public, max-age=${fresh}` }
  const known = (ifNoneMatch ?? '').split(',').some((tag) => tag.trim() === etag)
  return known
    ? { statusCode: 304, headers }
    : {
        statusCode: 200,
        headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8' },
        body,
      }
}

const eventOf = ({ siteOrigin }: Feed, event: PublicEvent): CalendarEvent => ({
  ...timesOf(event),
  uid: `${event.uid}@${new URL(siteOrigin).hostname}`,
  sequence: 0,
  changedAt: event.changedAt,
  summary: unlinked(event.title ?? untitled),
  location: unlinked(event.venue),
  description: [
    unlinked(event.agency),
    wordings.id.services[event.service],
    ...(event.streamUrl ? [event.streamUrl] : []),
  ].join('\n'),
  url: `${siteOrigin}/jadwal?tampilan=minggu&mulai=${event.date}`,
  status: 'CONFIRMED',
})
