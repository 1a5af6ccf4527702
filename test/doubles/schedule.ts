import type { ScheduleStore } from '../../shared/contracts/ports.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { entryOf, type ScheduledEvent, sameEntry } from '../../shared/domain/schedule.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { copy } from './stored-copy.ts'

/** The schedule in memory, kept by the requests in memory. */
export class MemorySchedule implements ScheduleStore {
  readonly #events = new Map<string, ScheduledEvent>()

  /** Keeps up with a request's new state. */
  follow(draftId: string, request: ServiceRequest, at: string): void {
    const { reference } = request
    const entry = entryOf(request)
    if (sameEntry(this.#events.get(reference)?.entry, entry)) return
    this.#events.delete(reference)
    const uid = hashOf(`schedule ${draftId}`).slice(0, 32)
    if (entry) this.#events.set(reference, copy({ uid, changedAt: at, entry }))
  }

  async month(month: string): Promise<readonly ScheduledEvent[]> {
    await Promise.resolve()
    const order = ({ entry }: ScheduledEvent): string =>
      `${entry.date}T${entry.startTime}#${entry.reference}`
    return [...this.#events.values()]
      .filter(({ entry }) => entry.date.startsWith(month))
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  }
}
