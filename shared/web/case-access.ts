import { cookie, cookieOf, type WebEvent } from './http.ts'
import type { Signer } from './signing.ts'

/** How long a browser may look at a case after it has shown that it may (seconds): one day. */
const lifetime = 24 * 3600

const cookieName = (reference: string): string => `__Host-permohonan-${reference}`

/** The cookie by which this browser may see the case, upload its letter, correct and cancel it. */
export async function grantAccess(signer: Signer, reference: string, now: Date): Promise<string> {
  const token = await signer.sign('case', { reference }, now, lifetime)
  return cookie(cookieName(reference), token, lifetime)
}

/** Whether the browser may see this case: it has filed it, shown its code, or followed its link. */
export async function hasAccess(
  event: WebEvent,
  signer: Signer,
  reference: string,
  now: Date,
): Promise<boolean> {
  const verified = await signer.verify('case', cookieOf(event, cookieName(reference)), now)
  return verified?.claims['reference'] === reference
}
