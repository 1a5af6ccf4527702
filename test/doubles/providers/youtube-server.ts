import * as z from 'zod/mini'
import {
  type Asked,
  formOf,
  Misuse,
  ProviderServer,
  parsedJson,
  queryOf,
  type Reply,
} from './provider-server.ts'

export type YouTubeOperation =
  | 'token'
  | 'list broadcasts'
  | 'insert broadcast'
  | 'update broadcast'
  | 'bind'
  | 'delete broadcast'
  | 'list streams'
  | 'insert stream'
  | 'delete stream'

const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/))
const snippet = z.strictObject({
  title: z.string().check(z.minLength(1), z.maxLength(100), z.regex(/^[^<>]*$/)),
  description: z.optional(
    z.string().check(
      z.regex(/^[^<>]*$/),
      z.refine((text) => Buffer.byteLength(text) <= 5000, 'bytes'),
    ),
  ),
  scheduledStartTime: instant,
  scheduledEndTime: z.optional(instant),
})
const privacyStatus = z.enum(['public', 'private', 'unlisted'])

/** "LiveBroadcasts: insert", Request body. */
const InsertedBroadcast = z.strictObject({
  snippet,
  status: z.strictObject({ privacyStatus, selfDeclaredMadeForKids: z.optional(z.boolean()) }),
  contentDetails: z.optional(
    z.strictObject({
      monitorStream: z.optional(
        z.strictObject({
          enableMonitorStream: z.optional(z.boolean()),
          broadcastStreamDelayMs: z.optional(z.int()),
        }),
      ),
      enableAutoStart: z.optional(z.boolean()),
      enableAutoStop: z.optional(z.boolean()),
      enableClosedCaptions: z.optional(z.boolean()),
      enableDvr: z.optional(z.boolean()),
      enableEmbed: z.optional(z.boolean()),
      recordFromStart: z.optional(z.boolean()),
      latencyPreference: z.optional(z.enum(['normal', 'low', 'ultraLow'])),
    }),
  ),
})
/** "LiveBroadcasts: update": the designation for children is set at insertion only. */
const UpdatedBroadcast = z.strictObject({
  id: z.string(),
  snippet,
  status: z.optional(z.strictObject({ privacyStatus })),
})
/** "LiveStreams: insert", Request body. */
const InsertedStream = z.strictObject({
  snippet: z.strictObject({
    title: z.string().check(z.minLength(1), z.maxLength(128)),
    description: z.optional(z.string().check(z.maxLength(10_000))),
  }),
  cdn: z.strictObject({
    frameRate: z.enum(['30fps', '60fps', 'variable']),
    ingestionType: z.enum(['rtmp', 'dash', 'webrtc', 'hls', 'srt']),
    resolution: z.enum(['240p', '360p', '480p', '720p', '1080p', '1440p', '2160p', 'variable']),
  }),
  contentDetails: z.optional(z.strictObject({ isReusable: z.optional(z.boolean()) })),
})

type StoredBroadcast = z.output<typeof InsertedBroadcast> & {
  readonly id: string
  readonly publishedAt: string
  readonly lifeCycleStatus: 'created' | 'ready' | 'live' | 'complete'
  readonly boundStreamId?: string | undefined
}
type StoredStream = z.output<typeof InsertedStream> & { readonly id: string }

/** One channel of YouTube as its documentation describes it, in memory, with Google's token endpoint. */
export class YouTubeServer extends ProviderServer<YouTubeOperation> {
  readonly broadcasts = new Map<string, StoredBroadcast>()
  readonly streams = new Map<string, StoredStream>()
  readonly client = { clientId: 'google-1', clientSecret: 'google-secret-1' }
  readonly refreshToken = 'refresh-1'
  /** How many items one page of a list holds at most. */
  pageSize = 50
  liveEnabled = true
  #tokens = 0
  #made = 0

  /** As if the hour of every token were over. */
  expireTokens(): void {
    this.#tokens += 1
  }

  protected invalid(message: string): Reply {
    return failure(400, 'invalidValue', message)
  }

