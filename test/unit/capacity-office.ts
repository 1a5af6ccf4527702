import * as fc from 'fast-check'
import type { Capacity } from '../../shared/domain/capacity.ts'
import { type Assignment, type DayClaims, reassign } from '../../shared/domain/claims.ts'
import { slotsOf } from '../../shared/domain/event-slots.ts'
import type { EventFacts, EventTime } from '../../shared/domain/request-facts.ts'
import { accountCapacities, type Resource } from '../../shared/domain/resources.ts'
import { addDays } from '../../shared/domain/zone.ts'

/** A Wednesday. */
const eventDay = '2027-01-20'

/** Invented resources of an office, by id. */
export const resources: readonly Resource[] = [
  account('zoom-1000', 1000),
  account('zoom-300', 300),
  account('zoom-basic', 100, 'basic'),
  { kind: 'channel', id: 'channel', name: 'Kanal', liveEnabled: true, active: true },
  { kind: 'room', id: 'studio', name: 'Ruang Audio Visual', seats: 40, active: true },
  technician('budi'),
  technician('citra'),
]

export function account(
  id: string,
  capacity: (typeof accountCapacities)[number],
  licence: 'basic' | 'paid' = 'paid',
): Resource {
  return { kind: 'account', id, name: id, capacity, licence, active: true }
}

export function technician(
  id: string,
  own: Partial<Extract<Resource, { kind: 'staff' }>> = {},
): Resource {
  return { kind: 'staff', id, name: id, absences: [], active: true, ...own }
}

export const anEvent = (own: Partial<EventFacts> = {}): EventFacts => ({
  name: 'Rapat Koordinasi',
  date: eventDay,
  startTime: '09:00',
  endTime: '11:00',
  venue: 'Pendopo',
  participants: 250,
  service: 'video-conference',
  host: 'office',
  equipment: [],
  recording: false,
  ...own,
})

/** The claims after each of the references got what it is given, where it is free. */
export function claimsOf(
  ...given: readonly (readonly [string, EventTime, Partial<Assignment>])[]
): readonly DayClaims[] {
  let days: readonly DayClaims[] = []
  for (const [reference, time, own] of given) {
    const after = { staff: [], ...own, slots: slotsOf(time) }
    const result = reassign(days, reference, { after })
    if (!result.ok) continue
    const changed = result.value
    const same = (a: DayClaims, b: DayClaims) => a.date === b.date && a.resource === b.resource
    days = [...days.filter((day) => !changed.some((one) => same(one, day))), ...changed]
  }
  return days
}

const wallTime = fc
  .integer({ min: 0, max: 47 })
  .map((half) => new Date(half * 1_800_000).toISOString().slice(11, 16))

const dayOf = fc.integer({ min: 0, max: 2 }).map((days) => addDays(eventDay, days))

const someTime: fc.Arbitrary<EventTime> = fc.record({
  date: dayOf,
  startTime: wallTime,
  endTime: wallTime,
  rehearsal: fc.option(
    fc.record({ date: fc.constant(eventDay), time: fc.option(wallTime, { nil: undefined }) }),
    { nil: undefined },
  ),
})

export const someEvent: fc.Arbitrary<EventFacts> = fc
  .record({
    time: someTime,
    participants: fc.integer({ min: 1, max: 1500 }),
    service: fc.constantFrom('video-conference', 'streaming', 'both'),
    host: fc.constantFrom('office', 'other'),
    venue: fc.constantFrom('Pendopo', 'Ruang Audio Visual, lantai 2'),
  })
  .map(({ time, ...own }) => anEvent({ ...own, ...time }))

/** An office with some resources out of use or absent, and some of the rest claimed. */
export const someCapacity: fc.Arbitrary<Capacity> = fc.record({
  resources: fc
    .record({
      off: fc.subarray(resources.map(({ id }) => id)),
      sizes: fc.array(fc.constantFrom(...accountCapacities), { maxLength: 2 }),
      away: dayOf,
    })
    .map(({ off, sizes, away }) => [
      ...resources.map((one) => ({ ...one, active: !off.includes(one.id) })),
      ...sizes.map((size, index) => account(`zoom-more-${index}`, size)),
      technician('dewi', { absences: [{ from: away, to: away }] }),
    ]),
  days: fc
    .array(
      fc.tuple(
        fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F'),
        someTime,
        fc.record({
          account: fc.constantFrom('zoom-1000', 'zoom-300', 'zoom-more-0', undefined),
          channel: fc.constantFrom('channel', undefined),
          room: fc.constantFrom('studio', undefined),
          staff: fc.subarray(['budi', 'citra', 'dewi']),
        }),
      ),
      { maxLength: 8 },
    )
    .map((given) => claimsOf(...new Map(given.map((one) => [one[0], one])).values())),
})
