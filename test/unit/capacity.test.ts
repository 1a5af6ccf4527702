import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indonesianCalendar } from '../../infra/calendars/indonesia.ts'
import { availabilities, availabilityOf, type Capacity } from '../../shared/domain/capacity.ts'
import { type Asked, capacityWarnings } from '../../shared/domain/capacity-warnings.ts'
import { type Assignment, reassign } from '../../shared/domain/claims.ts'
import { slotsOf } from '../../shared/domain/event-slots.ts'
import { propose, type Wanted } from '../../shared/domain/proposal.ts'
import type { EventFacts } from '../../shared/domain/request-facts.ts'
import type { Resource } from '../../shared/domain/resources.ts'
import {
  account,
  anEvent,
  claimsOf,
  resources,
  someCapacity,
  someEvent,
  technician,
} from './capacity-office.ts'

const idsOf = ({ account, channel, room, staff }: Assignment) =>
  [account, channel, room, ...staff].filter((id) => id !== undefined)

describe('whether a resource is free', () => {
  const slots = slotsOf(anEvent())
  const of = (resource: Resource, at = slots) => availabilityOf(resource, at, { days: [] })

  it('names the claims that overlap, but for its own', () => {
    const days = claimsOf(['A', anEvent(), { account: 'zoom-300' }])
    const zoom = account('zoom-300', 300)
    const by = slots.map((slot) => ({ reference: 'A', ...slot }))
    expect(availabilityOf(zoom, slots, { days })).toEqual({ state: 'taken', by })
    expect(availabilityOf(zoom, slots, { days }, 'A')).toEqual({ state: 'free' })
    expect(availabilityOf(account('zoom-1000', 1000), slots, { days })).toEqual({ state: 'free' })
  })

  it('is not asked of what is out of use or may not stream', () => {
    const channel = {
      kind: 'channel',
      id: 'c',
      name: 'c',
      liveEnabled: false,
      active: true,
    } as const
    expect(of(channel)).toEqual({ state: 'not-live-enabled' })
    expect(of({ ...channel, active: false })).toEqual({ state: 'inactive' })
  })

  it.each([
    ['the day itself', '2027-01-20', '2027-01-20', false],
    ['a stretch of days, its last included', '2027-01-11', '2027-01-20', false],
    ['a stretch of days, its first included', '2027-01-20', '2027-01-29', false],
    ['the day before', '2027-01-19', '2027-01-19', true],
    ['the day after', '2027-01-21', '2027-01-21', true],
  ])('minds absences on %s', (_, from, to, free) => {
    const { state } = of(technician('budi', { absences: [{ from, to }] }))
    expect(state).toBe(free ? 'free' : 'absent')
  })

  it('minds an absence on the next day of an event over midnight', () => {
    const away = technician('budi', { absences: [{ from: '2027-01-21', to: '2027-01-21' }] })
    const until = (endTime: string) => of(away, slotsOf(anEvent({ startTime: '21:00', endTime })))
    expect(until('23:30').state).toBe('free')
    expect(until('23:31')).toEqual({ state: 'absent', why: 'leave' })
  })

  it.each([
    ['09:00', '15:30', 'free'], // over the break
    ['08:30', '10:00', 'free'], // set-up from 07.30
    ['08:29', '10:00', 'absent'],
    ['14:00', '15:31', 'absent'], // clean-up until 16.01
  ])(
    'minds the own hours of staff, set-up and clean-up included: %s–%s',
    (startTime, endTime, state) => {
      const officeHours = technician('budi', { week: indonesianCalendar.week })
      expect(of(officeHours, slotsOf(anEvent({ startTime, endTime }))).state).toBe(state)
    },
  )

  it('joins own hours that go on over midnight', () => {
    const week = { wed: [['12:00', '24:00']], thu: [['00:00', '06:00']] } as const
    const event = slotsOf(anEvent({ startTime: '22:00', endTime: '02:00' }))
    expect(of(technician('budi', { week }), event).state).toBe('free')
    expect(of(technician('budi', { week: { wed: week.wed } }), event).state).toBe('absent')
  })

  it('is told of every resource, in their order', () => {
    const all = availabilities(slots, { resources, days: [] })
    expect(all.map(({ resource }) => resource.id)).toEqual(resources.map(({ id }) => id))
  })
})

