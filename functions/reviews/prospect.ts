import type { CapacityOn } from '../../shared/contracts/ports.ts'
import {
  type Alternative,
  alternativeDates,
  alternatives,
} from '../../shared/domain/alternatives.ts'
import { type CapacityWarning, capacityWarnings } from '../../shared/domain/capacity-warnings.ts'
import { datesTouched, slotsOf } from '../../shared/domain/event-slots.ts'
import { offerName } from '../../shared/domain/event-time.ts'
import { type Proposal, propose } from '../../shared/domain/proposal.ts'
import type { EventTime } from '../../shared/domain/request-facts.ts'
import type { DecidePorts } from './ports.ts'
import type { Person } from './show.tsx'

/** How an event fits among the others: what is free, what to mind, and when else it could be. */
export type Prospect = {
  readonly capacity: CapacityOn
  readonly warnings: readonly CapacityWarning[]
  /** Other times, where something that the event needs is not free at its own. */
  readonly offers: readonly EventTime[]
}

/** What the office has to give on the event's dates; read again where the link told other ones. */
export async function capacityFor(
  { desk }: DecidePorts,
  { stored, capacity }: Person,
): Promise<CapacityOn> {
  const dates = datesTouched(slotsOf(stored.case.event))
  return capacity && dates.every((date) => capacity.dates.includes(date))
    ? capacity
    : desk.capacity(dates)
}

/** Looks further ahead only where something is not free: one more read of two weeks. */
export async function prospectOf(ports: DecidePorts, visitor: Person): Promise<Prospect> {
  const { case: request } = visitor.stored
  const now = ports.now().toISOString()
  const capacity = await capacityFor(ports, visitor)
  const proposal = propose(request.event, capacity, { except: request.reference })
  const { resources, calendar } = capacity
  const warnings = capacityWarnings(request, proposal, { resources, calendar, now, others: [] })
  if (!mayBeFreeOnce(proposal, capacity)) return { capacity, warnings, offers: [] }
  const ahead = await ports.desk.capacity(alternativeDates(request.event))
  const search = { calendar, now, except: request.reference }
  const found = alternatives(request.event, ahead, search)
  return { capacity, warnings, offers: found.filter(isOtherTime).map(({ time }) => time) }
}

/** Whether something is not free of which the office has any: only then is another time worth a look. */
const mayBeFreeOnce = ({ missing }: Proposal, { resources }: CapacityOn): boolean =>
  missing.length > 0 &&
  missing.every((kind) => resources.some((resource) => resource.kind === kind && resource.active))

const isOtherTime = ({ kind }: Alternative): boolean => kind !== 'same-time'

/** The free times of those names; what is not free any more is missing. */
export async function offersNamed(
  ports: DecidePorts,
  visitor: Person,
  names: readonly string[],
): Promise<readonly EventTime[]> {
  if (names.length === 0) return []
  const { offers } = await prospectOf(ports, visitor)
  return offers.filter((time) => names.includes(offerName(time)))
}
