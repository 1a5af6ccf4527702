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

export type ZoomOperation = 'token' | 'list' | 'create' | 'get' | 'update' | 'delete'

const flag = z.optional(z.boolean())
const settings = z.strictObject({
  host_video: flag,
  participant_video: flag,
  waiting_room: flag,
  join_before_host: flag,
  jbh_time: z.optional(z.union([z.literal(0), z.literal(5), z.literal(10), z.literal(15)])),
  mute_upon_entry: flag,
  watermark: flag,
  use_pmi: flag,
  approval_type: z.optional(z.union([z.literal(0), z.literal(1), z.literal(2)])),
  registration_type: z.optional(z.int()),
  audio: z.optional(z.enum(['both', 'telephony', 'voip', 'thirdParty'])),
  auto_recording: z.optional(z.enum(['local', 'cloud', 'none'])),
  alternative_hosts: z.optional(z.string().check(z.regex(/^([^;\s]+@[^;\s]+(;|$))*$/))),
  alternative_hosts_email_notification: flag,
  close_registration: flag,
  meeting_authentication: flag,
  email_notification: flag,
  private_meeting: flag,
  show_share_button: flag,
  allow_multiple_devices: flag,
})

/** Zoom's "Meetings APIs", Create a meeting and Update a meeting: the documented body. */
const MeetingBody = z.strictObject({
  topic: z.optional(z.string().check(z.maxLength(200))),
  type: z.optional(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(8)])),
  agenda: z.optional(z.string().check(z.maxLength(2000))),
  start_time: z.optional(
    z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?$/, 'start_time')),
  ),
  timezone: z.optional(z.literal(['Asia/Jakarta', 'UTC'])),
  duration: z.optional(z.int().check(z.minimum(1), z.maximum(1440))),
  password: z.optional(z.string().check(z.regex(/^[A-Za-z0-9@\-_*]{1,10}$/, 'password'))),
  default_password: flag,
  pre_schedule: flag,
  schedule_for: z.optional(z.string()),
  template_id: z.optional(z.string()),
  tracking_fields: z.optional(
    z.array(z.strictObject({ field: z.string(), value: z.optional(z.string()) })),
  ),
  settings: z.optional(settings),
})
type MeetingBody = z.output<typeof MeetingBody>

export type StoredMeeting = MeetingBody & { readonly id: number; readonly user: string }

/** Zoom as its documentation describes it, in memory: token endpoint and meetings of known users. */
export class ZoomServer extends ProviderServer<ZoomOperation> {
  readonly meetings = new Map<number, StoredMeeting>()
  readonly users = ['zoom-satu@dinkominfo.example', 'zoom-dua@dinkominfo.example']
  readonly client = { accountId: 'account-1', clientId: 'client-1', clientSecret: 'zoom-secret-1' }
  /** How many meetings one page of the list holds at most. */
  pageSize = 300
  #tokens = 0
  #last = 80_000_000_000

  /** As if the hour of every token were over. */
  expireTokens(): void {
    this.#tokens += 1
  }

  protected invalid(message: string): Reply {
    return { status: 400, body: { code: 300, message } }
  }

