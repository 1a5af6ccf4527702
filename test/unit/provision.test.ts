import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { passcodeOf } from '../../functions/reviews/passcode.ts'
import { makeProvision, ProviderUnavailable } from '../../functions/reviews/provision.ts'
import { makeRelease } from '../../functions/reviews/release.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import type { Providers } from '../../shared/providers/ports.ts'
import { sentenceOfProblem } from '../../shared/providers/sentences.ts'
import {
  attachLetter,
  monday,
  officeClock,
  openRound,
  request,
  staff,
  stored,
  walk,
} from '../builders.ts'
import { MemoryKeys } from '../doubles/keys.ts'
import { MemoryOffice } from '../doubles/office.ts'
import { MemoryMeetings, MemoryStreams } from '../doubles/providers/memory.ts'
import { MemoryRequests } from '../doubles/requests.ts'

const reference = 'VC-2026-0000000'
const assignment = { account: 'zoom-1', channel: 'kanal-1', staff: ['yoga'], slots: [] }
const approval: RequestCommand = { act: 'approve', by: 'sekar', product: {}, assignment }
const { signer } = new MemoryKeys()

let store: MemoryRequests
let meetings: MemoryMeetings
let streams: MemoryStreams
let logged: string[]
let office: MemoryOffice

const place = (own: Partial<ServiceRequest> = {}, approve: RequestCommand = approval) =>
  store.place(stored({ case: walk(request(own), [attachLetter(), openRound, approve]) }))

const both = (): Providers => ({
  meetings: { provider: meetings, hosts: ['zoom-1', 'zoom-2'] },
  streams: { provider: streams, hosts: ['kanal-1'] },
})

const provision = (last = false, providers = both()) =>
  makeProvision({
    store,
    office,
    providers: () => Promise.resolve(providers),
    passcode: ({ draft }) => passcodeOf(signer, draft),
    now: () => new Date(monday),
  })({ reference, round: 1, last })

const release = () =>
  makeRelease({ store, providers: () => Promise.resolve(both()) })({ reference })

const state = async () => (await store.load(reference))!.case
const events = async () => (await store.load(reference))!.events.map(({ name }) => name)

/** Somebody does `command` to the request. */
const happens = async (command: RequestCommand) => {
  const before = (await store.load(reference))!
  await store.save(before, walk(before.case, [command]), [])
}

