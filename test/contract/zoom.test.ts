import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WantedMeeting } from '../../shared/providers/ports.ts'
import { ZoomMeetings } from '../../shared/providers/zoom.ts'
import { anyFault, anyLateFault, faults, ProviderTime } from '../doubles/providers/faults.ts'
import type { Fault } from '../doubles/providers/provider-server.ts'
import { type ZoomOperation, ZoomServer } from '../doubles/providers/zoom-server.ts'

let server: ZoomServer
let time: ProviderTime
let zoom: ZoomMeetings

const wanted: WantedMeeting = {
  reference: 'VC-2026-AAAAAAA',
  account: 'zoom-1',
  title: 'Rapat Koordinasi Data',
  agenda: 'Pembahasan satu data',
  startsAt: '2026-12-01T02:00:00Z',
  endsAt: '2026-12-01T04:30:00Z',
  passcode: 'aB3-_x*9',
  recording: true,
  alternativeHosts: ['sekar@dinkominfo.example', 'yoga@dinkominfo.example'],
}
const later = { ...wanted, startsAt: '2026-12-02T03:00:00Z', endsAt: '2026-12-02T04:00:00Z' }
const made = { host: wanted.account, reference: wanted.reference }

const adapter = (timeout = 5000, secret = server.client.clientSecret) =>
  new ZoomMeetings({
    credentials: {
      ...server.client,
      clientSecret: secret,
      users: { 'zoom-1': 'zoom-satu@dinkominfo.example', 'zoom-2': 'tidak-ada@dinkominfo.example' },
    },
    clock: time,
    origins: { auth: server.origin, api: server.origin },
    timeout,
  })

const held = () => [...server.meetings.values()]

/** The id of the meeting that was made. */
const begun = async (): Promise<string> => {
  const result = await zoom.ensure(wanted)
  return result.outcome === 'made' ? result.meeting.id : ''
}

beforeEach(async () => {
  server = new ZoomServer()
  await server.start()
  time = new ProviderTime()
  zoom = adapter()
})
afterEach(() => server.stop())

