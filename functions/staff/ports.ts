import type { OfficeStore } from '../../shared/contracts/ports.ts'
import type { SessionStore } from '../../shared/contracts/sessions.ts'
import type { StaffPorts } from '../../shared/web/staff/handler.ts'

/** What signing in to the staff site needs of the world. */
export type SignInPorts = StaffPorts & {
  readonly staffing: Pick<OfficeStore, 'staff' | 'challenge' | 'tryChallenge' | 'count'>
  readonly sessions: SessionStore
}
