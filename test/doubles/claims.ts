import { type DayClaims, reassign } from '../../shared/domain/claims.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { copy } from './stored-copy.ts'

/** The claims of the office's resources in memory. */
export class MemoryClaims {
  readonly #days = new Map<string, DayClaims>()

  /** What `before` held is held by `after`; false where another request holds some of it. */
  follow(before: ServiceRequest, after: ServiceRequest): boolean {
    const change = { before: before.assignment, after: after.assignment }
    const changed = reassign([...this.#days.values()], after.reference, change)
    if (!changed.ok) return false
    for (const day of changed.value) {
      const { date, resource, version } = day
      this.#days.set(`${date} ${resource}`, copy({ ...day, version: version + 1 }))
    }
    return true
  }

  async on(dates: readonly string[]): Promise<readonly DayClaims[]> {
    await Promise.resolve()
    return copy([...this.#days.values()].filter(({ date }) => dates.includes(date)))
  }
}
