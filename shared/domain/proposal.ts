import { availabilityOf, type Capacity } from './capacity.ts'
import { type Assignment, distinctClaims } from './claims.ts'
import { comparable } from './comparable.ts'
import { datesTouched, eventStretch, minutesOf, type Slot, slotsOf } from './event-slots.ts'
import type { EventFacts } from './request-facts.ts'
import type { Account, Resource, ResourceKind } from './resources.ts'
import { standard } from './standard.ts'

/**
 * What somebody chose of the resources, by id. Absent: as the event needs it; null: none. As many
 * staff as named are wanted. An account, a channel or staff that is not free is replaced, a room
 * never: another room is another place.
 */
export type Wanted = {
  readonly account?: string | null | undefined
  readonly channel?: string | null | undefined
  readonly room?: string | null | undefined
  readonly staff?: readonly string[] | undefined
}

/** Whose choice it is, and whose own claims do not count (the reference of the request). */
export type Choice = {
  readonly wanted?: Wanted | undefined
  readonly except?: string | undefined
}

/** `assignment` holds only what is free; `missing`: of which kinds too little is free. */
export type Proposal = {
  readonly assignment: Assignment
  readonly missing: readonly ResourceKind[]
}

/**
 * What the office can give to an event: the smallest paid account that carries its participants, a
 * channel where it is streamed, the room that its venue names, and of the staff those with the least
 * time claimed on its days. The same facts always give the same proposal.
 */
export function propose(event: EventFacts, capacity: Capacity, choice: Choice = {}): Proposal {
  const { wanted = {}, except } = choice
  const slots = slotsOf(event)
  const free = capacity.resources.filter(
    (resource) => availabilityOf(resource, slots, capacity, except).state === 'free',
  )
  const needs = needsOf(event, capacity.resources, wanted)
  const account = needs.account ? pick(accountsFor(event, free), wanted.account) : undefined
  const channel = needs.channel
    ? pick(ofKind(free, 'channel').sort(byId), wanted.channel)
    : undefined
  const room = ofKind(free, 'room').find(({ id }) => id === needs.room)?.id
  const staff = staffFor(free, slots, capacity, choice).slice(0, needs.staff)
  const missing: ResourceKind[] = []
  if (needs.account && account === undefined) missing.push('account')
  if (needs.channel && channel === undefined) missing.push('channel')
  if (needs.room !== undefined && room === undefined) missing.push('room')
  if (staff.length < needs.staff) missing.push('staff')
  return { assignment: { account, channel, room, staff, slots }, missing }
}

/** What an event takes by its facts, and by what was chosen. Streaming alone has no meeting. */
function needsOf(event: EventFacts, resources: readonly Resource[], wanted: Wanted) {
  const meets = event.service !== 'streaming' && event.host === 'office'
  const streams = event.service !== 'video-conference'
  const services = event.service === 'both' ? 2 : 1
  const { staffPerEvent } = standard.facilitation
  return {
    account: wanted.account === undefined ? meets : wanted.account !== null,
    channel: wanted.channel === undefined ? streams : wanted.channel !== null,
    room: wanted.room === undefined ? roomOf(event, resources)?.id : (wanted.room ?? undefined),
    staff: wanted.staff ? new Set(wanted.staff).size : staffPerEvent * services,
  }
}

/** The active room of the office that the venue names. */
function roomOf({ venue }: EventFacts, resources: readonly Resource[]) {
  const place = comparable(venue)
  const named = ofKind(resources, 'room').filter(
    ({ name, active }) =>
      active && comparable(name) !== '' && ` ${place} `.includes(` ${comparable(name)} `),
  )
  return named.sort(
    (a, b) => comparable(b.name).length - comparable(a.name).length || byId(a, b),
  )[0]
}

/**
 * How far an account falls short of an event: 0 not at all, 1 too small, 2 the meeting would be cut
 * off; and for how many participants it has no place.
 */
export function shortfall(account: Account, event: EventFacts): readonly [number, number] {
  const { basicLicenceMinutes } = standard.facilitation
  const lasts = account.licence === 'paid' || minutesOf(eventStretch(event)) <= basicLicenceMinutes
  const without = Math.max(0, event.participants - account.capacity)
  return [lasts ? Math.sign(without) : 2, without]
}

/** Accounts, the fittest first; what falls short comes after all that does not. */
function accountsFor(event: EventFacts, resources: readonly Resource[]): readonly Account[] {
  const rank = (account: Account) => [
    ...shortfall(account, event),
    account.licence === 'paid' ? 0 : 1,
    account.capacity,
  ]
  return ofKind(resources, 'account').sort((a, b) => compare(rank(a), rank(b)) || byId(a, b))
}

/** Staff: those wanted, then the least busy of the days. */
function staffFor(
  free: readonly Resource[],
  slots: readonly Slot[],
  { days }: Capacity,
  { wanted, except }: Choice,
): readonly string[] {
  const dates = datesTouched(slots)
  const busy = (id: string): number =>
    distinctClaims(days.filter((day) => day.resource === id && dates.includes(day.date)))
      .filter(({ reference }) => reference !== except)
      .reduce((minutes, claim) => minutes + minutesOf(claim), 0)
  const rank = (id: string) => [wanted?.staff?.includes(id) ? 0 : 1, busy(id)]
  return ofKind(free, 'staff')
    .map(({ id }) => ({ id, rank: rank(id) }))
    .sort((a, b) => compare(a.rank, b.rank) || byId(a, b))
    .map(({ id }) => id)
}

const pick = (free: readonly Resource[], wanted: string | null | undefined): string | undefined =>
  (free.find(({ id }) => id === wanted) ?? free[0])?.id

export const ofKind = <K extends ResourceKind>(
  resources: readonly Resource[],
  kind: K,
): Extract<Resource, { kind: K }>[] =>
  resources.filter((resource): resource is Extract<Resource, { kind: K }> => resource.kind === kind)

/** Lists of equal length, number by number. */
export function compare(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((value, index) => value !== b[index])
  return differing < 0 ? 0 : (a[differing] ?? 0) - (b[differing] ?? 0)
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : 1