describe('a Zoom meeting', () => {
  it('is made as the request asks, in the office zone, closed to strangers', async () => {
    const result = await zoom.ensure(wanted)
    const [meeting] = held()
    expect(result).toEqual({
      outcome: 'made',
      meeting: {
        id: String(meeting?.id),
        joinUrl: expect.stringContaining(`/j/${meeting?.id}`) as string,
        passcode: wanted.passcode,
      },
    })
    expect(meeting).toMatchObject({
      user: 'zoom-satu@dinkominfo.example',
      type: 2,
      topic: 'Rapat Koordinasi Data',
      agenda: '[VC-2026-AAAAAAA] Pembahasan satu data',
      start_time: '2026-12-01T09:00:00',
      timezone: 'Asia/Jakarta',
      duration: 150,
      password: 'aB3-_x*9',
      settings: {
        waiting_room: true,
        join_before_host: false,
        mute_upon_entry: true,
        meeting_authentication: false,
        approval_type: 2,
        auto_recording: 'cloud',
        alternative_hosts: 'sekar@dinkominfo.example;yoga@dinkominfo.example',
      },
    })
  })

  it('is recorded only where that was asked', async () => {
    await zoom.ensure({ ...wanted, recording: false, alternativeHosts: [] })
    expect(held()[0]?.settings).toMatchObject({ auto_recording: 'none', alternative_hosts: '' })
  })

  it('keeps within the lengths that Zoom allows', async () => {
    const long = { ...wanted, title: `a${'😀'.repeat(150)}`, agenda: 'a'.repeat(4000) }
    expect((await zoom.ensure(long)).outcome).toBe('made')
    expect((await zoom.ensure(long)).outcome).toBe('found')
    expect(server.calls).not.toContain('update')
  })

  it('is found and not made again', async () => {
    const id = await begun()
    expect(await zoom.ensure(wanted)).toMatchObject({ outcome: 'found', meeting: { id } })
    expect(held()).toHaveLength(1)
  })

  it('is found behind many others, page by page', async () => {
    for (let other = 0; other < 5; other += 1)
      await zoom.ensure({ ...wanted, reference: `VC-2026-BBBBBB${other}` })
    const id = await begun()
    server.pageSize = 2
    expect(await zoom.ensure(wanted)).toMatchObject({ outcome: 'found', meeting: { id } })
  })

  it('of another reference that begins alike is another meeting', async () => {
    await begun()
    const result = await zoom.ensure({ ...wanted, reference: wanted.reference.slice(0, -1) })
    expect(result.outcome).toBe('made')
  })

  it('that was found at another time is brought to the wanted one', async () => {
    await begun()
    expect((await zoom.ensure(later)).outcome).toBe('found')
    expect(held()).toMatchObject([{ start_time: '2026-12-02T10:00:00', duration: 60 }])
  })

  it('that a late effect doubled is left once, the older', async () => {
    const id = await begun()
    const [first] = held()
    server.meetings.set(90_000_000_000, { ...first!, id: 90_000_000_000 })
    expect(await zoom.ensure(wanted)).toMatchObject({ outcome: 'found', meeting: { id } })
    expect(held()).toHaveLength(1)
  })

  it('is moved', async () => {
    const id = await begun()
    expect(await zoom.move(id, later)).toMatchObject({ outcome: 'moved', meeting: { id } })
    expect(held()).toMatchObject([{ start_time: '2026-12-02T10:00:00', duration: 60 }])
  })

  it('is removed by its id, or by its reference alone', async () => {
    const id = await begun()
    expect(await zoom.remove({ ...made, id })).toEqual({ outcome: 'removed' })
    await begun()
    expect(await zoom.remove(made)).toEqual({ outcome: 'removed' })
    expect(held()).toEqual([])
  })

  it('that is to stay is left when its doubles are removed', async () => {
    const id = await begun()
    const [first] = held()
    server.meetings.set(90_000_000_000, { ...first!, id: 90_000_000_000 })
    expect(await zoom.remove({ ...made, keep: id })).toEqual({ outcome: 'removed' })
    expect(held().map((meeting) => String(meeting.id))).toEqual([id])
  })

  it('that is gone can be neither moved nor removed', async () => {
    const id = await begun()
    server.meetings.clear()
    expect(await zoom.move(id, later)).toEqual({ outcome: 'not-found' })
    expect(await zoom.remove({ ...made, id })).toEqual({ outcome: 'not-found' })
  })

  it('is listed where it carries a reference of ours', async () => {
    const id = await begun()
    const [first] = held()
    server.meetings.set(90_000_000_000, { ...first!, id: 90_000_000_000, agenda: 'Rapat pimpinan' })
    const items = [{ id, reference: wanted.reference, startsAt: wanted.startsAt }]
    expect(await zoom.list('zoom-1')).toEqual({ outcome: 'listed', items })
  })
})

describe('the access token', () => {
  it('is asked for once and kept until shortly before its end', async () => {
    await begun()
    await zoom.ensure(wanted)
    expect(server.calls.filter((call) => call === 'token')).toHaveLength(1)
    time.advance(59.5 * 60_000)
    await zoom.ensure(wanted)
    expect(server.calls.filter((call) => call === 'token')).toHaveLength(2)
  })

  it('that Zoom no longer takes is replaced once', async () => {
    await begun()
    server.expireTokens()
    expect((await zoom.ensure(wanted)).outcome).toBe('found')
  })

  it('that Zoom never takes ends in a sentence for staff', async () => {
    const result = await adapter(5000, 'salah').ensure(wanted)
    expect(result).toMatchObject({ outcome: 'refused', reason: 'credentials' })
    expect(JSON.stringify(result)).not.toContain('salah')
  })
})