  protected route(asked: Asked): { operation: ZoomOperation; act: () => Reply } {
    const { method, path } = asked
    if (method === 'POST' && path === '/oauth/token') return this.#token(asked)
    const user = /^\/v2\/users\/([^/]+)\/meetings$/.exec(path)?.[1]
    const id = Number(/^\/v2\/meetings\/(\d{10,11})$/.exec(path)?.[1])
    if (user && method === 'GET') return this.#list(asked, decodeURIComponent(user))
    if (user && method === 'POST') return this.#create(asked, decodeURIComponent(user))
    if (!id) throw new Misuse('no such address')
    const act = (run: (meeting: StoredMeeting) => Reply) => () =>
      this.#allowed(asked, () => this.#at(id, run))
    if (method === 'GET') return { operation: 'get', act: act((meeting) => ok(shown(meeting))) }
    if (method === 'DELETE') return { operation: 'delete', act: act(({ id }) => this.#drop(id)) }
    if (method !== 'PATCH') throw new Misuse('no such method')
    const body = MeetingBody.parse(parsedJson(asked))
    return { operation: 'update', act: act((meeting) => this.#change(meeting, body)) }
  }

  #token(asked: Asked) {
    const form = formOf(asked, ['grant_type', 'account_id'])
    const { accountId, clientId, clientSecret } = this.client
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    const act = (): Reply => {
      if (form['grant_type'] !== 'account_credentials') throw new Misuse('grant_type')
      if (asked.headers.authorization !== basic || form['account_id'] !== accountId)
        return {
          status: 400,
          body: { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
        }
      this.#tokens += 1
      const token = { access_token: this.#current(), token_type: 'bearer', expires_in: 3600 }
      return ok({ ...token, scope: 'meeting:write:meeting:admin', api_url: 'https://api.zoom.us' })
    }
    return { operation: 'token' as const, act }
  }

  #list(asked: Asked, user: string) {
    const query = queryOf(
      asked,
      [],
      ['type', 'page_size', 'next_page_token', 'page_number', 'from', 'to'],
    )
    if (
      !['scheduled', 'upcoming', 'live', 'upcoming_meetings'].includes(query['type'] ?? 'scheduled')
    )
      throw new Misuse('type')
    const size = Number(query['page_size'] ?? 30)
    if (!(size >= 1 && size <= 300)) throw new Misuse('page_size')
    const act = (): Reply => {
      const start = Number(query['next_page_token'] ?? 0)
      const all = [...this.meetings.values()].filter((meeting) => meeting.user === user)
      const end = start + Math.min(size, this.pageSize)
      const meetings = all.slice(start, end).map(listed)
      return ok({ page_size: size, next_page_token: end < all.length ? String(end) : '', meetings })
    }
    return {
      operation: 'list' as const,
      act: () => this.#allowed(asked, () => this.#known(user, act)),
    }
  }

  #create(asked: Asked, user: string) {
    const body = MeetingBody.parse(parsedJson(asked))
    if (body.type !== 2 || !body.start_time || !body.duration)
      throw new Misuse('a scheduled meeting')
    const act = (): Reply => {
      this.#last += 1
      const meeting = { ...body, id: this.#last, user }
      this.meetings.set(meeting.id, meeting)
      return { status: 201, body: shown(meeting) }
    }
    return {
      operation: 'create' as const,
      act: () => this.#allowed(asked, () => this.#known(user, act)),
    }
  }

  #change(meeting: StoredMeeting, body: MeetingBody): Reply {
    const merged = { ...meeting.settings, ...body.settings }
    this.meetings.set(meeting.id, { ...meeting, ...body, settings: merged })
    return { status: 204 }
  }

  #drop(id: number): Reply {
    this.meetings.delete(id)
    return { status: 204 }
  }

  #current = (): string => `zoom-token-${this.#tokens}`

  #allowed({ headers }: Asked, act: () => Reply): Reply {
    if (headers.authorization === `Bearer ${this.#current()}`) return act()
    return { status: 401, body: { code: 124, message: 'Invalid access token.' } }
  }

  #known(user: string, act: () => Reply): Reply {
    if (this.users.includes(user)) return act()
    return { status: 404, body: { code: 1001, message: `User does not exist: ${user}.` } }
  }

  #at(id: number, run: (meeting: StoredMeeting) => Reply): Reply {
    const meeting = this.meetings.get(id)
    if (meeting) return run(meeting)
    return { status: 404, body: { code: 3001, message: `Meeting does not exist: ${id}.` } }
  }
}

const ok = (body: unknown): Reply => ({ status: 200, body })

/** Zoom tells start times in UTC. */
const startOf = ({ start_time = '', timezone }: StoredMeeting): string =>
  timezone === 'Asia/Jakarta' && !start_time.endsWith('Z')
    ? new Date(`${start_time}+07:00`).toISOString().replace('.000Z', 'Z')
    : start_time

const shown = (meeting: StoredMeeting) => {
  const { user, ...rest } = meeting
  const join_url = `https://us06web.zoom.example/j/${meeting.id}?pwd=x`
  const fixed = { uuid: `uuid-${meeting.id}`, host_email: user, status: 'waiting', join_url }
  return { ...rest, ...fixed, start_time: startOf(meeting), start_url: 'https://zoom.example/s/1' }
}

const listed = (meeting: StoredMeeting) => ({
  id: meeting.id,
  uuid: `uuid-${meeting.id}`,
  topic: meeting.topic,
  type: meeting.type,
  start_time: startOf(meeting),
  created_at: new Date(meeting.id).toISOString(),
  duration: meeting.duration,
  timezone: meeting.timezone,
  agenda: meeting.agenda?.slice(0, 250),
  join_url: `https://us06web.zoom.example/j/${meeting.id}?pwd=x`,
})
