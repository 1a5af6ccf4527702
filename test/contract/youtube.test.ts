import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WantedStream } from '../../shared/providers/ports.ts'
import { YouTubeStreams } from '../../shared/providers/youtube.ts'
import { anyFault, anyLateFault, faults, ProviderTime } from '../doubles/providers/faults.ts'
import {
  failure,
  type YouTubeOperation,
  YouTubeServer,
} from '../doubles/providers/youtube-server.ts'

let server: YouTubeServer
let time: ProviderTime
let youtube: YouTubeStreams

const wanted: WantedStream = {
  reference: 'VC-2026-AAAAAAA',
  channel: 'kanal-1',
  title: 'Pelantikan <Pejabat>',
  description: 'Disiarkan dari pendopo',
  startsAt: '2026-12-01T02:00:00Z',
  endsAt: '2026-12-01T04:30:00Z',
  visibility: 'unlisted',
}
const later: WantedStream = {
  ...wanted,
  startsAt: '2026-12-02T03:00:00Z',
  endsAt: '2026-12-02T04:00:00Z',
  visibility: 'public',
}
const made = { host: wanted.channel, reference: wanted.reference }

const adapter = (timeout = 5000, refreshToken = server.refreshToken) =>
  new YouTubeStreams({
    credentials: { ...server.client, channels: { 'kanal-1': refreshToken } },
    clock: time,
    origins: { auth: server.origin, api: server.origin },
    timeout,
  })

const held = () => [...server.broadcasts.values()]

/** The id of the broadcast that was made. */
const begun = async (): Promise<string> => {
  const result = await youtube.ensure(wanted)
  return result.outcome === 'made' ? result.stream.id : ''
}

beforeEach(async () => {
  server = new YouTubeServer()
  await server.start()
  time = new ProviderTime()
  youtube = adapter()
})
afterEach(() => server.stop())