describe('a failure of Zoom', () => {
  const act = {
    ensure: () => zoom.ensure(wanted),
    move: async () => zoom.move(String(held()[0]?.id ?? 80_000_000_001), later),
    remove: () => zoom.remove(made),
    list: () => zoom.list('zoom-1'),
  }
  /** What a fault of that operation does to the act, and what the act gives when done again. */
  const table: readonly [
    act: keyof typeof act,
    operation: ZoomOperation,
    fault: keyof typeof faults,
    outcome: string,
    again: string,
  ][] = [
    ['ensure', 'token', 'serverError', 'made', 'found'],
    ['ensure', 'token', 'connectionLost', 'made', 'found'],
    ['ensure', 'list', 'serverError', 'made', 'found'],
    ['ensure', 'list', 'answerLost', 'made', 'found'],
    ['ensure', 'list', 'unauthorized', 'made', 'found'],
    ['ensure', 'list', 'busyForSeconds', 'made', 'found'],
    ['ensure', 'list', 'busyForAnHour', 'too-many-requests', 'made'],
    ['ensure', 'create', 'unauthorized', 'made', 'found'],
    ['ensure', 'create', 'busy', 'made', 'found'],
    ['ensure', 'create', 'busyForSeconds', 'made', 'found'],
    ['ensure', 'create', 'busyForAnHour', 'too-many-requests', 'made'],
    ['ensure', 'create', 'serverError', 'no-answer', 'made'],
    ['ensure', 'create', 'connectionLost', 'no-answer', 'made'],
    ['ensure', 'create', 'serverErrorAfterEffect', 'no-answer', 'found'],
    ['ensure', 'create', 'answerLost', 'no-answer', 'found'],
    ['ensure', 'create', 'silentAfterEffect', 'no-answer', 'found'],
    ['move', 'update', 'serverError', 'moved', 'moved'],
    ['move', 'update', 'answerLost', 'moved', 'moved'],
    ['move', 'update', 'silentAfterEffect', 'moved', 'moved'],
    ['move', 'update', 'busyForAnHour', 'too-many-requests', 'moved'],
    ['move', 'get', 'serverError', 'moved', 'moved'],
    ['remove', 'list', 'serverError', 'removed', 'not-found'],
    ['remove', 'delete', 'serverError', 'removed', 'not-found'],
    ['remove', 'delete', 'answerLost', 'not-found', 'not-found'],
    ['remove', 'delete', 'busyForAnHour', 'too-many-requests', 'removed'],
    ['list', 'list', 'serverError', 'listed', 'listed'],
  ]

  it.each(table)(
    '%s, when %s meets %s: %s, then %s',
    async (name, operation, fault, first, second) => {
      if (name !== 'ensure') await begun()
      zoom = adapter(faults[fault].answer === 'silent' ? 50 : 5000)
      server.fail(operation, faults[fault])
      expect(namesOf(await act[name]())).toContain(first)
      expect(namesOf(await act[name]())).toContain(second)
      expect(held().length).toBeLessThanOrEqual(1)
    },
  )

  it('that lasts is given up after three tries', async () => {
    for (let time = 0; time < 9; time += 1) server.fail('list', faults.serverError)
    expect(await zoom.ensure(wanted)).toMatchObject({ outcome: 'unavailable', reason: 'no-answer' })
    expect(server.calls.filter((call) => call === 'list')).toHaveLength(3)
  })

  it.each([
    ['seconds', 'busyForAnHour', 3600],
    ['an instant', 'busyUntilMidnight', 22 * 3600],
  ] as const)('that names %s to wait for longer is passed on', async (_, fault, retryAfter) => {
    server.fail('create', faults[fault])
    expect(await zoom.ensure(wanted)).toMatchObject({ outcome: 'unavailable', retryAfter })
    expect(time.pauses).toEqual([])
  })

  it('that names a short wait is waited for', async () => {
    server.fail('create', faults.busyForSeconds)
    await zoom.ensure(wanted)
    expect(time.pauses).toEqual([2000])
  })

  /** Zoom's documented refusals (status, code) and what they become. */
  const refusals: readonly [ZoomOperation, number, number, string][] = [
    ['create', 404, 1001, 'host-unknown'],
    ['create', 400, 3161, 'limit-reached'],
    ['create', 400, 300, 'not-accepted'],
    ['create', 400, 4711, 'permission'],
    ['list', 403, 0, 'permission'],
    ['list', 200, 0, 'unexpected-answer'],
    ['create', 302, 0, 'no-answer'],
  ]

  it.each(refusals)(
    'of %s with %d and code %d becomes: %s',
    async (operation, status, code, reason) => {
      const body = { code, message: 'Rahasia Zoom' }
      server.fail(operation, { effect: 'none', answer: { status, body } })
      const result = await zoom.ensure(wanted)
      expect(result).toMatchObject({ reason })
      expect(JSON.stringify(result)).not.toMatch(/Rahasia Zoom|aB3-_x|zoom-secret|@dinkominfo/)
    },
  )

  it('to delete a meeting under way is told; one that is over is gone', async () => {
    await begun()
    const answer = (code: number): Fault => ({
      effect: 'none',
      answer: { status: 400, body: { code, message: '' } },
    })
    server.fail('delete', answer(3002))
    expect(await zoom.remove(made)).toMatchObject({ outcome: 'refused', reason: 'in-progress' })
    server.fail('delete', answer(3007))
    expect(await zoom.remove(made)).toEqual({ outcome: 'not-found' })
  })

  it.each(['zoom-2', 'zoom-3'])('to know the account %s is told', async (account) => {
    expect(await zoom.ensure({ ...wanted, account })).toMatchObject({ reason: 'host-unknown' })
  })
})

