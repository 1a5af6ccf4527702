import { createHash } from 'node:crypto'
import type {
  ActionLink,
  DecisionView,
  Staff,
  StoredRequest,
} from '../../shared/contracts/ports.ts'
import { deviceCookie, sessionLifetime } from '../../shared/web/device.ts'
import { cookie, cookieOf, type WebEvent } from '../../shared/web/http.ts'
import type { Signer } from '../../shared/web/signing.ts'
import type { DecidePorts } from './ports.ts'

/**
 * How long a link's cookie lives after the click (seconds): as long as the device, so that a page
 * left open over a meeting still takes what is typed into it. The e-mail's link gives a new one.
 */
const visitLifetime = sessionLifetime

/** The name of a link in our own addresses and cookies: it tells nothing of the link itself. */
export const visitId = (linkId: string): string =>
  createHash('sha256').update(linkId).digest('base64url').slice(0, 16)

export async function visitCookie(signer: Signer, link: ActionLink, now: Date): Promise<string> {
  const { id, reference, person, dates = [] } = link
  const claims = { link: id, reference, person, dates: dates.join() }
  const token = await signer.sign('act', claims, now, visitLifetime)
  return cookie(`__Host-tindak-${visitId(link.id)}`, token, visitLifetime)
}

export type VisitPorts = Pick<DecidePorts, 'signer' | 'now'> & {
  readonly desk: Pick<DecidePorts['desk'], 'view'>
}

/** Who opened a decision page: a stranger to the link, somebody with its cookie, or its person. */
export type Visitor =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'unverified'; readonly person: Staff; readonly link: ActionLink }
  | {
      readonly kind: 'person'
      readonly person: Staff
      readonly link: ActionLink
      readonly stored: StoredRequest
      readonly staff: DecisionView['staff']
      readonly capacity: DecisionView['capacity']
    }

/**
 * Reads, in one dependent step, who this is and what they may see.
 * @param withCapacity reads as well what the office has to give on the event's dates, as the link
 * tells them
 */
export async function visitorOf(
  ports: VisitPorts,
  event: WebEvent,
  withCapacity = false,
): Promise<Visitor> {
  const id = event.pathParameters?.['id'] ?? ''
  const token = cookieOf(event, `__Host-tindak-${id}`)
  const visit = await ports.signer.verify('act', token, ports.now())
  if (!visit) return { kind: 'stranger' }
  const linkId = String(visit.claims['link'])
  if (visitId(linkId) !== id) return { kind: 'stranger' }
  const device = cookieOf(event, deviceCookie)
  const hash = device && createHash('sha256').update(device).digest('hex')
  const { dates: told = '' } = visit.claims
  const dates = withCapacity && typeof told === 'string' ? told.split(',') : []
  const reference = String(visit.claims['reference'])
  const view = await ports.desk.view(linkId, reference, hash, dates.filter(Boolean))
  const { link, stored, staff, capacity } = view
  const person = staff.find((member) => member.id === link?.person)
  const now = ports.now().toISOString()
  if (!link || !stored || !person || link.expiresAt <= now) return { kind: 'stranger' }
  const known = view.device?.person === link.person && view.device.expiresAt > now
  return known
    ? { kind: 'person', person, link, stored, staff, capacity }
    : { kind: 'unverified', person, link }
}