describe('a live stream', () => {
  it('is a broadcast as the request asks, bound to a stream of its own', async () => {
    const result = await youtube.ensure(wanted)
    const [broadcast] = held()
    const [stream] = server.streams.values()
    expect(result).toEqual({
      outcome: 'made',
      stream: {
        id: broadcast?.id,
        watchUrl: `https://www.youtube.com/watch?v=${broadcast?.id}`,
      },
      ingestion: { url: 'rtmps://a.rtmps.youtube.example/live2', key: `kunci-${stream?.id}` },
    })
    expect(broadcast).toMatchObject({
      snippet: {
        title: 'Pelantikan ‹Pejabat›',
        description: 'Disiarkan dari pendopo\n\nNomor Registrasi: VC-2026-AAAAAAA',
        scheduledStartTime: wanted.startsAt,
        scheduledEndTime: wanted.endsAt,
      },
      status: { privacyStatus: 'unlisted', selfDeclaredMadeForKids: false },
      contentDetails: { enableAutoStart: false, enableAutoStop: false },
      boundStreamId: stream?.id,
    })
  })

  it('keeps within the lengths that YouTube allows', async () => {
    const long = { ...wanted, title: `a${'😀'.repeat(80)}`, description: 'é😀'.repeat(2000) }
    expect((await youtube.ensure(long)).outcome).toBe('made')
    expect((await youtube.ensure(long)).outcome).toBe('found')
    expect(server.calls).not.toContain('update broadcast')
  })

  it('is found with its key and not made again, also on air', async () => {
    const first = await youtube.ensure(wanted)
    expect(await youtube.ensure(wanted)).toEqual({ ...first, outcome: 'found' })
    for (const one of held()) server.broadcasts.set(one.id, { ...one, lifeCycleStatus: 'live' })
    expect(await youtube.ensure(wanted)).toEqual({ ...first, outcome: 'found' })
    expect(held()).toHaveLength(1)
    expect(server.streams.size).toBe(1)
  })

  it('is found behind many others, page by page', async () => {
    for (let other = 0; other < 5; other += 1)
      await youtube.ensure({ ...wanted, reference: `VC-2026-BBBBBB${other}` })
    const id = await begun()
    server.pageSize = 2
    expect(await youtube.ensure(wanted)).toMatchObject({ outcome: 'found', stream: { id } })
  })

  it('that was found with another time or public is brought to the wanted one', async () => {
    await begun()
    expect((await youtube.ensure(later)).outcome).toBe('found')
    expect(held()).toMatchObject([
      { snippet: { scheduledStartTime: later.startsAt }, status: { privacyStatus: 'public' } },
    ])
  })

  it('that a late effect doubled is left once, the older', async () => {
    const id = await begun()
    const [first] = held()
    const publishedAt = '2030-01-01T00:00:00Z'
    server.broadcasts.set('siaran-0', { ...first!, id: 'siaran-0', publishedAt })
    expect(await youtube.ensure(wanted)).toMatchObject({ outcome: 'found', stream: { id } })
    expect(held()).toHaveLength(1)
  })

  it('is moved', async () => {
    const id = await begun()
    expect(await youtube.move(id, later)).toMatchObject({ outcome: 'moved', stream: { id } })
    expect(held()).toMatchObject([{ snippet: { scheduledStartTime: later.startsAt } }])
  })

  it('is removed with its key, by its id or by its reference alone', async () => {
    const id = await begun()
    expect(await youtube.remove({ ...made, id })).toEqual({ outcome: 'removed' })
    await begun()
    expect(await youtube.remove(made)).toEqual({ outcome: 'removed' })
    expect([held().length, server.streams.size]).toEqual([0, 0])
  })

  it('that is to stay is left, with its key, when its doubles are removed', async () => {
    const id = await begun()
    const [first] = held()
    server.broadcasts.set('siaran-9', { ...first!, id: 'siaran-9' })
    expect(await youtube.remove({ ...made, keep: id })).toEqual({ outcome: 'removed' })
    expect([held().map((one) => one.id), server.streams.size]).toEqual([[id], 1])
  })

  it('that is gone can be neither moved nor removed', async () => {
    const id = await begun()
    server.broadcasts.clear()
    server.streams.clear()
    expect(await youtube.move(id, later)).toEqual({ outcome: 'not-found' })
    expect(await youtube.remove({ ...made, id })).toEqual({ outcome: 'not-found' })
  })

  it('whose key was deleted by hand gets a new one', async () => {
    await begun()
    server.streams.clear()
    expect(await youtube.ensure(wanted)).toMatchObject({ outcome: 'found' })
    expect(held()[0]?.boundStreamId).toBe([...server.streams.keys()][0])
  })

  it('is listed where it carries a reference of ours', async () => {
    const id = await begun()
    const [first] = held()
    const snippet = { ...first!.snippet, description: 'Siaran lain' }
    server.broadcasts.set('siaran-9', { ...first!, id: 'siaran-9', snippet })
    const items = [{ id, reference: wanted.reference, startsAt: wanted.startsAt }]
    expect(await youtube.list('kanal-1')).toEqual({ outcome: 'listed', items })
  })
})

describe('the access token of a channel', () => {
  it('is asked for once and kept until shortly before its end', async () => {
    await begun()
    await youtube.ensure(wanted)
    expect(server.calls.filter((call) => call === 'token')).toHaveLength(1)
    time.advance(59.5 * 60_000)
    await youtube.ensure(wanted)
    expect(server.calls.filter((call) => call === 'token')).toHaveLength(2)
  })

  it('that Google no longer takes is replaced once', async () => {
    await begun()
    server.expireTokens()
    expect((await youtube.ensure(wanted)).outcome).toBe('found')
  })

  it('whose consent was withdrawn ends in a sentence for staff', async () => {
    const result = await adapter(5000, 'dicabut').ensure(wanted)
    expect(result).toMatchObject({ outcome: 'refused', reason: 'credentials' })
    expect(JSON.stringify(result)).not.toContain('dicabut')
  })
})

