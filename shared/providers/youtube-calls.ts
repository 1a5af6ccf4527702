import type * as z from 'zod/mini'
import type { YouTubeCredentials } from './credentials.ts'
import {
  fail,
  type ProviderAnswer,
  type ProviderCall,
  type ProviderClock,
  ProviderHttp,
} from './http.ts'
import { TokenHttp } from './http-token.ts'
import type { WantedStream } from './ports.ts'
import {
  Broadcast,
  BroadcastList,
  broadcastBody,
  changedBroadcast,
  LiveStream,
  LiveStreamList,
  referenceIn,
  streamBody,
} from './youtube-api.ts'
import { isGone, refuseYouTube } from './youtube-refusals.ts'

const origins = { auth: 'https://oauth2.googleapis.com', api: 'https://www.googleapis.com' }

export type YouTubeOptions = {
  readonly credentials: YouTubeCredentials
  readonly clock: ProviderClock
  /** Where Google is, if not at its public place. */
  readonly origins?: typeof origins
  /** Milliseconds that one try may take. */
  readonly timeout?: number
}

/** Pages of 50. */
const mostPages = 20
const broadcastParts = 'id,snippet,status,contentDetails'
const streamParts = 'id,snippet,cdn'

type Query = Readonly<Record<string, string>>
type Page<Item> = { readonly nextPageToken: string; readonly items: readonly Item[] }

/** The calls of the Live Streaming API, one method each, for the channels of the provider secret. */
export class YouTubeCalls {
  readonly #options: YouTubeOptions
  readonly #origins: typeof origins
  readonly #channels = new Map<string, TokenHttp>()

  constructor(options: YouTubeOptions) {
    this.#options = options
    this.#origins = options.origins ?? origins
  }

  /**
   * "LiveBroadcasts: list" takes one filter: those to come, then those on air, that carry the
   * reference, or any; oldest first.
   */
  async broadcasts(channel: string, reference?: string): Promise<readonly Broadcast[]> {
    const found: Broadcast[] = []
    for (const broadcastStatus of ['upcoming', 'active']) {
      const query = { part: broadcastParts, broadcastStatus, maxResults: '50' }
      found.push(...(await this.#pages(BroadcastList, channel, 'liveBroadcasts', query)))
    }
    return found.filter(isOurs(reference)).sort(byAge)
  }

  insertBroadcast(wanted: WantedStream): Promise<Broadcast> {
    const query = { part: 'snippet,status,contentDetails' }
    const body = broadcastBody(wanted)
    return this.#read(Broadcast, wanted.channel, 'POST', 'liveBroadcasts', query, body)
  }

  /** Undefined where there is none. */
  async updateBroadcast(id: string, wanted: WantedStream): Promise<Broadcast | undefined> {
    const body = changedBroadcast(id, wanted)
    const query = { part: 'snippet,status' }
    const answer = await this.#call(wanted.channel, 'PUT', 'liveBroadcasts', query, body)
    return isGone(answer) ? undefined : this.#parsed(Broadcast, answer)
  }

  bind(channel: string, id: string, streamId: string): Promise<Broadcast> {
    const query = { id, part: broadcastParts, streamId }
    return this.#read(Broadcast, channel, 'POST', 'liveBroadcasts/bind', query)
  }

  async streamWith(channel: string, id: string): Promise<LiveStream | undefined> {
    const query = { part: streamParts, id }
    const { items } = await this.#read(LiveStreamList, channel, 'GET', 'liveStreams', query)
    return items[0]
  }

  async streams(channel: string, reference: string): Promise<readonly LiveStream[]> {
    const query = { part: streamParts, mine: 'true', maxResults: '50' }
    const all = await this.#pages(LiveStreamList, channel, 'liveStreams', query)
    return all.filter(isOurs(reference))
  }

  insertStream(wanted: WantedStream): Promise<LiveStream> {
    const query = { part: 'snippet,cdn,contentDetails' }
    const body = streamBody(wanted)
    return this.#read(LiveStream, wanted.channel, 'POST', 'liveStreams', query, body)
  }

  /** False where there was none. */
  async delete(kind: 'liveBroadcasts' | 'liveStreams', channel: string, id: string) {
    const answer = await this.#call(channel, 'DELETE', kind, { id })
    if (answer.status === 204) return true
    return isGone(answer) ? false : this.#refuse(answer)
  }

  async #pages<Item>(
    shape: z.ZodMiniType<Page<Item>>,
    channel: string,
    path: string,
    query: Query,
  ): Promise<readonly Item[]> {
    const found: Item[] = []
    let next: Query = {}
    for (let page = 0; page < mostPages; page += 1) {
      const read = await this.#read(shape, channel, 'GET', path, { ...query, ...next })
      found.push(...read.items)
      if (read.nextPageToken === '') break
      next = { pageToken: read.nextPageToken }
    }
    return found
  }

  async #read<Shape extends z.ZodMiniType>(
    shape: Shape,
    channel: string,
    method: ProviderCall['method'],
    path: string,
    query: Query,
    body?: object,
  ): Promise<z.output<Shape>> {
    return this.#parsed(shape, await this.#call(channel, method, path, query, body))
  }

  #parsed<Shape extends z.ZodMiniType>(shape: Shape, answer: ProviderAnswer): z.output<Shape> {
    if (answer.status !== 200) return this.#refuse(answer)
    const parsed = shape.safeParse(answer.body)
    return parsed.success ? parsed.data : fail('youtube', 'unexpected-answer')
  }

  #refuse(answer: ProviderAnswer): never {
    return refuseYouTube(answer, this.#options.clock.now())
  }

  #call(
    channel: string,
    method: ProviderCall['method'],
    path: string,
    query: Query,
    body?: object,
  ): Promise<ProviderAnswer> {
    const url = new URL(`/youtube/v3/${path}`, this.#origins.api)
    url.search = String(new URLSearchParams(query))
    return this.#http(channel).answer({
      method,
      url,
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
      // Binding to the same stream again changes nothing; inserting makes another.
      repeatable: method !== 'POST' || path.endsWith('/bind'),
    })
  }

  /** "Using OAuth 2.0 for Web Server Applications", Refreshing an access token: one for each channel. */
  #http(channel: string): TokenHttp {
    const known = this.#channels.get(channel)
    if (known) return known
    const { credentials, clock, timeout = 8000 } = this.#options
    const refresh_token = credentials.channels[channel] ?? fail('youtube', 'host-unknown')
    const form = {
      grant_type: 'refresh_token',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      refresh_token,
    }
    const request = { url: new URL('/token', this.#origins.auth), form }
    const http = new TokenHttp(new ProviderHttp('youtube', clock, timeout), request, clock.now)
    this.#channels.set(channel, http)
    return http
  }
}

const isOurs =
  (reference: string | undefined) =>
  ({ snippet }: { readonly snippet: { readonly description: string } }): boolean => {
    const found = referenceIn(snippet.description)
    return reference === undefined ? found !== undefined : found === reference
  }

const byAge = (one: Broadcast, other: Broadcast): number =>
  one.snippet.publishedAt.localeCompare(other.snippet.publishedAt) || one.id.localeCompare(other.id)
