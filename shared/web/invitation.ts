import type { CalendarFile } from '../contracts/mail.ts'
import type { Office } from '../contracts/office.ts'
import type { ServiceRequest } from '../domain/request-case.ts'
import { entryOf } from '../domain/schedule.ts'
import { standard } from '../domain/standard.ts'
import { addDays } from '../domain/zone.ts'
import { type CalendarEvent, calendarText, type Mailbox, type WallTime } from './calendar-file.ts'
import { unlinked } from './emails/unlinked.ts'

/** Minutes before an event at which the applicant's calendar rings. */
const ahead = 60

export type Invitation = {
  readonly office: Office
  /** Whom the e-mail comes from: calendars take changes from the organizer only. */
  readonly sender: string
  readonly siteOrigin: string
  readonly request: ServiceRequest
  readonly guest: Mailbox
  /** The change of the request that is told: its version rises with each, its time is the file's. */
  readonly told: { readonly version: number; readonly at: string }
}

/**
 * The applicant's calendar files: the event as an invitation, which calendars change and cancel under
 * the same UID, and a rehearsal beside it, since an invitation holds one event (RFC 5546, 3.2.2).
 * They carry the passcode: for the applicant's eyes.
 */
export function invitation(given: Invitation, method: 'REQUEST' | 'CANCEL'): CalendarFile[] {
  const { office, sender, request, guest, told } = given
  const { event, reference } = request
  const base = {
    sequence: told.version,
    changedAt: told.at,
    location: unlinked(event.venue),
    description: descriptionOf(given),
    url: statusPage(given),
    status: statusOf(request, method),
    organizer: { name: office.name, address: sender },
    alarm: ahead,
  }
  const domain = sender.slice(sender.indexOf('@') + 1)
  const main: CalendarEvent = {
    ...base,
    ...timesOf(event),
    uid: `${reference}@${domain}`,
    summary: unlinked(event.name),
    guest,
  }
  const { rehearsal } = event
  return [
    { name: 'invite.ics', method, content: calendarText({ method, events: [main] }) },
    ...(rehearsal
      ? [
          rehearsalFile(method === 'CANCEL' ? 'CANCEL' : 'PUBLISH', {
            ...base,
            ...rehearsalTimes(rehearsal),
            uid: `${reference}-gladi@${domain}`,
            summary: `Gladi bersih: ${unlinked(event.name)}`,
          }),
        ]
      : []),
  ]
}

const rehearsalFile = (method: 'PUBLISH' | 'CANCEL', event: CalendarEvent): CalendarFile => ({
  name: 'gladi-bersih.ics',
  method,
  content: calendarText({ method, events: [event] }),
})

/** An event whose new time waits for a decision is not certain. */
const statusOf = (
  request: ServiceRequest,
  method: 'REQUEST' | 'CANCEL',
): CalendarEvent['status'] =>
  method === 'CANCEL' ? 'CANCELLED' : entryOf(request) ? 'CONFIRMED' : 'TENTATIVE'

/** When an event is; an end that is not after its start is on the next day. */
export function timesOf({
  date,
  startTime,
  endTime,
}: {
  readonly date: string
  readonly startTime: string
  readonly endTime: string
}): { readonly from: WallTime; readonly until: WallTime } {
  const lastDay = endTime <= startTime ? addDays(date, 1) : date
  return { from: { date, time: startTime }, until: { date: lastDay, time: endTime } }
}

function rehearsalTimes({ date, time }: WallTime): { from: WallTime; until: WallTime } {
  if (time === undefined) return { from: { date }, until: { date: addDays(date, 1) } }
  // The form asks no end of a rehearsal.
  const length = standard.facilitation.rehearsalMinutes * 60_000
  const end = new Date(Date.parse(`${date}T${time}Z`) + length).toISOString()
  return { from: { date, time }, until: { date: end.slice(0, 10), time: end.slice(11, 16) } }
}

function descriptionOf(given: Invitation): string {
  const { reference, product = {} } = given.request
  const { joinUrl, meetingId, passcode, streamUrl } = product
  return [
    ['Nomor registrasi', reference],
    ['Tautan rapat', joinUrl],
    ['ID rapat', meetingId],
    ['Kode sandi', passcode],
    ['Siaran YouTube', streamUrl],
    ['Status permohonan', statusPage(given)],
  ]
    .flatMap(([label, value]) => (value ? [`${label}: ${value}`] : []))
    .join('\n')
}

const statusPage = ({ siteOrigin, request }: Invitation): string =>
  `${siteOrigin}/permohonan/${request.reference}`
