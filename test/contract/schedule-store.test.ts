import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { DynamoSchedule } from '../../shared/aws/schedule.ts'
import type { RequestStore, ScheduleStore } from '../../shared/contracts/ports.ts'
import { makeReference } from '../../shared/domain/reference.ts'
import { act } from '../../shared/domain/request.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import type { EventFacts } from '../../shared/domain/request-facts.ts'
import {
  after,
  attachLetter,
  monday,
  officeClock,
  openRound,
  request,
  submission,
} from '../builders.ts'
import { MemoryRequests } from '../doubles/requests.ts'
import { Aws, tables } from './aws.ts'

const later = after(monday, { hours: 1 })
const approve: RequestCommand = { act: 'approve', by: 'sekar', product: {} }
let number = 0

describe.each([
  [
    'in memory',
    () => {
      const store = new MemoryRequests()
      return Promise.resolve({ store, schedule: store.schedule, close: () => {} })
    },
  ],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      const schedule = new DynamoSchedule(tables.requests)
      return { store: new DynamoRequests(tables.requests), schedule, close: () => aws.close() }
    },
  ],
] as const)('the schedule %s', (_, open) => {
  let store: RequestStore
  let schedule: ScheduleStore
  let close: () => Promise<void> | void

  beforeAll(async () => {
    const opened = await open()
    store = opened.store
    schedule = opened.schedule
    close = opened.close
  })
  afterAll(() => close())

  /** A request in a month that no other test uses. */
  async function asked(own: Partial<EventFacts> = {}): Promise<{ ref: string; month: string }> {
    number += 1
    const month = `${2027 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
    const ref = makeReference('VC', 2026, Uint8Array.of(9, number, 7, number))
    const event = { ...request().event, date: `${month}-20`, ...own }
    await store.submit(submission(ref, { case: request({ reference: ref, event }) }))
    return { ref, month }
  }

  async function done(ref: string, ...commands: readonly RequestCommand[]): Promise<void> {
    for (const command of commands) {
      const before = await store.load(ref)
      if (!before) throw new Error(`${ref} is not there`)
      const acted = act(before.case, command, later)
      if (!acted.ok) throw new Error(`${command.act} is refused in ${before.case.status}`)
      await store.save(before, acted.value.case, acted.value.events)
    }
  }

  it('has an event from its approval on, with all that its readers need', async () => {
    const { ref, month } = await asked({ untitled: true })
    await done(ref, attachLetter(), openRound)
    expect(await schedule.month(month)).toEqual([])
    await done(ref, approve)
    expect(await schedule.month(month)).toEqual([
      {
        uid: expect.stringMatching(/^[0-9a-f]{32}$/),
        changedAt: later,
        entry: {
          reference: ref,
          date: `${month}-20`,
          startTime: '09:00',
          endTime: '11:30',
          title: 'Rapat Koordinasi Perencanaan',
          hidden: true,
          agency: 'Badan Perencanaan Kabupaten Contoh',
          venue: 'Ruang Rapat Utama',
          service: 'both',
          status: 'approved',
          staff: [],
        },
      },
    ])
  })

  it('follows what changes of it, under the same name', async () => {
    const { ref, month } = await asked({ visibility: 'public' })
    await done(ref, attachLetter(), openRound, approve)
    const [before] = await schedule.month(month)
    const assignment = { account: 'zoom-1', room: 'rav', staff: ['yoga'], slots: [] }
    await done(ref, { act: 'assign', by: 'sekar', assignment })
    const streamUrl = 'https://siaran.example.org/1'
    await done(ref, { act: 'record-link', by: 'sekar', product: { streamUrl } })
    const [now, ...others] = await schedule.month(month)
    expect(others).toEqual([])
    expect(now?.uid).toBe(before?.uid)
    expect(now?.entry).toMatchObject({
      account: 'zoom-1',
      room: 'rav',
      staff: ['yoga'],
      status: 'scheduled',
      streamUrl,
    })
  })

  it('loses an event that was cancelled', async () => {
    const { ref, month } = await asked()
    await done(ref, attachLetter(), openRound, approve, { act: 'cancel' })
    expect(await schedule.month(month)).toEqual([])
  })

  it('moves an event to its other time, in this month or another', async () => {
    const { ref, month } = await asked()
    const other = await asked()
    const time = { date: `${other.month}-03`, startTime: '13:00', endTime: '15:00' }
    await done(ref, attachLetter(), openRound, approve)
    await done(ref, { act: 'change-time', time, clock: officeClock })
    expect(await schedule.month(month)).toEqual([])
    await done(ref, openRound, approve)
    expect((await schedule.month(other.month)).map(({ entry }) => entry.date)).toEqual([time.date])
    await done(ref, {
      act: 'change-time',
      time: { ...time, date: `${month}-20`, startTime: '09:00' },
      clock: officeClock,
    })
    await done(ref, openRound, approve)
    expect(await schedule.month(other.month)).toEqual([])
    expect(await schedule.month(month)).toHaveLength(1)
  })

  it('gives a month by date and time', async () => {
    const { month } = await asked()
    const times = [
      ['21', '08:00'],
      ['20', '13:00'],
      ['20', '08:00'],
    ] as const
    for (const [date, startTime] of times) {
      const { ref } = await asked({ date: `${month}-${date}`, startTime })
      await done(ref, attachLetter(), openRound, approve)
    }
    const given = (await schedule.month(month)).map(({ entry }) => [entry.date, entry.startTime])
    expect(given).toEqual([
      [`${month}-20`, '08:00'],
      [`${month}-20`, '13:00'],
      [`${month}-21`, '08:00'],
    ])
  })

  it('has an event that was over before staff registered it', async () => {
    const { month } = await asked()
    const ref = makeReference('VC', 2026, Uint8Array.of(1, 2, 3, number))
    const event = { ...request().event, date: `${month}-09` }
    const late = request({ reference: ref, status: 'completed', event })
    await store.submit(submission(ref, { case: late }))
    expect((await schedule.month(month)).map(({ entry }) => entry.reference)).toEqual([ref])
  })
})
