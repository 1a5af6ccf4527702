import { cookie, cookieOf, type WebEvent } from '../../shared/web/http.ts'
import type { Signer } from '../../shared/web/signing.ts'

/** Long enough to wait for a code and ask for a second one (seconds). */
const lifetime = 30 * 60
/** Browsers take no cookie over 4,096 bytes, name and attributes included (RFC 6265bis §5.6). */
const longest = 3800

const fields = ['decision', 'reason', 'joinUrl', 'meetingId', 'passcode', 'streamUrl']
const nameOf = (id: string): string => `__Host-isian-${id}`

/**
 * The cookies by which this browser keeps what was typed into a decision page while its person has
 * to enter a code again. None when it is more than a cookie holds.
 */
export async function keepTyped(
  signer: Signer,
  id: string,
  form: URLSearchParams,
  now: Date,
): Promise<readonly string[]> {
  const typed = new URLSearchParams([...form].filter(([name]) => fields.includes(name)))
  const token = await signer.sign('kept', { link: id, typed: typed.toString() }, now, lifetime)
  return token.length > longest ? [] : [cookie(nameOf(id), token, lifetime)]
}

/** What was typed before the code was asked for, if this browser still has it. */
export async function keptTyped(
  signer: Signer,
  event: WebEvent,
  now: Date,
): Promise<URLSearchParams | undefined> {
  const id = event.pathParameters?.['id'] ?? ''
  const kept = await signer.verify('kept', cookieOf(event, nameOf(id)), now)
  return kept?.claims['link'] === id ? new URLSearchParams(String(kept.claims['typed'])) : undefined
}

export const forgetTyped = (id: string): string => cookie(nameOf(id), '', 0)