beforeEach(async () => {
  store = new MemoryRequests()
  office = new MemoryOffice()
  await office.install(staff, officeClock)
  meetings = new MemoryMeetings('zoom')
  streams = new MemoryStreams('youtube')
  logged = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    logged.push(String(line))
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('an approved request', () => {
  it('gets its meeting and its stream and is scheduled', async () => {
    place()
    expect(await provision()).toEqual({ outcome: 'provisioned' })
    const { status, product } = await state()
    expect(status).toBe('scheduled')
    expect(product).toEqual({
      meetingId: '1',
      joinUrl: 'https://zoom.example/j/1',
      passcode: expect.stringMatching(/^[A-Z][a-z][2-9][a-z]{2}[2-9][a-z]{2}[2-9]{2}$/) as string,
      streamUrl: 'https://youtube.example/watch?v=1',
    })
    expect(await events()).toEqual(['LinkRecorded'])
  })

  it('asks for what the applicant asked, at the time of the event itself', async () => {
    place()
    await provision()
    expect(meetings.wanted).toMatchObject([
      {
        reference,
        account: 'zoom-1',
        title: 'Rapat Koordinasi Perencanaan',
        startsAt: '2027-01-20T02:00:00Z',
        endsAt: '2027-01-20T04:30:00Z',
        recording: true,
        alternativeHosts: ['yoga@office.example'],
      },
    ])
    expect(streams.wanted).toMatchObject([{ channel: 'kanal-1', visibility: 'unlisted' }])
  })

  it('whose name the public must not see is streamed without it', async () => {
    place({ event: { ...request().event, untitled: true } })
    await provision()
    expect(JSON.stringify(streams.wanted)).not.toMatch(/Rapat Koordinasi|Pembukaan/)
    expect(streams.wanted).toMatchObject([{ title: 'Kegiatan internal' }])
  })

  it('is provisioned once, however often the step is done', async () => {
    place()
    await provision()
    expect(await provision(true)).toEqual({ outcome: 'not-needed' })
    expect(meetings.wanted).toHaveLength(1)
  })

  it('finds what a step made that ended before it could say so', async () => {
    place()
    streams.fail('unavailable', 'no-answer')
    await expect(provision()).rejects.toThrow(ProviderUnavailable)
    expect([meetings.held.size, (await state()).product?.joinUrl]).toEqual([1, undefined])
    await provision()
    expect((await state()).product?.meetingId).toBe('1')
    expect(meetings.held.size).toBe(1)
  })

  it.each<[string, Partial<ServiceRequest['event']>, number, number]>([
    ['a stream alone', { service: 'streaming' }, 0, 1],
    ['a meeting alone', { service: 'video-conference' }, 1, 0],
    ['a stream of another party’s meeting', { host: 'other' }, 0, 1],
  ])('that wants %s gets that', async (_, event, made, streamed) => {
    place({ event: { ...request().event, ...event } })
    await provision()
    expect([meetings.held.size, streams.held.size]).toEqual([made, streamed])
  })

  it.each([
    ['no account and no channel', { ...approval, assignment: undefined }],
    ['a link by hand', { ...approval, product: { joinUrl: 'https://a.example', streamUrl: 'x' } }],
  ])('with %s is left alone', async (_, approve) => {
    place({}, approve)
    expect(await provision()).toEqual({ outcome: 'not-needed' })
    expect(meetings.wanted).toEqual([])
  })

  it('of a stage that makes its links by hand is left alone', async () => {
    place()
    expect(await provision(true, {})).toEqual({ outcome: 'not-needed' })
    expect((await state()).status).toBe('approved')
  })

  it('gets its meeting without alternative hosts where Zoom does not know them', async () => {
    place()
    meetings.fail('refused', 'not-accepted')
    expect(await provision()).toEqual({ outcome: 'provisioned' })
    expect(meetings.wanted.map(({ alternativeHosts }) => alternativeHosts.length)).toEqual([1, 0])
  })
})

describe('a provider that stays silent', () => {
  it('is asked again by the workflow, and nothing is recorded meanwhile', async () => {
    place()
    streams.fail('unavailable', 'no-answer')
    await expect(provision()).rejects.toThrow(ProviderUnavailable)
    expect(await events()).toEqual([])
    expect(await provision()).toEqual({ outcome: 'provisioned' })
    expect(meetings.held.size).toBe(1)
  })

  it('to the last makes the request wait for a link by staff, with what there is', async () => {
    place()
    streams.fail('unavailable', 'quota-exceeded')
    expect(await provision(true)).toEqual({ outcome: 'awaiting-link' })
    const { status, product } = await state()
    expect(status).toBe('awaiting-link')
    expect(product?.joinUrl).toBe('https://zoom.example/j/1')
    const last = (await store.load(reference))!.events.at(-1)
    expect(last).toMatchObject({
      name: 'LinkAwaited',
      data: { problem: 'youtube/quota-exceeded', to: ['yoga', 'sekar'] },
    })
    expect(sentenceOfProblem(String(last?.data['problem']))).toContain('Kuota harian YouTube')
  })

  it('is told of once; a later step makes the link after all', async () => {
    place()
    meetings.fail('unavailable', 'no-answer')
    streams.fail('unavailable', 'no-answer')
    await provision(true)
    meetings.fail('unavailable', 'no-answer')
    streams.fail('unavailable', 'no-answer')
    expect(await provision(true)).toEqual({ outcome: 'awaiting-link' })
    expect(await events()).toEqual(['LinkAwaited'])
    expect(await provision(true)).toEqual({ outcome: 'provisioned' })
    expect((await state()).status).toBe('scheduled')
  })
})

describe('a provider that refuses', () => {
  it('makes the request wait for staff at once', async () => {
    place()
    streams.fail('refused', 'live-not-enabled')
    expect(await provision()).toEqual({ outcome: 'awaiting-link' })
    expect(await events()).toEqual(['LinkRecorded', 'LinkAwaited'])
  })

  it('is logged by code, without names, links or passcodes', async () => {
    place()
    streams.fail('refused', 'live-not-enabled')
    await provision()
    const { product } = await state()
    expect(logged.join()).toContain('"problem":"youtube/live-not-enabled"')
    expect(logged.join()).not.toMatch(/Rapat Koordinasi|kunci-rahasia|zoom\.example/)
    expect(logged.join()).not.toContain(product?.passcode)
  })
})

describe('a request that changes while its link is made', () => {
  it('keeps the change and gets the link', async () => {
    place()
    const tells: RequestCommand = { act: 'tell-contact', by: 'sekar', way: 'whatsapp' }
    meetings.meanwhile = () => happens(tells)
    expect(await provision()).toEqual({ outcome: 'provisioned' })
    expect((await state()).status).toBe('scheduled')
  })

  it('by its cancellation gets none, and what was made is removed', async () => {
    place()
    streams.meanwhile = () => happens({ act: 'cancel' })
    expect(await provision()).toEqual({ outcome: 'not-needed' })
    expect((await state()).product?.joinUrl).toBeUndefined()
    await release()
    expect([meetings.held.size, streams.held.size]).toEqual([0, 0])
  })

  it('of an earlier round is left alone', async () => {
    place({ round: 1 })
    expect(await provision()).toEqual({ outcome: 'not-needed' })
  })
})

describe('what was made for a request', () => {
  it('stays while it is approved, but for what another account holds', async () => {
    place()
    await provision()
    await meetings.ensure({ ...meetings.wanted[0]!, account: 'zoom-2' })
    await release()
    expect([...meetings.held.keys()]).toEqual([`zoom-1/${reference}`])
    expect(streams.held.size).toBe(1)
  })

  it('stays where staff gave another link: nothing tells which may go', async () => {
    place()
    await provision()
    const product = { joinUrl: 'https://zoom.example/j/99', streamUrl: 'siaran di kanal lain' }
    await happens({ act: 'record-link', by: 'sekar', product })
    await release()
    expect([meetings.held.size, streams.held.size]).toEqual([1, 1])
  })

  it('is removed where the record holds another of the same account', async () => {
    place()
    await provision()
    const { product } = await state()
    const other = { ...product, meetingId: '99' }
    await happens({ act: 'record-link', by: 'sekar', product: other })
    await release()
    expect([meetings.held.size, streams.held.size]).toEqual([0, 1])
  })

  it('is removed when the applicant asks for another time', async () => {
    place()
    await provision()
    const time = { date: '2027-01-21', startTime: '10:00', endTime: '11:00' }
    await happens({ act: 'change-time', time, clock: officeClock })
    await release()
    expect([meetings.held.size, streams.held.size]).toEqual([0, 0])
  })

  it('stays after the event', async () => {
    place()
    await provision()
    await happens({ act: 'complete' })
    await release()
    expect([meetings.held.size, streams.held.size]).toEqual([1, 1])
  })

  it('is asked for again where the provider is silent, and not where it refuses', async () => {
    place()
    await provision()
    await happens({ act: 'cancel' })
    meetings.fail('unavailable', 'no-answer')
    await expect(release()).rejects.toThrow(ProviderUnavailable)
    streams.fail('refused', 'in-progress')
    await release()
    expect(meetings.held.size).toBe(0)
    expect(logged.join()).toContain('"problem":"youtube/in-progress"')
  })
})
