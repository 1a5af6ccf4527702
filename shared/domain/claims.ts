import { byStart, datesTouched, overlaps, type Slot, type Stretch } from './event-slots.ts'
import { ok, type Result, refused } from './result.ts'

export type { Slot } from './event-slots.ts'

/** What an event holds of the office's resources, by their ids, in each of its slots. */
export type Assignment = {
  readonly account?: string | undefined
  readonly channel?: string | undefined
  readonly room?: string | undefined
  readonly staff: readonly string[]
  readonly slots: readonly Slot[]
}

/** A slot that the request of that reference holds of a resource. */
export type Claim = Slot & { readonly reference: string }

/**
 * All claims of one resource that touch one date of the office, by their start. A claim over
 * midnight stands whole in both days. `version` is the item's as it was read, the condition of the
 * next write, which stores the next one; 0: there is no item yet.
 */
export type DayClaims = {
  readonly date: string
  readonly resource: string
  readonly version: number
  readonly claims: readonly Claim[]
}

/** The claims of others that stand in the way on a date of a resource. */
export type Overlap = Pick<DayClaims, 'date' | 'resource'> & {
  readonly code: 'overlap'
  readonly by: readonly Claim[]
}

/** A date of a resource that nothing was ever claimed on. */
export const freeDay = (date: string, resource: string): DayClaims => ({
  date,
  resource,
  version: 0,
  claims: [],
})

/** Claims that overlap one of the stretches, each once, by start. `except`: whose own do not count. */
export function overlapping(
  days: readonly DayClaims[],
  stretches: readonly Stretch[],
  except?: string,
): readonly Claim[] {
  return distinctClaims(days).filter(
    (claim) => claim.reference !== except && stretches.some((stretch) => overlaps(stretch, claim)),
  )
}

/** The claims of some days of one resource, by start; what touches two days comes once. */
export function distinctClaims(days: readonly DayClaims[]): readonly Claim[] {
  const found = new Map<string, Claim>()
  for (const claim of days.flatMap(({ claims }) => claims)) found.set(nameOf(claim), claim)
  return [...found.values()].sort(byStart)
}

/** The day with those of the slots that touch it; what the reference held on it before is replaced. */
export function addClaims(
  day: DayClaims,
  reference: string,
  slots: readonly Slot[],
): Result<DayClaims, Overlap> {
  const own = slots
    .filter((slot) => datesTouched([slot]).includes(day.date))
    .map(({ purpose, from, to }): Claim => ({ reference, purpose, from, to }))
  const { date, resource } = day
  const by = overlapping([day], own, reference)
  if (by.length > 0) return refused({ code: 'overlap', date, resource, by })
  const others = releaseClaims(day, reference).claims
  return ok({ ...day, claims: [...others, ...own].sort(byStart) })
}

/** The day without what the reference held on it. */
export const releaseClaims = (day: DayClaims, reference: string): DayClaims => ({
  ...day,
  claims: day.claims.filter((claim) => claim.reference !== reference),
})

/** The items that hold what is assigned: to be read before a change, one for each resource and date. */
export function claimKeys(
  ...assignments: readonly (Assignment | undefined)[]
): readonly Pick<DayClaims, 'date' | 'resource'>[] {
  const keys = assignments.flatMap((assignment) =>
    datesTouched(assignment?.slots ?? []).flatMap((date) =>
      resourcesOf(assignment).map((resource) => ({ date, resource })),
    ),
  )
  return [...new Map(keys.map((key) => [`${key.date} ${key.resource}`, key])).values()]
}

/**
 * The items to write so that the reference holds `after` and no longer `before`: only those that
 * change, so nothing where the claims are as they should be. A claim has no `before`, a release no
 * `after`. `days`: the items at `claimKeys(before, after)`, as far as there are any.
 */
export function reassign(
  days: readonly DayClaims[],
  reference: string,
  {
    before,
    after,
  }: { readonly before?: Assignment | undefined; readonly after?: Assignment | undefined },
): Result<readonly DayClaims[], readonly Overlap[]> {
  const held = resourcesOf(after)
  const writes: DayClaims[] = []
  const problems: Overlap[] = []
  for (const { date, resource } of claimKeys(before, after)) {
    const found = days.find((day) => day.date === date && day.resource === resource)
    const day = found ?? freeDay(date, resource)
    const slots = held.includes(resource) ? (after?.slots ?? []) : []
    const added = addClaims(day, reference, slots)
    if (!added.ok) problems.push(added.problem)
    else if (!sameClaims(added.value, day)) writes.push(added.value)
  }
  return problems.length > 0 ? refused(problems) : ok(writes)
}

const resourcesOf = (assignment: Assignment | undefined): readonly string[] =>
  assignment
    ? [assignment.account, assignment.channel, assignment.room, ...assignment.staff].filter(
        (id) => id !== undefined,
      )
    : []

const sameClaims = (a: DayClaims, b: DayClaims): boolean =>
  a.claims.map(nameOf).join() === b.claims.map(nameOf).join()

const nameOf = ({ reference, purpose, from, to }: Claim): string =>
  `${reference} ${purpose} ${from} ${to}`
