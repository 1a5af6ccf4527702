import type { ServiceRequest } from './request-case.ts'
import type { RequestStatus, ServiceKind } from './vocabulary.ts'

/**
 * What the schedule holds of an event: everything that its readers need without the case. Dates and
 * times as in `EventFacts`.
 */
export type ScheduleEntry = {
  readonly reference: string
  readonly date: string
  readonly startTime: string
  readonly endTime: string
  readonly title: string
  /** The applicant asked not to show the title to the public. */
  readonly hidden: boolean
  readonly agency: string
  readonly venue: string
  readonly service: ServiceKind
  readonly status: RequestStatus
  /** Only where everybody may watch. */
  readonly streamUrl?: string | undefined
  readonly account?: string | undefined
  readonly channel?: string | undefined
  readonly room?: string | undefined
  readonly staff: readonly string[]
}

/** An entry as it is stored: named for the public, and when it became so (ISO instant). */
export type ScheduledEvent = {
  /** Names the event for ever and tells nothing of the case. */
  readonly uid: string
  readonly changedAt: string
  readonly entry: ScheduleEntry
}

/** What anybody may know of an event: no reference, staff, account or link into the meeting. */
export type PublicEvent = Pick<
  ScheduleEntry,
  'date' | 'startTime' | 'endTime' | 'agency' | 'venue' | 'service' | 'streamUrl'
> & {
  readonly uid: string
  readonly changedAt: string
  /** Absent where the applicant asked not to show it. */
  readonly title?: string | undefined
}

/** The statuses of events that take place, or took place. */
const standing: readonly RequestStatus[] = ['approved', 'awaiting-link', 'scheduled', 'completed']

/** The schedule's entry of a request; undefined while its event does not stand. */
export function entryOf(request: ServiceRequest): ScheduleEntry | undefined {
  const { reference, status, event, agency, assignment } = request
  if (!standing.includes(status)) return undefined
  return {
    reference,
    date: event.date,
    startTime: event.startTime,
    endTime: event.endTime,
    title: event.name,
    hidden: event.untitled === true,
    agency: agency.name,
    venue: event.venue,
    service: event.service,
    status,
    streamUrl: event.visibility === 'public' ? streamOf(request) : undefined,
    account: assignment?.account,
    channel: assignment?.channel,
    room: assignment?.room,
    staff: assignment?.staff ?? [],
  }
}

const streamOf = ({ product, held }: ServiceRequest): string | undefined =>
  held?.streamUrl ?? product?.streamUrl

/** What the public sees of a scheduled event. */
export function publicEvent({ uid, changedAt, entry }: ScheduledEvent): PublicEvent {
  const { date, startTime, endTime, agency, venue, service, streamUrl, hidden, title } = entry
  const shown = { uid, changedAt, date, startTime, endTime, agency, venue, service, streamUrl }
  return hidden ? shown : { ...shown, title }
}

/** Whether two entries say the same. */
export const sameEntry = (one?: ScheduleEntry, other?: ScheduleEntry): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** The months (`yyyy-mm`) from the one `from` months after `month` to the one `to` months after it. */
export function monthsAround(month: string, from: number, to: number): readonly string[] {
  const [year = 0, nth = 1] = month.split('-').map(Number)
  return Array.from({ length: to - from + 1 }, (_, index) =>
    new Date(Date.UTC(year, nth - 1 + from + index)).toISOString().slice(0, 7),
  )
}
