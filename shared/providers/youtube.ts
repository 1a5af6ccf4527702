import { settled } from './http.ts'
import type { Ingestion, Listed, Made, Stream, StreamProvider, WantedStream } from './ports.ts'
import { type Broadcast, isAsWanted, type LiveStream, referenceIn } from './youtube-api.ts'
import { YouTubeCalls, type YouTubeOptions } from './youtube-calls.ts'

/**
 * Makes the office's live streams by the YouTube Live Streaming API ("Life of a Broadcast"): a
 * broadcast, which is the page that people watch, bound to a stream, which takes the encoder's picture.
 * Inserting is never repeated blindly: what an attempt without an answer made is found by its
 * reference, and each later step starts from what is there.
 */
export class YouTubeStreams implements StreamProvider {
  readonly #calls: YouTubeCalls

  constructor(options: YouTubeOptions) {
    this.#calls = new YouTubeCalls(options)
  }

  ensure(wanted: WantedStream) {
    return settled(async () => {
      const found = await this.#only(wanted)
      const broadcast = found ?? (await this.#calls.insertBroadcast(wanted))
      if (!isAsWanted(broadcast, wanted)) await this.#calls.updateBroadcast(broadcast.id, wanted)
      const ingestion = ingestionOf(await this.#bound(broadcast, wanted))
      const outcome = found ? ('found' as const) : ('made' as const)
      return { outcome, stream: streamOf(broadcast.id), ingestion }
    })
  }

  move(id: string, wanted: WantedStream) {
    return settled(async () => {
      const moved = await this.#calls.updateBroadcast(id, wanted)
      if (!moved) return { outcome: 'not-found' as const }
      return { outcome: 'moved' as const, stream: streamOf(moved.id) }
    })
  }

  remove({ host, reference, id, keep }: Made) {
    return settled(async () => {
      const ours = await this.#calls.broadcasts(host, reference)
      const ids = new Set([...(id === undefined ? [] : [id]), ...ours.map((one) => one.id)])
      if (keep !== undefined) ids.delete(keep)
      let outcome: 'removed' | 'not-found' = 'not-found'
      for (const one of ids) {
        if (await this.#calls.delete('liveBroadcasts', host, one)) outcome = 'removed'
      }
      // Its stream belongs to the one that stays.
      const streams = keep === undefined ? await this.#calls.streams(host, reference) : []
      for (const stream of streams) {
        if (await this.#calls.delete('liveStreams', host, stream.id)) outcome = 'removed'
      }
      return { outcome }
    })
  }

  list(host: string) {
    return settled(async () => ({
      outcome: 'listed' as const,
      items: (await this.#calls.broadcasts(host)).flatMap(listedOf),
    }))
  }

  /** The first of our broadcasts for that reference; what a late effect doubled is deleted. */
  async #only({ channel, reference }: WantedStream): Promise<Broadcast | undefined> {
    const [first, ...others] = await this.#calls.broadcasts(channel, reference)
    for (const other of others) await this.#calls.delete('liveBroadcasts', channel, other.id)
    return first
  }

  /** The stream of the broadcast: bound already, made for it by an earlier attempt, or new. */
  async #bound(broadcast: Broadcast, wanted: WantedStream): Promise<LiveStream> {
    const { channel, reference } = wanted
    const { boundStreamId } = broadcast.contentDetails
    const bound = boundStreamId && (await this.#calls.streamWith(channel, boundStreamId))
    if (bound) return bound
    const [known] = await this.#calls.streams(channel, reference)
    const stream = known ?? (await this.#calls.insertStream(wanted))
    await this.#calls.bind(channel, broadcast.id, stream.id)
    return stream
  }
}

const streamOf = (id: string): Stream => ({
  id,
  watchUrl: `https://www.youtube.com/watch?v=${encodeURIComponent(id)}`,
})

function ingestionOf({ cdn: { ingestionInfo } }: LiveStream): Ingestion {
  const { rtmpsIngestionAddress, ingestionAddress, streamName } = ingestionInfo
  return { url: rtmpsIngestionAddress ?? ingestionAddress, key: streamName }
}

function listedOf({ id, snippet }: Broadcast): Listed[] {
  const reference = referenceIn(snippet.description)
  return reference === undefined ? [] : [{ id, reference, startsAt: snippet.scheduledStartTime }]
}
