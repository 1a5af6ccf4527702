import { clientOf } from '../../shared/web/client.ts'
import type { WebEvent } from '../../shared/web/http.ts'
import { randomId } from '../../shared/web/signing.ts'
import type { TrackPorts } from './ports.ts'

/** Wrong tries an hour that cost nothing; each later one costs a wait, and nobody is locked out. */
const freeTries = 10
const waitSeconds = 20
const ticketLifetime = 15 * 60

export type Admission =
  | { readonly admitted: true; readonly failed: () => Promise<void> }
  | { readonly admitted: false; readonly ticket: string }

/**
 * Whether this client may try now. After ten wrong tries an hour a try takes a ticket that is good
 * from 20 seconds after its issue, once. The client is known by a keyed hash of its address only.
 */
export async function admit(
  { counter, signer, now }: TrackPorts,
  event: WebEvent,
  ticket: string | undefined,
): Promise<Admission> {
  const at = now()
  const client = await clientOf(event, signer, at)
  const key = `TRY#${client}`
  const failed = async (): Promise<void> => {
    await counter.count(key, at.toISOString())
  }
  if ((await counter.countOf(key, at.toISOString())) < freeTries) return { admitted: true, failed }
  const paid = await signer.verify('wait', ticket, at)
  if (paid === undefined || ticket === undefined) {
    const claims = { id: randomId(), client }
    return { admitted: false, ticket: await signer.sign('wait', claims, at, ticketLifetime) }
  }
  const { id, client: owner, iat } = paid.claims
  const early = at.getTime() / 1000 < Number(iat) + waitSeconds
  if (early || owner !== client) return { admitted: false, ticket }
  // Counted in the hour of its issue, so that the turn of the hour does not make it new.
  const issued = new Date(Number(iat) * 1000).toISOString()
  const uses = await counter.count(`WAIT#${String(id)}`, issued)
  if (uses === 1) return { admitted: true, failed }
  const claims = { id: randomId(), client }
  return { admitted: false, ticket: await signer.sign('wait', claims, at, ticketLifetime) }
}
