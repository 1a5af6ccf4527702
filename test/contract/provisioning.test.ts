import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { passcodeOf } from '../../functions/reviews/passcode.ts'
import { makeProvision } from '../../functions/reviews/provision.ts'
import { makeRelease } from '../../functions/reviews/release.ts'
import { act } from '../../shared/domain/request.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import type { MeetingProvider, Providers, StreamProvider } from '../../shared/providers/ports.ts'
import { YouTubeStreams } from '../../shared/providers/youtube.ts'
import { ZoomMeetings } from '../../shared/providers/zoom.ts'
import {
  attachLetter,
  monday,
  officeClock,
  openRound,
  request,
  staff,
  stored,
} from '../builders.ts'
import { MemoryKeys } from '../doubles/keys.ts'
import { MemoryOffice } from '../doubles/office.ts'
import { anyLateFault, ProviderTime } from '../doubles/providers/faults.ts'
import { MemoryMeetings, MemoryStreams } from '../doubles/providers/memory.ts'
import { YouTubeServer } from '../doubles/providers/youtube-server.ts'
import { ZoomServer } from '../doubles/providers/zoom-server.ts'
import { MemoryRequests } from '../doubles/requests.ts'

let zoom: ZoomServer
let youtube: YouTubeServer
let meetings: MeetingProvider
let streams: StreamProvider

beforeEach(async () => {
  zoom = new ZoomServer()
  youtube = new YouTubeServer()
  await Promise.all([zoom.start(), youtube.start()])
  const clock = new ProviderTime()
  const [first = '', second = ''] = zoom.users
  meetings = new ZoomMeetings({
    credentials: { ...zoom.client, users: { 'zoom-1': first, 'zoom-2': second } },
    clock,
    origins: { auth: zoom.origin, api: zoom.origin },
  })
  streams = new YouTubeStreams({
    credentials: { ...youtube.client, channels: { 'kanal-1': youtube.refreshToken } },
    clock,
    origins: { auth: youtube.origin, api: youtube.origin },
  })
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => {
  vi.restoreAllMocks()
  zoom.stop()
  youtube.stop()
})

const reference = 'VC-2026-0000000'
const span = { startsAt: '2026-12-01T02:00:00Z', endsAt: '2026-12-01T04:00:00Z' }
const common = { reference, title: 'Rapat', ...span }

describe.each(['the provider', 'its double'])('what is made by %s', (which) => {
  const double = which === 'its double'
  const meeting = { ...common, account: 'zoom-1', passcode: 'Ab3cd4', recording: false }
  const wanted = { ...meeting, alternativeHosts: [] }
  const stream = { ...common, channel: 'kanal-1', visibility: 'public' } as const

  it('as a meeting is made once, moved, listed and removed', async () => {
    const provider = double ? new MemoryMeetings('zoom') : meetings
    const made = await provider.ensure(wanted)
    const id = 'meeting' in made ? made.meeting.id : ''
    expect(made.outcome).toBe('made')
    expect(await provider.ensure(wanted)).toEqual({ ...made, outcome: 'found' })
    const later = { ...wanted, startsAt: '2026-12-01T03:00:00Z' }
    expect(await provider.move(id, later)).toEqual({ ...made, outcome: 'moved' })
    expect(await provider.move('99999999999', later)).toEqual({ outcome: 'not-found' })
    const items = [{ id, reference, startsAt: later.startsAt }]
    expect(await provider.list('zoom-1')).toEqual({ outcome: 'listed', items })
    expect(await provider.list('zoom-2')).toEqual({ outcome: 'listed', items: [] })
    const which = { host: 'zoom-1', reference }
    expect(await provider.remove({ ...which, keep: id })).toEqual({ outcome: 'not-found' })
    expect(await provider.remove(which)).toEqual({ outcome: 'removed' })
    expect(await provider.remove(which)).toEqual({ outcome: 'not-found' })
  })

  it('as a stream is made once, moved, listed and removed', async () => {
    const provider = double ? new MemoryStreams('youtube') : streams
    const made = await provider.ensure(stream)
    const id = 'stream' in made ? made.stream.id : ''
    expect(made.outcome).toBe('made')
    expect(await provider.ensure(stream)).toEqual({ ...made, outcome: 'found' })
    const later = { ...stream, startsAt: '2026-12-01T03:00:00Z' }
    expect(await provider.move(id, later)).toMatchObject({ outcome: 'moved', stream: { id } })
    expect(await provider.move('tidak-ada', later)).toEqual({ outcome: 'not-found' })
    const items = [{ id, reference, startsAt: later.startsAt }]
    expect(await provider.list('kanal-1')).toEqual({ outcome: 'listed', items })
    const which = { host: 'kanal-1', reference }
    expect(await provider.remove({ ...which, keep: id })).toEqual({ outcome: 'not-found' })
    expect(await provider.remove(which)).toEqual({ outcome: 'removed' })
    expect(await provider.remove(which)).toEqual({ outcome: 'not-found' })
  })
})

const time = { date: '2027-01-21', startTime: '10:00', endTime: '11:00' }
const { signer } = new MemoryKeys()

/** The steps that the workflow and people take with one request. */
class Desk {
  readonly store = new MemoryRequests()
  readonly office = new MemoryOffice()
  readonly #providers: Providers = {
    meetings: { provider: meetings, hosts: ['zoom-1', 'zoom-2'] },
    streams: { provider: streams, hosts: ['kanal-1'] },
  }
  readonly provision = makeProvision({
    store: this.store,
    office: this.office,
    providers: () => Promise.resolve(this.#providers),
    passcode: ({ draft }) => passcodeOf(signer, draft),
    now: () => new Date(monday),
  })
  readonly release = makeRelease({
    store: this.store,
    providers: () => Promise.resolve(this.#providers),
  })

  async state() {
    return (await this.store.load(reference))!.case
  }

  /** Does `command` if the request allows it now. */
  async act(command: RequestCommand): Promise<void> {
    const before = (await this.store.load(reference))!
    const acted = act(before.case, command, monday)
    if (acted.ok) await this.store.save(before, acted.value.case, acted.value.events)
  }

  /** Does what the workflow does; it tries again what fails, here at another step. */
  async work(job: 'provision' | 'give up' | 'release'): Promise<void> {
    const { round } = await this.state()
    const input = { reference, round, last: job === 'give up' }
    await (job === 'release' ? this.release(input) : this.provision(input)).catch(() => {})
  }
}

const approve = (account: string): RequestCommand => ({
  act: 'approve',
  by: 'sekar',
  product: {},
  assignment: { account, channel: 'kanal-1', staff: ['yoga'], slots: [] },
})
const commands: readonly RequestCommand[] = [
  approve('zoom-1'),
  approve('zoom-2'),
  { act: 'change-time', time, clock: officeClock },
  { act: 'cancel' },
]
const step = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...commands) },
  { weight: 3, arbitrary: fc.constantFrom('provision', 'give up', 'release') },
)