  protected route(asked: Asked): { operation: YouTubeOperation; act: () => Reply } {
    const { method, path } = asked
    const at = `${method} ${path.replace(/^\/youtube\/v3\//, '')}`
    if (at === 'POST /token') return this.#token(asked)
    const { operation, act } = this.#resource(at, asked)
    return { operation, act: () => this.#allowed(asked, act) }
  }

  #resource(at: string, asked: Asked): { operation: YouTubeOperation; act: () => Reply } {
    switch (at) {
      case 'GET liveBroadcasts':
        return this.#listBroadcasts(asked)
      case 'POST liveBroadcasts':
        return this.#insertBroadcast(asked)
      case 'PUT liveBroadcasts':
        return this.#updateBroadcast(asked)
      case 'POST liveBroadcasts/bind':
        return this.#bind(asked)
      case 'DELETE liveBroadcasts':
        return this.#deleteBroadcast(asked)
      case 'GET liveStreams':
        return this.#listStreams(asked)
      case 'POST liveStreams':
        return this.#insertStream(asked)
      case 'DELETE liveStreams':
        return this.#deleteStream(asked)
      default:
        throw new Misuse('no such address')
    }
  }

  #token(asked: Asked) {
    const names = ['grant_type', 'client_id', 'client_secret', 'refresh_token']
    const form = formOf(asked, names)
    const { clientId, clientSecret } = this.client
    const act = (): Reply => {
      if (form['grant_type'] !== 'refresh_token') throw new Misuse('grant_type')
      const known = form['client_id'] === clientId && form['client_secret'] === clientSecret
      if (!known || form['refresh_token'] !== this.refreshToken)
        return { status: 400, body: { error: 'invalid_grant', error_description: 'Bad Request' } }
      this.#tokens += 1
      const token = { access_token: `google-token-${this.#tokens}`, expires_in: 3599 }
      return ok({
        ...token,
        scope: 'https://www.googleapis.com/auth/youtube',
        token_type: 'Bearer',
      })
    }
    return { operation: 'token' as const, act }
  }

  #listBroadcasts(asked: Asked) {
    const query = queryOf(
      asked,
      ['part'],
      ['broadcastStatus', 'id', 'mine', 'broadcastType', 'maxResults', 'pageToken'],
    )
    parts(query, ['id', 'snippet', 'contentDetails', 'monetizationDetails', 'status'])
    oneFilter(query, ['broadcastStatus', 'id', 'mine'])
    const status = query['broadcastStatus'] ?? 'all'
    if (!['active', 'all', 'completed', 'upcoming'].includes(status)) throw new Misuse('status')
    const phase = { created: 'upcoming', ready: 'upcoming', live: 'active', complete: 'completed' }
    const act = (): Reply => {
      const all = [...this.broadcasts.values()].filter(
        ({ lifeCycleStatus }) => status === 'all' || phase[lifeCycleStatus] === status,
      )
      return this.#page(query, all.map(shownBroadcast))
    }
    return { operation: 'list broadcasts' as const, act }
  }

  #insertBroadcast(asked: Asked) {
    parts(queryOf(asked, ['part']), ['id', 'snippet', 'contentDetails', 'status'])
    const body = InsertedBroadcast.parse(parsedJson(asked))
    const act = (): Reply => {
      this.#made += 1
      const id = `siaran-${this.#made}`
      const publishedAt = new Date(this.#made * 1000).toISOString()
      const made = { ...body, id, publishedAt, lifeCycleStatus: 'created' as const }
      this.broadcasts.set(id, made)
      return ok(shownBroadcast(made))
    }
    return { operation: 'insert broadcast' as const, act: () => this.#live(act) }
  }

  #updateBroadcast(asked: Asked) {
    const query = queryOf(asked, ['part'])
    parts(query, ['id', 'snippet', 'contentDetails', 'monetizationDetails', 'status'])
    const { id, ...body } = UpdatedBroadcast.parse(parsedJson(asked))
    const named = Object.keys(body).every((part) => query['part']?.split(',').includes(part))
    if (!named) throw new Misuse('a part that is not named')
    const act = (): Reply => {
      const known = this.broadcasts.get(id)
      if (!known) return failure(404, 'liveBroadcastNotFound')
      const status = { ...known.status, ...body.status }
      this.broadcasts.set(id, { ...known, ...body, status })
      return ok(shownBroadcast({ ...known, ...body, status }))
    }
    return { operation: 'update broadcast' as const, act }
  }

  #bind(asked: Asked) {
    const query = queryOf(asked, ['id', 'part'], ['streamId'])
    parts(query, ['id', 'snippet', 'contentDetails', 'status'])
    const { id = '', streamId = '' } = query
    const act = (): Reply => {
      const known = this.broadcasts.get(id)
      if (!known) return failure(404, 'liveBroadcastNotFound')
      if (!this.streams.has(streamId)) return failure(404, 'liveStreamNotFound')
      const bound = { ...known, boundStreamId: streamId, lifeCycleStatus: 'ready' as const }
      this.broadcasts.set(id, bound)
      return ok(shownBroadcast(bound))
    }
    return { operation: 'bind' as const, act }
  }

  #deleteBroadcast(asked: Asked) {
    const { id = '' } = queryOf(asked, ['id'])
    const act = (): Reply => {
      const known = this.broadcasts.get(id)
      if (!known) return failure(404, 'liveBroadcastNotFound')
      if (known.lifeCycleStatus === 'live') return failure(403, 'liveBroadcastDeletionNotAllowed')
      this.broadcasts.delete(id)
      return { status: 204 }
    }
    return { operation: 'delete broadcast' as const, act }
  }

  #listStreams(asked: Asked) {
    const query = queryOf(asked, ['part'], ['id', 'mine', 'maxResults', 'pageToken'])
    parts(query, ['id', 'snippet', 'cdn', 'contentDetails', 'status'])
    oneFilter(query, ['id', 'mine'])
    const act = (): Reply => {
      const ids = query['id']?.split(',')
      const all = [...this.streams.values()].filter((stream) =>
        ids ? ids.includes(stream.id) : stream.contentDetails?.isReusable !== false,
      )
      return this.#page(query, all.map(shownStream))
    }
    return { operation: 'list streams' as const, act }
  }

  #insertStream(asked: Asked) {
    parts(queryOf(asked, ['part']), ['id', 'snippet', 'cdn', 'contentDetails', 'status'])
    const body = InsertedStream.parse(parsedJson(asked))
    const act = (): Reply => {
      this.#made += 1
      const made = { ...body, id: `aliran-${this.#made}` }
      this.streams.set(made.id, made)
      return ok(shownStream(made))
    }
    return { operation: 'insert stream' as const, act: () => this.#live(act) }
  }

  #deleteStream(asked: Asked) {
    const { id = '' } = queryOf(asked, ['id'])
    const act = (): Reply =>
      this.streams.delete(id) ? { status: 204 } : failure(404, 'liveStreamNotFound')
    return { operation: 'delete stream' as const, act }
  }

  #page(query: Readonly<Record<string, string>>, all: readonly object[]): Reply {
    const size = Math.min(Number(query['maxResults'] ?? 5), this.pageSize)
    if (!(size >= 1 && size <= 50)) throw new Misuse('maxResults')
    const start = Number(query['pageToken'] ?? 0)
    const next = start + size < all.length ? { nextPageToken: String(start + size) } : {}
    return ok({ ...next, items: all.slice(start, start + size) })
  }

  #allowed({ headers }: Asked, act: () => Reply): Reply {
    const good = headers.authorization === `Bearer google-token-${this.#tokens}`
    return good ? act() : failure(401, 'authError', 'Invalid Credentials')
  }

  #live(act: () => Reply): Reply {
    return this.liveEnabled ? act() : failure(403, 'liveStreamingNotEnabled')
  }
}

