import { type Claim, type DayClaims, overlapping } from './claims.ts'
import { officeZone } from './dates.ts'
import { datesTouched, type Slot } from './event-slots.ts'
import { withinHours } from './opening-hours.ts'
import type { Resource, Technician } from './resources.ts'

/**
 * What the office has and what of it is taken. `days`: the claims of every date that is looked at;
 * a resource without an item on a date is free on it.
 */
export type Capacity = {
  readonly resources: readonly Resource[]
  readonly days: readonly DayClaims[]
}

/** Whether a resource can be had in all slots; if not, why, the lasting reason first. */
export type Availability =
  | { readonly state: 'free' }
  | { readonly state: 'inactive' }
  | { readonly state: 'not-live-enabled' }
  /** `leave`: an absence is recorded; `hours`: outside their own working hours. */
  | { readonly state: 'absent'; readonly why: 'leave' | 'hours' }
  | { readonly state: 'taken'; readonly by: readonly Claim[] }

/** @param except reference of the request that asks: its own claims do not stand in its way */
export function availabilityOf(
  resource: Resource,
  slots: readonly Slot[],
  { days }: Pick<Capacity, 'days'>,
  except?: string,
): Availability {
  if (!resource.active) return { state: 'inactive' }
  if (resource.kind === 'channel' && !resource.liveEnabled) return { state: 'not-live-enabled' }
  const why = resource.kind === 'staff' ? absence(resource, slots) : undefined
  if (why) return { state: 'absent', why }
  const own = days.filter((day) => day.resource === resource.id)
  const by = overlapping(own, slots, except)
  return by.length > 0 ? { state: 'taken', by } : { state: 'free' }
}

/** Every resource with its availability, in the order of the resources: for the decision page. */
export const availabilities = (
  slots: readonly Slot[],
  capacity: Capacity,
  except?: string,
): readonly { readonly resource: Resource; readonly availability: Availability }[] =>
  capacity.resources.map((resource) => ({
    resource,
    availability: availabilityOf(resource, slots, capacity, except),
  }))

/** Why somebody is not on duty in all of the slots. Own hours know no holidays: absences say those. */
function absence({ absences, week }: Technician, slots: readonly Slot[]) {
  const dates = datesTouched(slots)
  if (absences.some(({ from, to }) => dates.some((date) => from <= date && date <= to))) {
    return 'leave'
  }
  if (week === undefined) return undefined
  const hours = { timeZone: officeZone, week, holidays: {} }
  return slots.every((slot) => withinHours(hours, slot)) ? undefined : 'hours'
}
