import * as z from 'zod/mini'
import type { WantedStream } from './ports.ts'

/**
 * The shapes of the YouTube Live Streaming API that we use (reference pages "LiveBroadcasts" and
 * "LiveStreams": list, insert, update, bind, delete). Answers may hold more than we read.
 */

export const Broadcast = z.object({
  id: z.string(),
  snippet: z.object({
    title: z.string(),
    description: z._default(z.string(), ''),
    publishedAt: z._default(z.string(), ''),
    scheduledStartTime: z._default(z.string(), ''),
    scheduledEndTime: z._default(z.string(), ''),
  }),
  status: z.object({ privacyStatus: z.string() }),
  contentDetails: z._default(z.object({ boundStreamId: z._default(z.string(), '') }), {
    boundStreamId: '',
  }),
})
export type Broadcast = z.output<typeof Broadcast>

export const LiveStream = z.object({
  id: z.string(),
  snippet: z.object({ description: z._default(z.string(), '') }),
  cdn: z.object({
    ingestionInfo: z.object({
      /** The key: who has it can broadcast. */
      streamName: z.string(),
      ingestionAddress: z.string(),
      rtmpsIngestionAddress: z.optional(z.string()),
    }),
  }),
})
export type LiveStream = z.output<typeof LiveStream>

const page = { nextPageToken: z._default(z.string(), '') }
export const BroadcastList = z.object({ ...page, items: z.array(Broadcast) })
export const LiveStreamList = z.object({ ...page, items: z.array(LiveStream) })

/** "Errors" of the Live Streaming API: the reason is a stable word. */
export const ErrorAnswer = z.object({
  error: z.object({ errors: z.array(z.object({ reason: z._default(z.string(), '') })) }),
})

/** Characters of a title, bytes of a description. */
const longest = { title: 100, description: 5000 } as const

/** The parts of "LiveBroadcasts: insert". Nobody is on air before staff say so. */
export const broadcastBody = (wanted: WantedStream) => ({
  snippet: snippetOf(wanted),
  status: { privacyStatus: wanted.visibility, selfDeclaredMadeForKids: false },
  contentDetails: { enableAutoStart: false, enableAutoStop: false },
})

/** The parts of "LiveBroadcasts: update", which replaces all that a named part holds. */
export const changedBroadcast = (id: string, wanted: WantedStream) => ({
  id,
  snippet: snippetOf(wanted),
  status: { privacyStatus: wanted.visibility },
})

/**
 * The parts of "LiveStreams: insert". Reusable, because a list shows no others, and a stream whose
 * making was not answered could not be found again.
 */
export const streamBody = ({ reference }: WantedStream) => ({
  snippet: { title: reference, description: markOf(reference) },
  cdn: { frameRate: 'variable', ingestionType: 'rtmp', resolution: 'variable' },
  contentDetails: { isReusable: true },
})

/** Whether a broadcast is at the wanted time, under the wanted name, for the wanted public. */
export function isAsWanted({ snippet, status }: Broadcast, wanted: WantedStream): boolean {
  return (
    Date.parse(snippet.scheduledStartTime) === Date.parse(wanted.startsAt) &&
    Date.parse(snippet.scheduledEndTime) === Date.parse(wanted.endsAt) &&
    snippet.title === snippetOf(wanted).title &&
    status.privacyStatus === wanted.visibility
  )
}

const mark = /Nomor Registrasi: (\S+)$/

/** The reference at the end of a description that we wrote. */
export const referenceIn = (description: string): string | undefined => mark.exec(description)?.[1]

const markOf = (reference: string): string => `Nomor Registrasi: ${reference}`

function snippetOf({ title, description, reference, startsAt, endsAt }: WantedStream) {
  const end = markOf(reference)
  const start = cutBytes(plain(description ?? ''), longest.description - end.length - 2)
  return {
    title: cut(plain(title), longest.title),
    description: start === '' ? end : `${start}\n\n${end}`,
    scheduledStartTime: startsAt,
    scheduledEndTime: endsAt,
  }
}

/** YouTube takes no angle brackets in titles and descriptions. */
const plain = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›').trim()

const cut = (text: string, max: number): string =>
  text.length <= max ? text : text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')

function cutBytes(text: string, max: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(max))
  return text.slice(0, read)
}
