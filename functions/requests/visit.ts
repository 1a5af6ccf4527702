import type { Office } from '../../shared/contracts/office.ts'
import type { OfficeStore, RequestStore, StoredRequest } from '../../shared/contracts/ports.ts'
import { act } from '../../shared/domain/request.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import type { Person } from '../../shared/domain/request-facts.ts'
import { formOf, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import type { Signer } from '../../shared/web/signing.ts'

/** What changing a filed request needs of the world. */
export type ChangePorts = {
  readonly office: Office
  readonly siteOrigin: string
  readonly signer: Signer
  readonly store: Pick<RequestStore, 'load' | 'save'>
  readonly clock: OfficeStore['clock']
  readonly now: () => Date
}

/** An applicant at one of the pages that change a request, and the request as it was read for it. */
export type Visit = {
  readonly ports: ChangePorts
  readonly event: WebEvent
  readonly form: URLSearchParams
  readonly stored: StoredRequest
  /** ISO instant. */
  readonly now: string
}

/** What a visit comes to; 'conflict': somebody wrote meanwhile, and it begins again. */
export type Outcome = WebAnswer | 'conflict'
export type Step = (visit: Visit) => Promise<Outcome>

/** The visit to a request as it is now; none where there is no such request. */
export async function visitTo(
  ports: ChangePorts,
  event: WebEvent,
  reference: string,
): Promise<Visit | undefined> {
  const stored = await ports.store.load(reference)
  return stored && { ports, event, form: formOf(event), stored, now: ports.now().toISOString() }
}

/** Where the request's own page is. */
export const pathOf = ({ stored }: Visit): string => `/permohonan/${stored.case.reference}`

/** Whether the form was made of what still stands: otherwise its reader has to look again. */
export const isCurrent = ({ form, stored }: Visit): boolean =>
  form.get('stage') === String(stored.case.stageVersion)

/**
 * Records the command, and other personal data with it; false where somebody wrote meanwhile.
 * @throws Error where it is not allowed
 */
export async function record(
  { ports, stored, now }: Visit,
  command: RequestCommand,
  person?: Person,
): Promise<boolean> {
  const acted = act(stored.case, command, now)
  if (!acted.ok) throw new Error(`${command.act} was offered in ${stored.case.status}.`)
  const { case: after, events } = acted.value
  return (await ports.store.save(stored, after, events, { ...(person && { person }) })) === 'saved'
}
