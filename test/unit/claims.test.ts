import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Assignment,
  addClaims,
  claimKeys,
  type DayClaims,
  freeDay,
  overlapping,
  reassign,
  releaseClaims,
  type Slot,
} from '../../shared/domain/claims.ts'
import { datesTouched, overlaps, slotsOf } from '../../shared/domain/event-slots.ts'
import type { EventTime } from '../../shared/domain/request-facts.ts'
import { addDays } from '../../shared/domain/zone.ts'

const day = '2027-01-20'
/** A slot in the office's wall clock; a time before the other is on the next day. */
const slot = (from: string, to: string, date = day): Slot => ({
  purpose: 'event',
  from: new Date(`${date}T${from}+07:00`).toISOString(),
  to: new Date(`${to <= from ? addDays(date, 1) : date}T${to}+07:00`).toISOString(),
})
const inWib = (slots: readonly Slot[]) =>
  slots.map(({ purpose, from, to }) => {
    const [begin, end] = [from, to].map((at) =>
      new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 16),
    )
    return `${purpose} ${begin} ${end}`
  })

const wallTime = fc
  .integer({ min: 0, max: 24 * 4 - 1 })
  .map((quarter) => new Date(quarter * 900_000).toISOString().slice(11, 16))
const eventTime: fc.Arbitrary<EventTime> = fc.record({
  date: fc.integer({ min: 0, max: 3 }).map((days) => addDays(day, days)),
  startTime: wallTime,
  endTime: wallTime,
  rehearsal: fc.option(
    fc.record({
      date: fc.integer({ min: -1, max: 3 }).map((days) => addDays(day, days)),
      time: fc.option(wallTime, { nil: undefined }),
    }),
    { nil: undefined },
  ),
})

describe('the slots of an event', () => {
  const time = { date: day, startTime: '09:00', endTime: '11:30' }

  it.each<[string, EventTime, string[]]>([
    ['an hour before and half an hour after', time, ['event 2027-01-20T08:00 2027-01-20T12:00']],
    [
      'an end before its start is on the next day',
      { ...time, startTime: '22:00', endTime: '01:00' },
      ['event 2027-01-20T21:00 2027-01-21T01:30'],
    ],
    [
      'set-up begins on the day before an early event',
      { ...time, startTime: '00:30', endTime: '02:00' },
      ['event 2027-01-19T23:30 2027-01-20T02:30'],
    ],
    [
      'a rehearsal on another day has its own',
      { ...time, rehearsal: { date: '2027-01-19', time: '13:00' } },
      ['rehearsal 2027-01-19T13:00 2027-01-19T14:00', 'event 2027-01-20T08:00 2027-01-20T12:00'],
    ],
    [
      'a rehearsal that ends as the set-up begins',
      { ...time, rehearsal: { date: day, time: '07:00' } },
      ['rehearsal 2027-01-20T07:00 2027-01-20T08:00', 'event 2027-01-20T08:00 2027-01-20T12:00'],
    ],
    [
      'a rehearsal into the set-up is one with it',
      { ...time, rehearsal: { date: day, time: '07:30' } },
      ['event 2027-01-20T07:30 2027-01-20T12:00'],
    ],
    [
      'a rehearsal without a time takes nothing',
      { ...time, rehearsal: { date: '2027-01-19' } },
      ['event 2027-01-20T08:00 2027-01-20T12:00'],
    ],
  ])('%s', (_, event, expected) => {
    expect(inWib(slotsOf(event))).toEqual(expected)
  })

  it('never overlap each other', () => {
    fc.assert(
      fc.property(eventTime, (event) => {
        const [first, second] = slotsOf(event)
        expect(first && second && overlaps(first, second)).not.toBe(true)
      }),
    )
  })

  it.each([
    ['within a day', slot('09:00', '12:00'), [day]],
    ['ending at midnight', slot('22:00', '00:00'), [day]],
    ['beginning at midnight', slot('00:00', '01:00'), [day]],
    ['over midnight', slot('23:30', '00:30'), [day, '2027-01-21']],
  ])('touch the dates of the office: %s', (_, one, dates) => {
    expect(datesTouched([one])).toEqual(dates)
  })
})