const watched = (id: string): string => `https://www.youtube.com/watch?v=${id}`

describe('a request over its life', () => {
  it('has in the end the meeting and the stream that its record names, or none', async () => {
    const steps = fc.array(fc.tuple(step, fc.option(anyLateFault), fc.option(anyLateFault)), {
      maxLength: 10,
    })
    await fc.assert(
      fc.asyncProperty(steps, async (life) => {
        for (const kept of [zoom.meetings, youtube.broadcasts, youtube.streams]) kept.clear()
        const desk = new Desk()
        await desk.office.install(staff, officeClock)
        desk.store.place(stored({ case: request() }))
        await desk.act(attachLetter())
        await desk.act(openRound)
        await desk.act(approve('zoom-1'))
        for (const [one, onZoom, onYouTube] of life) {
          if (onZoom) zoom.fail('any', onZoom)
          if (onYouTube) youtube.fail('any', onYouTube)
          await (typeof one === 'string' ? desk.work(one) : desk.act(one))
          zoom.heal()
          youtube.heal()
        }
        // Late effects come, and the desk works on as it would.
        await Promise.all([meetings.list('zoom-1'), streams.list('kanal-1')])
        await desk.work('give up')
        await desk.work('release')
        const { status, product, assignment } = await desk.state()
        const held = assignment === undefined ? [] : [product]
        expect([...zoom.meetings.keys()].map(String)).toEqual(held.map((one) => one?.meetingId))
        expect([...youtube.broadcasts.keys()].map(watched)).toEqual(
          held.map((one) => one?.streamUrl),
        )
        expect(['scheduled', 'received', 'cancelled']).toContain(status)
        expect(status === 'scheduled').toBe(assignment !== undefined)
      }),
      { numRuns: 30 },
    )
  })
})
