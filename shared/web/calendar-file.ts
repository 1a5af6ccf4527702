import ical, {
  ICalAlarmType,
  type ICalAttendeeData,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  type ICalCalendarMethod,
  type ICalDateTimeValue,
  type ICalEventData,
  type ICalEventStatus,
} from 'ical-generator'
import { officeZone } from '../domain/dates.ts'

/** A moment on the office's clock: ISO date and 'HH:MM'; without a time the whole day. */
export type WallTime = { readonly date: string; readonly time?: string | undefined }

/** Who may be written to: a name and an address. */
export type Mailbox = { readonly name: string; readonly address: string }

/** One event of a calendar file; its texts may be anybody's. */
export type CalendarEvent = {
  /** Names the event for ever; calendars replace the one they have under it. */
  readonly uid: string
  /** Rises with each change. */
  readonly sequence: number
  /** When the event became what it says (ISO instant). */
  readonly changedAt: string
  readonly from: WallTime
  readonly until: WallTime
  readonly summary: string
  readonly location: string
  readonly description: string
  readonly url: string
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'
  readonly organizer?: Mailbox
  readonly guest?: Mailbox
  /** Minutes before it begins at which the reader's calendar rings. */
  readonly alarm?: number
}

export type Calendar = {
  readonly method: 'REQUEST' | 'PUBLISH' | 'CANCEL'
  /** What a subscribed calendar is called. */
  readonly name?: string
  /** Seconds after which a subscriber shall ask again. */
  readonly refresh?: number
  readonly events: readonly CalendarEvent[]
}

/** An iCalendar object (RFC 5545) in the office's zone: lines of 75 octets, everything typed escaped. */
export function calendarText({ method, name, refresh, events }: Calendar): string {
  const calendar = ical({
    prodId: '//Siaran//Jadwal//ID',
    scale: 'GREGORIAN',
    method: method as ICalCalendarMethod,
    // Without a zone of the calendar itself, DTSTAMP stands in UTC, as it must.
    timezone: { name: null, generator: () => zoneRules },
    // The library writes this one as it is.
    ...(name === undefined ? {} : { name: oneLine(name).replaceAll(/[\\;,]/g, '\\$&') }),
    ...(refresh === undefined ? {} : { ttl: refresh }),
    events: events.map(eventData),
  })
  return `${calendar.toString()}\r\n`
}

function eventData(event: CalendarEvent): ICalEventData {
  const { organizer, guest, alarm } = event
  return {
    id: event.uid,
    sequence: event.sequence,
    stamp: new Date(event.changedAt),
    start: wallClock(event.from),
    end: wallClock(event.until),
    allDay: event.from.time === undefined,
    timezone: officeZone,
    summary: plain(event.summary),
    location: plain(event.location),
    description: plain(event.description),
    url: event.url,
    status: event.status as ICalEventStatus,
    ...(organizer ? { organizer: { name: called(organizer), email: organizer.address } } : {}),
    attendees: guest ? [guestData(guest)] : [],
    alarms: alarm === undefined ? [] : [{ type: ICalAlarmType.display, triggerBefore: alarm * 60 }],
  }
}

/** Nobody waits for the guest's answer: it is the guest who asked. */
const guestData = (guest: Mailbox): ICalAttendeeData => ({
  name: called(guest),
  email: guest.address,
  role: ICalAttendeeRole.REQ,
  type: ICalAttendeeType.INDIVIDUAL,
  status: ICalAttendeeStatus.NEEDSACTION,
  rsvp: false,
})

/**
 * A wall time in the shape of a date library's value, which is asked for its digits only: the zone
 * stands beside them, and no clock of this machine has a part in it.
 */
function wallClock({ date, time = '00:00' }: WallTime): ICalDateTimeValue {
  const asDate = (): Date => new Date(`${date}T${time}Z`)
  return {
    isValid: () => !Number.isNaN(asDate().getTime()),
    toDate: asDate,
    toJSON: () => asDate().toJSON(),
    format: (form = '') => (form === 'HHmmss' ? `${time}00` : date).replaceAll(/[-:]/g, ''),
  }
}

/** Text without signs that no calendar file may hold. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')

/** A name as a parameter: quotes and line ends are written in a way that few programs read. */
const called = ({ name, address }: Mailbox): string => oneLine(name).replaceAll('"', "'") || address

const oneLine = (text: string): string => plain(text).replaceAll(/\s+/g, ' ').trim()

/** Western Indonesia Time has not moved its clocks since 1964. */
const zoneRules = `BEGIN:VTIMEZONE
TZID:${officeZone}
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0700
TZOFFSETTO:+0700
TZNAME:WIB
END:STANDARD
END:VTIMEZONE`