describe('the claims of a resource', () => {
  const morning = slot('08:00', '12:00')
  const held = (claims = addClaims(freeDay(day, 'z1'), 'A', [morning])): DayClaims => {
    if (!claims.ok) throw new Error('not free')
    return claims.value
  }

  it.each([
    ['after it', slot('12:00', '13:00'), true],
    ['before it', slot('07:00', '08:00'), true],
    ['into its beginning', slot('07:00', '08:01'), false],
    ['into its end', slot('11:59', '13:00'), false],
    ['within it', slot('09:00', '10:00'), false],
    ['around it', slot('07:00', '13:00'), false],
  ])('take another %s only if they do not overlap', (_, other, free) => {
    expect(addClaims(held(), 'B', [other]).ok).toBe(free)
  })

  it('name what stands in the way', () => {
    const by = [{ reference: 'A', ...morning }]
    const problem = { code: 'overlap', date: day, resource: 'z1', by }
    expect(addClaims(held(), 'B', [morning])).toEqual({ ok: false, problem })
  })

  it('of the request itself do not stand in its way: they are replaced', () => {
    const moved = held(addClaims(held(), 'A', [slot('09:00', '13:00')]))
    expect(moved.claims).toEqual([{ reference: 'A', ...slot('09:00', '13:00') }])
  })

  it('over midnight stand in both days, and in the way of both, once', () => {
    const night = slot('23:00', '01:00')
    const days = [day, '2027-01-21'].map((date) =>
      held(addClaims(freeDay(date, 'z1'), 'N', [night])),
    )
    expect(days.map(({ claims }) => claims.length)).toEqual([1, 1])
    expect(overlapping(days, [slot('00:30', '02:00', '2027-01-21')])).toHaveLength(1)
    expect(overlapping(days, [slot('01:00', '02:00', '2027-01-21')])).toEqual([])
  })

  it('on another day are not claimed on this one', () => {
    expect(held(addClaims(freeDay('2027-01-25', 'z1'), 'A', [morning])).claims).toEqual([])
  })

  it('are as before once what was added is released', () => {
    fc.assert(
      fc.property(eventTime, (event) => {
        const added = addClaims(held(), 'B', slotsOf(event))
        const released = added.ok ? releaseClaims(added.value, 'B') : held()
        expect(released).toEqual(held())
        expect(added.ok ? held().claims : added.problem.by).toEqual(held().claims)
      }),
    )
  })
})

describe('a change of assignment', () => {
  const assigned = (event: EventTime, own: Partial<Assignment> = {}): Assignment => ({
    account: 'z1',
    staff: ['s1'],
    slots: slotsOf(event),
    ...own,
  })
  const time = { date: day, startTime: '09:00', endTime: '11:30' }
  const after = (days: readonly DayClaims[], written: readonly DayClaims[]): DayClaims[] => {
    const key = ({ date, resource }: DayClaims) => `${date} ${resource}`
    return [...new Map([...days, ...written].map((one) => [key(one), one])).values()]
  }

  it('names one item for each resource and date, each once', () => {
    const night = { ...time, startTime: '22:00', endTime: '23:45' }
    const keys = claimKeys(assigned(night), assigned(night, { staff: ['s2'] }), undefined)
    expect(keys.map(({ date, resource }) => `${date} ${resource}`).sort()).toEqual(
      ['z1', 's1', 's2'].flatMap((id) => [`${day} ${id}`, `2027-01-21 ${id}`]).sort(),
    )
  })

  it('writes only the items that change', () => {
    const before = assigned(time)
    const first = reassign([], 'A', { after: before })
    const days = first.ok ? first.value : []
    expect(days.map(({ resource, version }) => [resource, version])).toEqual([
      ['z1', 0],
      ['s1', 0],
    ])
    expect(reassign(days, 'A', { before, after: before })).toEqual({ ok: true, value: [] })
    const other = reassign(days, 'A', { before, after: assigned(time, { staff: ['s2'] }) })
    expect(
      other.ok && other.value.map(({ resource, claims }) => [resource, claims.length]),
    ).toEqual([
      ['s1', 0],
      ['s2', 1],
    ])
  })

  it('writes nothing where one resource is taken, and names each that is', () => {
    const first = reassign([], 'A', { after: assigned(time) })
    const days = first.ok ? first.value : []
    const second = reassign(days, 'B', { after: assigned(time, { account: 'z2' }) })
    expect(!second.ok && second.problem.map(({ resource }) => resource)).toEqual(['s1'])
  })

  it('leaves no two claims of a resource overlapping, whatever is claimed, moved and released', () => {
    const change = fc.record({
      reference: fc.constantFrom('A', 'B', 'C', 'D'),
      after: fc.option(
        fc.record({
          event: eventTime,
          account: fc.constantFrom('z1', 'z2', undefined),
          staff: fc.subarray(['s1', 's2']),
        }),
        { nil: undefined },
      ),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const holds = new Map<string, Assignment | undefined>()
        let days: DayClaims[] = []
        for (const { reference, after: next } of changes) {
          const wanted = next && assigned(next.event, { account: next.account, staff: next.staff })
          const result = reassign(days, reference, {
            before: holds.get(reference),
            after: wanted,
          })
          if (!result.ok) continue
          holds.set(reference, wanted)
          days = after(days, result.value)
        }
        for (const { claims } of days) {
          const pairs = claims.flatMap((a, i) => claims.slice(i + 1).map((b) => overlaps(a, b)))
          expect(pairs).not.toContain(true)
        }
        const released = [...holds].reduce((left, [reference, before]) => {
          const result = reassign(left, reference, { before })
          return after(left, result.ok ? result.value : [])
        }, days)
        expect(released.flatMap(({ claims }) => claims)).toEqual([])
      }),
    )
  })
})
