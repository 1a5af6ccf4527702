import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { eventStretch } from '../../shared/domain/event-slots.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { Held } from '../../shared/domain/request-facts.ts'
import { moveFor } from '../../shared/domain/request-moves.ts'

/** Whether it can be said at `now` (ISO instant) that the event was held: once it has begun. */
export const canBeSaid = ({ status, event }: ServiceRequest, now: string): boolean =>
  moveFor(status, 'confirm-held', 'staff') !== undefined &&
  Date.parse(eventStretch(event).from) <= Date.parse(now)

/** Whether the event is this member of staff's: assigned to it, or who decided on the request. */
export const servesIt = ({ assignment, decisions }: ServiceRequest, person: string): boolean =>
  (assignment?.staff.includes(person) ?? false) || decisions.some(({ by }) => by === person)

/** What staff said last; what completes by itself was said by nobody. */
export const lastSaid = ({ events }: StoredRequest): RecordedEvent | undefined =>
  events.findLast(
    ({ name, actor }) =>
      (name === 'EventHeld' || name === 'EventNotHeld') && actor.kind === 'staff',
  )

/** Whether just that is what staff said last. */
export function isSaid(
  stored: StoredRequest,
  { act, held }: { readonly act: 'confirm-held' | 'confirm-not-held'; readonly held: Held },
): boolean {
  const said = lastSaid(stored)?.name
  const { attendance, streamUrl, note } = stored.case.held ?? {}
  return (
    said === (act === 'confirm-held' ? 'EventHeld' : 'EventNotHeld') &&
    attendance === held.attendance &&
    streamUrl === held.streamUrl &&
    note === held.note
  )
}