describe('the proposed assignment', () => {
  const proposed = (own: Partial<EventFacts>, wanted?: Wanted, days: Capacity['days'] = []) => {
    const { assignment, missing } = propose(anEvent(own), { resources, days }, { wanted })
    return [...idsOf(assignment), ...missing.map((kind) => `no ${kind}`)].join(' ')
  }

  it.each<[string, Partial<EventFacts>, string]>([
    ['the smallest paid account that carries it', { participants: 250 }, 'zoom-300 budi'],
    ['a paid one also for few people', { participants: 20 }, 'zoom-300 budi'],
    ['a larger one for more', { participants: 301 }, 'zoom-1000 budi'],
    ['the largest where none is large enough', { participants: 1641 }, 'zoom-1000 budi'],
    ['no account for the meeting of another', { host: 'other' }, 'budi'],
    ['a channel and no account for a stream', { service: 'streaming' }, 'channel budi'],
    ['more staff for both services', { service: 'both' }, 'zoom-300 channel budi citra'],
    [
      'the room that the venue names',
      { venue: 'RUANG AUDIO-VISUAL lt. 2' },
      'zoom-300 studio budi',
    ],
    ['no room that it does not name', { venue: 'Ruang Audio' }, 'zoom-300 budi'],
  ])('gives %s', (_, own, expected) => {
    expect(proposed(own)).toBe(expected)
  })

  it('takes the staff with the least time claimed on the day', () => {
    const evening = anEvent({ startTime: '18:00', endTime: '19:00' })
    expect(proposed({}, undefined, claimsOf(['A', evening, { staff: ['budi'] }]))).toBe(
      'zoom-300 citra',
    )
  })

  it('falls back on what is free, and on a basic licence last', () => {
    const taken = (...ids: string[]) =>
      claimsOf(...ids.map((id) => [id, anEvent(), { account: id }] as const))
    expect(proposed({}, undefined, taken('zoom-300'))).toBe('zoom-1000 budi')
    expect(proposed({}, undefined, taken('zoom-300', 'zoom-1000'))).toBe('zoom-basic budi')
    expect(proposed({}, undefined, taken('zoom-300', 'zoom-1000', 'zoom-basic'))).toBe(
      'budi no account',
    )
  })

  it('keeps what was chosen where it is free, and replaces what is not, but never a room', () => {
    const wanted = { account: 'zoom-1000', room: 'studio', staff: ['citra'] }
    expect(proposed({}, wanted)).toBe('zoom-1000 studio citra')
    const days = claimsOf(['A', anEvent(), wanted])
    expect(proposed({}, wanted, days)).toBe('zoom-300 budi no room')
    expect(proposed({}, { account: null, room: null, staff: [] })).toBe('')
  })

  it('holds only what is free and can be claimed, and is the same every time', () => {
    fc.assert(
      fc.property(someEvent, someCapacity, (event, capacity) => {
        const { assignment, missing } = propose(event, capacity)
        for (const id of idsOf(assignment)) {
          const resource = capacity.resources.find((one) => one.id === id)
          expect(resource && availabilityOf(resource, assignment.slots, capacity).state).toBe(
            'free',
          )
        }
        expect(reassign(capacity.days, 'own', { after: assignment }).ok).toBe(true)
        const shuffled = { resources: capacity.resources.toReversed(), days: capacity.days }
        expect(propose(event, shuffled)).toEqual({ assignment, missing })
      }),
    )
  })
})

