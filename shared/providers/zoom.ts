import type * as z from 'zod/mini'
import type { ZoomCredentials } from './credentials.ts'
import { fail, type ProviderAnswer, type ProviderClock, ProviderHttp, settled } from './http.ts'
import { TokenHttp } from './http-token.ts'
import type { Listed, Made, Meeting, MeetingProvider, WantedMeeting } from './ports.ts'
import {
  isAsWanted,
  type ListedMeeting,
  MeetingAnswer,
  MeetingList,
  meetingBody,
  referenceIn,
} from './zoom-api.ts'
import { isGone, refuseZoom } from './zoom-refusals.ts'

const origins = { auth: 'https://zoom.us', api: 'https://api.zoom.us' }

type Options = {
  readonly credentials: ZoomCredentials
  readonly clock: ProviderClock
  /** Where Zoom is, if not at its public place. */
  readonly origins?: typeof origins
  /** Milliseconds that one try may take. */
  readonly timeout?: number
}

/** Pages of 300: more meetings to come than one account can hold in a year. */
const mostPages = 20

/**
 * Makes the office's meetings by Zoom's REST API ("Server-to-Server OAuth", "Meetings APIs"). Creating
 * is never repeated blindly: what an attempt without an answer made is found by its reference.
 */
export class ZoomMeetings implements MeetingProvider {
  readonly #users: ZoomCredentials['users']
  readonly #http: TokenHttp
  readonly #api: string

  constructor({ credentials, clock, origins: at = origins, timeout = 8000 }: Options) {
    const { accountId, clientId, clientSecret, users } = credentials
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
    this.#users = users
    this.#api = at.api
    this.#http = new TokenHttp(
      new ProviderHttp('zoom', clock, timeout),
      {
        url: new URL('/oauth/token', at.auth),
        headers: { authorization: `Basic ${basic}` },
        form: { grant_type: 'account_credentials', account_id: accountId },
      },
      clock.now,
    )
  }

  ensure(wanted: WantedMeeting) {
    return settled(async () => {
      const found = await this.#only(wanted)
      if (!found)
        return { outcome: 'made' as const, meeting: meetingOf(await this.#create(wanted)) }
      const known = await this.#get(found.id)
      if (isAsWanted(known, wanted)) return { outcome: 'found' as const, meeting: meetingOf(known) }
      await this.#update(String(found.id), wanted)
      return { outcome: 'found' as const, meeting: meetingOf(await this.#get(found.id)) }
    })
  }

  move(id: string, wanted: WantedMeeting) {
    return settled(async () => {
      if ((await this.#update(id, wanted)) === 'gone') return { outcome: 'not-found' as const }
      return { outcome: 'moved' as const, meeting: meetingOf(await this.#get(Number(id))) }
    })
  }

  remove({ host, reference, id, keep }: Made) {
    return settled(async () => {
      const ours = await this.#listed(host, reference)
      const ids = new Set([...(id === undefined ? [] : [id]), ...ours.map((one) => String(one.id))])
      if (keep !== undefined) ids.delete(keep)
      let outcome: 'removed' | 'not-found' = 'not-found'
      for (const one of ids) if (await this.#delete(one)) outcome = 'removed'
      return { outcome }
    })
  }

  list(host: string) {
    return settled(async () => ({
      outcome: 'listed' as const,
      items: (await this.#listed(host)).flatMap(listedOf),
    }))
  }

  /** The first of our meetings for that reference; what a late effect doubled is deleted. */
  async #only({ account, reference }: WantedMeeting): Promise<ListedMeeting | undefined> {
    const [first, ...others] = (await this.#listed(account, reference)).sort(byAge)
    for (const other of others) await this.#delete(String(other.id))
    return first
  }

  /** "List meetings": those to come (with those under way) that carry the reference, or any. */
  async #listed(account: string, reference?: string): Promise<ListedMeeting[]> {
    const found: ListedMeeting[] = []
    let next = ''
    for (let page = 0; page < mostPages; page += 1) {
      const query = {
        type: 'upcoming',
        page_size: '300',
        ...(next ? { next_page_token: next } : {}),
      }
      const path = `${this.#meetingsOf(account)}?${new URLSearchParams(query)}`
      const { meetings, next_page_token } = read(MeetingList, await this.#call('GET', path), 200)
      found.push(...meetings.filter(({ agenda }) => isOurs(agenda, reference)))
      if (next_page_token === '') return found
      next = next_page_token
    }
    return found
  }

  async #create(wanted: WantedMeeting): Promise<MeetingAnswer> {
    const path = this.#meetingsOf(wanted.account)
    return read(MeetingAnswer, await this.#call('POST', path, meetingBody(wanted)), 201)
  }

  async #get(id: number): Promise<MeetingAnswer> {
    return read(MeetingAnswer, await this.#call('GET', `/v2/meetings/${id}`), 200)
  }

  async #update(id: string, wanted: WantedMeeting): Promise<'done' | 'gone'> {
    const answer = await this.#call(
      'PATCH',
      `/v2/meetings/${encodeURIComponent(id)}`,
      meetingBody(wanted),
    )
    if (answer.status === 204) return 'done'
    return isGone(answer) ? 'gone' : refuseZoom(answer)
  }

  /** False where there was none. */
  async #delete(id: string): Promise<boolean> {
    const answer = await this.#call('DELETE', `/v2/meetings/${encodeURIComponent(id)}`)
    if (answer.status === 204) return true
    return isGone(answer) ? false : refuseZoom(answer)
  }

  #meetingsOf(account: string): string {
    const user = this.#users[account] ?? fail('zoom', 'host-unknown')
    return `/v2/users/${encodeURIComponent(user)}/meetings`
  }

  #call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
    return this.#http.answer({
      method,
      url: new URL(path, this.#api),
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
      repeatable: method !== 'POST',
    })
  }
}

function read<Shape extends z.ZodMiniType>(shape: Shape, answer: ProviderAnswer, status: number) {
  if (answer.status !== status) return refuseZoom(answer)
  const parsed = shape.safeParse(answer.body)
  return parsed.success ? parsed.data : fail('zoom', 'unexpected-answer')
}

const isOurs = (agenda: string, reference: string | undefined): boolean => {
  const found = referenceIn(agenda)
  return reference === undefined ? found !== undefined : found === reference
}

const byAge = (one: ListedMeeting, other: ListedMeeting): number =>
  one.created_at.localeCompare(other.created_at) || one.id - other.id

const meetingOf = ({ id, join_url, password }: MeetingAnswer): Meeting => ({
  id: String(id),
  joinUrl: join_url,
  passcode: password,
})

function listedOf({ id, agenda, start_time }: ListedMeeting): Listed[] {
  const reference = referenceIn(agenda)
  return reference === undefined ? [] : [{ id: String(id), reference, startsAt: start_time }]
}