describe('the server that stands for Zoom', () => {
  it.each([
    ['an unknown field', { extra: 1 }],
    ['a wrong type', { duration: '60' }],
    ['a name too long', { topic: 'a'.repeat(201) }],
    ['a passcode that Zoom does not allow', { password: 'kata sandi' }],
  ])('finds %s', async (_, change) => {
    const body = { type: 2, start_time: '2026-12-01T09:00:00', duration: 60, ...change }
    const { status } = await fetch(`${server.origin}/v2/users/x/meetings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(status).toBe(400)
    expect(server.misuses.splice(0)).toHaveLength(1)
  })
})

describe('whatever happens', () => {
  const step = fc.record({
    act: fc.constantFrom('ensure', 'ensure later', 'move', 'remove'),
    reference: fc.constantFrom('VC-2026-AAAAAAA', 'VC-2026-BBBBBBB'),
    faults: fc.array(anyFault, { maxLength: 3 }),
  })

  it('a reference has one meeting at most, and in the end what was wanted last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        server.meetings.clear()
        for (const { act, reference, faults } of steps) {
          for (const fault of faults) server.fail('any', fault)
          const id = String(held().find(({ agenda }) => agenda?.includes(reference))?.id ?? '')
          if (act === 'remove') await zoom.remove({ ...made, reference, ...(id ? { id } : {}) })
          else if (act === 'move' && id) await zoom.move(id, { ...later, reference })
          else await zoom.ensure({ ...(act === 'ensure' ? wanted : later), reference })
          server.heal()
          const ours = held().filter(({ agenda }) => agenda?.includes(reference))
          expect(ours.length).toBeLessThanOrEqual(1)
        }
        expect(await zoom.ensure(later)).toMatchObject({ meeting: { passcode: later.passcode } })
        expect(held().filter(({ agenda }) => agenda?.includes('AAAA'))).toMatchObject([
          { start_time: '2026-12-02T10:00:00' },
        ])
        expect(await zoom.remove(made)).toEqual({ outcome: 'removed' })
        expect(held().some(({ agenda }) => agenda?.includes('AAAA'))).toBe(false)
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
        server.meetings.clear()
        for (const { ensure, fault } of steps) {
          server.fail(ensure ? 'create' : 'delete', fault)
          await (ensure ? zoom.ensure(wanted) : zoom.remove(made))
          server.heal()
        }
        await zoom.list('zoom-1')
        await zoom.ensure(wanted)
        expect(held()).toHaveLength(1)
        await zoom.remove(made)
        expect(held()).toEqual([])
      }),
      { numRuns: 20 },
    )
  })
})

const namesOf = (result: object): readonly unknown[] => Object.values(result)