describe('warnings of a decision', () => {
  const asked = (
    own: Partial<EventFacts> = {},
    reference = 'VC-1',
    number = '005/1/2026',
  ): Asked => ({
    reference,
    agency: { kind: 'opd', name: 'Dinas Contoh' },
    event: anEvent(own),
    letter: { number, date: '2026-11-20', endorsement: 'electronic' },
  })
  const warned = (
    own: Partial<EventFacts>,
    {
      now = '2027-01-11T02:00:00Z',
      wanted,
      others = [],
    }: { now?: string; wanted?: Wanted; others?: Asked[] } = {},
  ) => {
    const proposal = propose(anEvent(own), { resources, days: [] }, { wanted })
    const facts = { resources, calendar: indonesianCalendar, now, others }
    return capacityWarnings(asked(own), proposal, facts)
  }
  const codes = (...of: Parameters<typeof warned>) => warned(...of).map(({ code }) => code)

  it('are none for an ordinary event', () => {
    expect(warned({})).toEqual([])
  })

  it('tell an account that is too small, or whose licence ends the meeting', () => {
    expect(warned({ participants: 1641 })).toEqual([
      { code: 'above-capacity', participants: 1641, capacity: 1000 },
    ])
    const basic = { wanted: { account: 'zoom-basic' } }
    expect(warned({ participants: 90 }, basic)).toEqual([{ code: 'basic-licence', minutes: 120 }])
    expect(warned({ participants: 90, endTime: '09:40' }, basic)).toEqual([])
  })

  it('tell what too little is free of', () => {
    expect(warned({}, { wanted: { staff: ['budi', 'citra', 'eka'] } })).toEqual([
      { code: 'not-free', kind: 'staff' },
    ])
  })

  it.each<[string, Partial<EventFacts>, string[]]>([
    ['from opening to closing', { startTime: '07:30', endTime: '16:00' }, []],
    ['before opening', { startTime: '07:00', endTime: '09:00' }, ['outside-office-hours']],
    ['after closing', { endTime: '16:01' }, ['outside-office-hours']],
    ['over midnight', { endTime: '01:00' }, ['outside-office-hours']],
    ['at a weekend', { date: '2027-01-23' }, ['outside-office-hours']],
    ['a rehearsal in hours', { rehearsal: { date: '2027-01-19', time: '13:00' } }, []],
    [
      'a rehearsal that ends late',
      { rehearsal: { date: '2027-01-19', time: '15:30' } },
      ['rehearsal-outside-office-hours'],
    ],
    ['a rehearsal without time', { rehearsal: { date: '2027-01-19' } }, ['rehearsal-without-time']],
    [
      'a rehearsal on a Sunday without time',
      { rehearsal: { date: '2027-01-17' } },
      ['rehearsal-outside-office-hours', 'rehearsal-without-time'],
    ],
  ])('mind office hours, of the event itself: %s', (_, own, expected) => {
    expect(codes(own)).toEqual(expected)
  })

  it.each([
    ['the day before at that time', '2027-01-19T02:00:00Z', false],
    ['the day before, a minute later', '2027-01-19T02:01:00Z', true],
    ['that morning', '2027-01-20T00:00:00Z', true],
    ['after it', '2027-01-21T00:00:00Z', true],
  ])('mind that it is less than a working day away: %s', (_, now, short) => {
    expect(codes({}, { now })).toEqual(short ? ['short-notice'] : [])
  })

  it('count no weekend as a working day', () => {
    const monday = { date: '2027-01-25' }
    expect(codes(monday, { now: '2027-01-22T02:00:00Z' })).toEqual([])
    expect(codes(monday, { now: '2027-01-22T02:01:00Z' })).toEqual(['short-notice'])
    expect(codes(monday, { now: '2027-01-23T03:00:00Z' })).toEqual(['short-notice'])
  })

  it('never guess a year without a decree, but know what it cannot change', () => {
    const undecreed = { code: 'year-not-decreed', year: 2035 }
    const now = '2035-06-04T02:00:00Z' // a Monday
    expect(warned({ date: '2035-06-06' }, { now })).toEqual([undecreed])
    expect(warned({ date: '2035-06-09' }, { now })).toEqual([
      { code: 'outside-office-hours' },
      undecreed,
    ])
    expect(warned({ date: '2035-06-04' }, { now })).toEqual([{ code: 'short-notice' }, undecreed])
  })

  it('tell other requests with the letter, or for the event, however they are written', () => {
    const others = [
      asked({ name: 'Lain' }, 'VC-3', ' 005 / 1 / 2026'),
      asked({ name: 'RAPAT  koordinasi.' }, 'VC-2', '7/B'),
      asked({ date: '2027-01-21' }, 'VC-4', '8/B'),
      asked({}, 'VC-1'),
    ]
    expect(warned({}, { others })).toEqual([
      { code: 'same-letter-number', references: ['VC-3'] },
      { code: 'same-event', references: ['VC-2'] },
    ])
  })
})
