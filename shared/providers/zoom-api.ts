import * as z from 'zod/mini'
import { officeZone } from '../domain/dates.ts'
import type { WantedMeeting } from './ports.ts'

/**
 * The shapes of Zoom's Meeting API that we use ("Meetings APIs": Create a meeting, List meetings,
 * Get a meeting, Update a meeting, Delete a meeting). Answers may hold more than we read.
 */

export const MeetingAnswer = z.object({
  id: z.int(),
  join_url: z.string(),
  topic: z.string(),
  start_time: z.string(),
  duration: z.number(),
  /** Only the host sees it; an account may forbid passcodes. */
  password: z._default(z.string(), ''),
})
export type MeetingAnswer = z.output<typeof MeetingAnswer>

/** "List meetings" cuts the agenda after 250 characters, so the reference stands at its beginning. */
export const MeetingList = z.object({
  next_page_token: z._default(z.string(), ''),
  meetings: z.array(
    z.object({
      id: z.int(),
      agenda: z._default(z.string(), ''),
      start_time: z._default(z.string(), ''),
      created_at: z._default(z.string(), ''),
    }),
  ),
})
export type ListedMeeting = z.output<typeof MeetingList>['meetings'][number]

/** "Error Codes": a number of Zoom's own and a sentence, which may quote what was sent. */
export const ErrorAnswer = z.object({ code: z.number() })

const longest = { topic: 200, agenda: 2000, passcode: 10 } as const

/** The body of "Create a meeting" and "Update a meeting". */
export function meetingBody(wanted: WantedMeeting) {
  return {
    /** Scheduled meeting. */
    type: 2,
    topic: cut(wanted.title, longest.topic),
    agenda: cut(agendaOf(wanted), longest.agenda),
    start_time: wallTime(wanted.startsAt),
    timezone: officeZone,
    duration: minutesOf(wanted),
    password: wanted.passcode,
    settings: {
      waiting_room: true,
      join_before_host: false,
      mute_upon_entry: true,
      meeting_authentication: false,
      /** 2 = no registration required. */
      approval_type: 2,
      auto_recording: wanted.recording ? 'cloud' : 'none',
      alternative_hosts: wanted.alternativeHosts.join(';'),
    },
  }
}

/** Whether a meeting is at the wanted time, under the wanted name and passcode. */
export function isAsWanted(meeting: MeetingAnswer, wanted: WantedMeeting): boolean {
  return (
    Date.parse(meeting.start_time) === Date.parse(wanted.startsAt) &&
    meeting.duration === minutesOf(wanted) &&
    meeting.topic === cut(wanted.title, longest.topic) &&
    meeting.password === wanted.passcode
  )
}

const marker = /^\[([^\]\s]+)\]/

/** The reference at the beginning of an agenda that we wrote. */
export const referenceIn = (agenda: string): string | undefined => marker.exec(agenda)?.[1]

const agendaOf = ({ reference, agenda }: WantedMeeting): string =>
  agenda === undefined ? `[${reference}]` : `[${reference}] ${agenda}`

const minutesOf = ({ startsAt, endsAt }: WantedMeeting): number =>
  Math.max(1, Math.ceil((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000))

/** `2026-11-24T09:00:00` on the office's clocks (WIB, UTC+7, no daylight saving). */
const wallTime = (instant: string): string =>
  new Date(Date.parse(instant) + 7 * 3600 * 1000).toISOString().slice(0, 19)

/** Whole characters only: half of a surrogate pair is no text. */
const cut = (text: string, max: number): string =>
  text.length <= max ? text : text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')