describe('a failure of YouTube', () => {
  const act = {
    ensure: () => youtube.ensure(wanted),
    move: () => youtube.move(held()[0]?.id ?? '', later),
    remove: () => youtube.remove(made),
    list: () => youtube.list('kanal-1'),
  }
  /** What a fault of that operation does to the act, and what the act gives when done again. */
  const table: readonly [
    act: keyof typeof act,
    operation: YouTubeOperation,
    fault: keyof typeof faults,
    outcome: string,
    again: string,
  ][] = [
    ['ensure', 'token', 'serverError', 'made', 'found'],
    ['ensure', 'list broadcasts', 'connectionLost', 'made', 'found'],
    ['ensure', 'list broadcasts', 'busyForAnHour', 'too-many-requests', 'made'],
    ['ensure', 'insert broadcast', 'unauthorized', 'made', 'found'],
    ['ensure', 'insert broadcast', 'busyForSeconds', 'made', 'found'],
    ['ensure', 'insert broadcast', 'serverError', 'no-answer', 'made'],
    ['ensure', 'insert broadcast', 'serverErrorAfterEffect', 'no-answer', 'found'],
    ['ensure', 'insert broadcast', 'answerLost', 'no-answer', 'found'],
    ['ensure', 'insert broadcast', 'silentAfterEffect', 'no-answer', 'found'],
    ['ensure', 'list streams', 'serverError', 'made', 'found'],
    ['ensure', 'insert stream', 'serverError', 'no-answer', 'found'],
    ['ensure', 'insert stream', 'answerLost', 'no-answer', 'found'],
    ['ensure', 'insert stream', 'silentAfterEffect', 'no-answer', 'found'],
    ['ensure', 'bind', 'serverError', 'made', 'found'],
    ['ensure', 'bind', 'answerLost', 'made', 'found'],
    ['ensure', 'bind', 'busyForAnHour', 'too-many-requests', 'found'],
    ['move', 'update broadcast', 'answerLost', 'moved', 'moved'],
    ['move', 'update broadcast', 'busyForAnHour', 'too-many-requests', 'moved'],
    ['remove', 'delete broadcast', 'serverError', 'removed', 'not-found'],
    ['remove', 'delete broadcast', 'answerLost', 'removed', 'not-found'],
    ['remove', 'delete stream', 'busyForAnHour', 'too-many-requests', 'removed'],
    ['list', 'list broadcasts', 'serverError', 'listed', 'listed'],
  ]

  it.each(table)(
    '%s, when %s meets %s: %s, then %s',
    async (name, operation, fault, first, second) => {
      if (name !== 'ensure') await begun()
      youtube = adapter(faults[fault].answer === 'silent' ? 50 : 5000)
      server.fail(operation, faults[fault])
      expect(Object.values(await act[name]())).toContain(first)
      expect(Object.values(await act[name]())).toContain(second)
      expect(held().length).toBeLessThanOrEqual(1)
      expect(server.streams.size).toBeLessThanOrEqual(1)
    },
  )

  it('to stream live at all says how staff turn it on', async () => {
    server.liveEnabled = false
    const result = await youtube.ensure(wanted)
    expect(result).toMatchObject({ outcome: 'refused', reason: 'live-not-enabled' })
    expect(result).toHaveProperty('sentence', expect.stringContaining('Siaran langsung belum'))
  })

  it.each([
    ['2026-11-24T02:00:00Z', 6 * 3600], // 18:00 the day before in California, winter time
    ['2026-07-01T02:00:00Z', 5 * 3600], // 19:00, summer time
  ])('for its quota at %s waits for midnight in California', async (at, retryAfter) => {
    time.advance(Date.parse(at) - time.now())
    server.fail('insert broadcast', { effect: 'none', answer: failure(403, 'quotaExceeded') })
    const result = await youtube.ensure(wanted)
    expect(result).toMatchObject({ outcome: 'unavailable', reason: 'quota-exceeded', retryAfter })
  })

  /** Google's documented reasons (status, reason) and what they become. */
  const reasons: readonly [YouTubeOperation, number, string, string, string][] = [
    ['insert broadcast', 403, 'insufficientLivePermissions', 'refused', 'permission'],
    ['insert broadcast', 403, 'livePermissionBlocked', 'refused', 'live-not-enabled'],
    ['insert broadcast', 403, 'userBroadcastsExceedLimit', 'refused', 'limit-reached'],
    ['insert broadcast', 400, 'invalidScheduledStartTime', 'refused', 'not-accepted'],
    ['list broadcasts', 403, 'userRequestsExceedRateLimit', 'unavailable', 'too-many-requests'],
    ['list broadcasts', 400, 'backendError', 'unavailable', 'no-answer'],
    ['list broadcasts', 403, 'channelSuspended', 'refused', 'host-unknown'],
    ['bind', 403, 'liveBroadcastBindingNotAllowed', 'refused', 'in-progress'],
  ]

  it.each(reasons)(
    'of %s with %d %s is %s: %s',
    async (operation, status, word, outcome, reason) => {
      server.fail(operation, { effect: 'none', answer: failure(status, word) })
      const result = await youtube.ensure(wanted)
      expect(result).toMatchObject({ outcome, reason })
      expect(JSON.stringify(result)).not.toMatch(/Rahasia Google|google-secret|refresh-1|kunci-/)
    },
  )

  it('to answer as documented is told', async () => {
    server.fail('list broadcasts', { effect: 'none', answer: { status: 200, body: {} } })
    expect(await youtube.ensure(wanted)).toMatchObject({ reason: 'unexpected-answer' })
  })

  it('to remove what is on air is told', async () => {
    await begun()
    for (const one of held()) server.broadcasts.set(one.id, { ...one, lifeCycleStatus: 'live' })
    expect(await youtube.remove(made)).toMatchObject({ outcome: 'refused', reason: 'in-progress' })
  })

  it('to know the channel is told', async () => {
    const result = await youtube.ensure({ ...wanted, channel: 'kanal-2' })
    expect(result).toMatchObject({ outcome: 'refused', reason: 'host-unknown' })
  })
})

