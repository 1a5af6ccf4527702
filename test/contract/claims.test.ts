import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOn } from '../../shared/aws/claims.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import type { RequestStore, StoredRequest } from '../../shared/contracts/ports.ts'
import type { Assignment, DayClaims } from '../../shared/domain/claims.ts'
import { makeReference } from '../../shared/domain/reference.ts'
import { act } from '../../shared/domain/request.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import { after, attachLetter, monday, openRound, submission } from '../builders.ts'
import { MemoryRequests } from '../doubles/requests.ts'
import { Aws, tables } from './aws.ts'

const later = after(monday, { hours: 1 })
let number = 0
const reference = (): string => {
  number += 1
  return makeReference('VC', 2026, Uint8Array.of(number >> 8, number, 9, number))
}

/** Of one day in January 2027, by the hour in UTC. */
const assignment = (resource: string, day: string, from: number, to: number): Assignment => {
  const at = (hour: number) => `2027-01-${day}T${String(hour).padStart(2, '0')}:00:00Z`
  return { account: resource, staff: [], slots: [{ purpose: 'event', from: at(from), to: at(to) }] }
}

describe.each([
  [
    'in memory',
    () => {
      const store = new MemoryRequests()
      const on = (dates: readonly string[]) => store.claims.on(dates)
      return Promise.resolve({ store, on, close: () => {} })
    },
  ],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      const on = (dates: readonly string[]) => claimsOn(tables.requests, dates)
      return { store: new DynamoRequests(tables.requests), on, close: () => aws.close() }
    },
  ],
] as const)('what is claimed %s', (_, open) => {
  let store: RequestStore
  let on: (dates: readonly string[]) => Promise<readonly DayClaims[]>
  let close: () => Promise<void> | void

  beforeAll(async () => {
    const opened = await open()
    store = opened.store
    on = opened.on
    close = opened.close
  })
  afterAll(() => close())

  async function done(before: StoredRequest, commands: readonly RequestCommand[]) {
    let stored = before
    let outcome = 'saved'
    for (const command of commands) {
      const acted = act(stored.case, command, later)
      if (!acted.ok) throw new Error(`${command.act} is refused`)
      outcome = await store.save(stored, acted.value.case, acted.value.events)
      stored = (await store.load(before.case.reference)) ?? stored
    }
    return { outcome, stored }
  }

  async function inReview(): Promise<StoredRequest> {
    const ref = reference()
    await store.submit(submission(ref))
    const stored = await store.load(ref)
    if (!stored) throw new Error(`${ref} is not there`)
    return (await done(stored, [attachLetter(), openRound])).stored
  }

  const approve = (wanted: Assignment): RequestCommand => ({
    act: 'approve',
    by: 'sekar',
    product: {},
    assignment: wanted,
  })
  const claimed = async (date: string, resource: string) =>
    (await on([date])).find((day) => day.resource === resource)?.claims ?? []

  it('is what is assigned, on each day that it touches', async () => {
    const stored = await inReview()
    // 23.00 to 02.00 in Jakarta: two of the office's days.
    const { outcome } = await done(stored, [approve(assignment('night', '11', 16, 19))])
    expect(outcome).toBe('saved')
    for (const date of ['2027-01-11', '2027-01-12']) {
      expect((await claimed(date, 'night')).map((claim) => claim.reference)).toEqual([
        stored.case.reference,
      ])
    }
  })

  it('cannot be had by another at the same time, and leaves that request as it was', async () => {
    const [one, other] = [await inReview(), await inReview()]
    await done(one, [approve(assignment('zoom', '12', 2, 5))])
    const second = await done(other, [approve(assignment('zoom', '12', 4, 6))])
    expect(second.outcome).toBe('taken')
    expect(second.stored).toEqual(other)
    const third = await done(other, [approve(assignment('zoom', '12', 5, 6))])
    expect(third.outcome).toBe('saved')
  })

  it('is free again when the request is cancelled', async () => {
    const [one, other] = [await inReview(), await inReview()]
    const { stored } = await done(one, [approve(assignment('zoom', '13', 2, 5))])
    await done(stored, [{ act: 'cancel' }])
    expect(await claimed('2027-01-13', 'zoom')).toEqual([])
    expect((await done(other, [approve(assignment('zoom', '13', 2, 5))])).outcome).toBe('saved')
  })

  it('is free again when another time is asked for, and where something else is assigned', async () => {
    const stored = (await done(await inReview(), [approve(assignment('zoom', '14', 2, 5))])).stored
    const moved = await done(stored, [
      { act: 'assign', by: 'sekar', assignment: assignment('zoom-2', '14', 2, 5) },
    ])
    expect(await claimed('2027-01-14', 'zoom')).toEqual([])
    expect(await claimed('2027-01-14', 'zoom-2')).toHaveLength(1)
    const [clock, time] = [
      attachLetter() as Extract<RequestCommand, { act: 'attach-letter' }>,
      { date: '2027-01-21', startTime: '09:00', endTime: '10:00' },
    ]
    await done(moved.stored, [{ act: 'change-time', time, clock: clock.clock }])
    expect(await claimed('2027-01-14', 'zoom-2')).toEqual([])
  })

  it('is had by one of fifty who approve at once, and by all who want other hours', async () => {
    const requests = await Promise.all(Array.from({ length: 50 }, inReview))
    const outcomes = await Promise.all(
      requests.map(
        async (stored) => (await done(stored, [approve(assignment('last', '15', 2, 5))])).outcome,
      ),
    )
    expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1)
    expect(await claimed('2027-01-15', 'last')).toHaveLength(1)
    const hours = await Promise.all(
      (await Promise.all(Array.from({ length: 8 }, inReview))).map(
        async (stored, hour) =>
          (await done(stored, [approve(assignment('hourly', '16', hour, hour + 1))])).outcome,
      ),
    )
    expect(hours).toEqual(hours.map(() => 'saved'))
    expect(await claimed('2027-01-16', 'hourly')).toHaveLength(8)
  })
})