const ok = (body: unknown): Reply => ({ status: 200, body })

/** Google's error body. */
export const failure = (code: number, reason: string, message = 'Rahasia Google'): Reply => ({
  status: code,
  body: { error: { code, message, errors: [{ domain: 'youtube', reason, message }] } },
})

function parts({ part = '' }: Readonly<Record<string, string>>, known: readonly string[]): void {
  if (!part.split(',').every((name) => known.includes(name))) throw new Misuse(`part ${part}`)
}

/** "Filters (specify exactly one of the following parameters)". */
function oneFilter(query: Readonly<Record<string, string>>, filters: readonly string[]): void {
  const given = filters.filter((name) => query[name] !== undefined)
  if (given.length !== 1) throw new Misuse(`exactly one filter, not ${given.join()}`)
}

const shownBroadcast = (broadcast: StoredBroadcast) => ({
  kind: 'youtube#liveBroadcast',
  id: broadcast.id,
  snippet: { ...broadcast.snippet, publishedAt: broadcast.publishedAt, channelId: 'UC1' },
  status: { ...broadcast.status, lifeCycleStatus: broadcast.lifeCycleStatus },
  contentDetails: {
    ...broadcast.contentDetails,
    ...(broadcast.boundStreamId ? { boundStreamId: broadcast.boundStreamId } : {}),
  },
})

const shownStream = (stream: StoredStream) => ({
  kind: 'youtube#liveStream',
  id: stream.id,
  snippet: { ...stream.snippet, channelId: 'UC1' },
  cdn: {
    ...stream.cdn,
    ingestionInfo: {
      streamName: `kunci-${stream.id}`,
      ingestionAddress: 'rtmp://a.rtmp.youtube.example/live2',
      rtmpsIngestionAddress: 'rtmps://a.rtmps.youtube.example/live2',
    },
  },
  contentDetails: stream.contentDetails,
})