describe('the server that stands for YouTube', () => {
  const snippet = { title: 'Acara', scheduledStartTime: '2026-12-01T02:00:00Z' }
  const status = { privacyStatus: 'public' }

  it.each([
    ['an unknown field', { snippet: { ...snippet, extra: 1 }, status }],
    ['a missing field', { snippet }],
    ['an angle bracket', { snippet: { ...snippet, title: '<b>' }, status }],
    ['another privacy', { snippet, status: { privacyStatus: 'rahasia' } }],
  ])('finds %s', async (_, body) => {
    const url = `${server.origin}/youtube/v3/liveBroadcasts?part=snippet,status`
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(answer.status).toBe(400)
    expect(server.misuses.splice(0)).toHaveLength(1)
  })

  it('finds two filters where one is allowed', async () => {
    const query = 'part=id&mine=true&broadcastStatus=upcoming'
    expect((await fetch(`${server.origin}/youtube/v3/liveBroadcasts?${query}`)).status).toBe(400)
    expect(server.misuses.splice(0)).toHaveLength(1)
  })
})

describe('whatever happens', () => {
  const step = fc.record({
    act: fc.constantFrom('ensure', 'ensure later', 'move', 'remove'),
    reference: fc.constantFrom('VC-2026-AAAAAAA', 'VC-2026-BBBBBBB'),
    faults: fc.array(anyFault, { maxLength: 3 }),
  })
  const of = (reference: string) =>
    held().filter(({ snippet }) => snippet.description?.endsWith(reference))

  it('a reference has one broadcast at most, and in the end what was wanted last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        server.broadcasts.clear()
        server.streams.clear()
        for (const { act, reference, faults } of steps) {
          for (const fault of faults) server.fail('any', fault)
          const id = of(reference)[0]?.id
          if (act === 'remove') await youtube.remove({ ...made, reference, ...(id ? { id } : {}) })
          else if (act === 'move' && id) await youtube.move(id, { ...later, reference })
          else await youtube.ensure({ ...(act === 'ensure' ? wanted : later), reference })
          server.heal()
          expect(of(reference).length).toBeLessThanOrEqual(1)
        }
        await youtube.ensure(later)
        const [broadcast] = of(later.reference)
        expect(broadcast?.snippet.scheduledStartTime).toBe(later.startsAt)
        expect(server.streams.has(broadcast?.boundStreamId ?? '')).toBe(true)
        expect(await youtube.remove(made)).toEqual({ outcome: 'removed' })
        expect(of(made.reference)).toEqual([])
        const keys = [...server.streams.values()].map(({ snippet }) => snippet.title)
        expect(keys).not.toContain(made.reference)
      }),
      { numRuns: 25 },
    )
  })

  it('effects that come after a failure are left once, or not at all', async () => {
    const acts = fc.array(fc.record({ ensure: fc.boolean(), fault: anyLateFault }), {
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(acts, async (steps) => {
        server.broadcasts.clear()
        server.streams.clear()
        for (const { ensure, fault } of steps) {
          server.fail(ensure ? 'insert broadcast' : 'delete broadcast', fault)
          await (ensure ? youtube.ensure(wanted) : youtube.remove(made))
          server.heal()
        }
        await youtube.list('kanal-1')
        await youtube.ensure(wanted)
        expect(held()).toHaveLength(1)
        await youtube.remove(made)
        expect([held().length, server.streams.size]).toEqual([0, 0])
      }),
      { numRuns: 20 },
    )
  })
})
