import { eventStretch } from '../../shared/domain/event-slots.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { WantedMeeting, WantedStream } from '../../shared/providers/ports.ts'

/**
 * What the office is to make for a request and has not: with an account a meeting, with a channel a
 * stream. A link of another party's, or one that staff gave, is left alone.
 */
export function lacking({
  event,
  assignment,
  product,
}: ServiceRequest): readonly ('meeting' | 'stream')[] {
  const meeting = event.host === 'office' && event.service !== 'streaming' && assignment?.account
  const stream = event.service !== 'video-conference' && assignment?.channel
  return [
    ...(meeting && !product?.joinUrl ? (['meeting'] as const) : []),
    ...(stream && !product?.streamUrl ? (['stream'] as const) : []),
  ]
}

/** The meeting at the event's own time: the host may open it earlier. */
export function wantedMeeting(request: ServiceRequest, passcode: string): WantedMeeting {
  const { reference, event, assignment } = request
  const { from, to } = eventStretch(event)
  return {
    reference,
    account: assignment?.account ?? '',
    title: event.name,
    agenda: event.agenda,
    startsAt: from,
    endsAt: to,
    passcode,
    recording: event.recording,
    alternativeHosts: [],
  }
}

/** The stream; without a wish it is for those who have the link. Its page tells no name that is hidden. */
export function wantedStream({ reference, event, assignment }: ServiceRequest): WantedStream {
  const { from, to } = eventStretch(event)
  const shown = event.untitled
    ? { title: 'Kegiatan internal' }
    : { title: event.name, description: event.agenda }
  return {
    reference,
    channel: assignment?.channel ?? '',
    ...shown,
    startsAt: from,
    endsAt: to,
    visibility: event.visibility ?? 'unlisted',
  }
}
