import { cookie, cookieOf, type WebEvent } from '../http.ts'
import type { Signer } from '../signing.ts'
import { formerPerson } from './session.ts'

/** Of the family that shared/web/cookie-room.ts keeps one of. */
const name = '__Host-isian-petugas'
/** Long enough to sign in again (seconds). */
const lifetime = 30 * 60
/** Browsers take no cookie over 4,096 bytes, name and attributes included (RFC 6265bis §5.6). */
const longest = 3800

/**
 * The cookies by which a browser keeps the form that its person posted after the session had ended.
 * None where the form is more than a cookie holds.
 */
export async function keepForm(
  signer: Signer,
  event: WebEvent,
  page: string,
  form: URLSearchParams,
  now: Date,
): Promise<readonly string[]> {
  const person = formerPerson(event)
  if (person === undefined) return []
  const typed = new URLSearchParams([...form].filter(([field]) => field !== 'csrf'))
  const token = await signer.sign('kept', { page, person, typed: typed.toString() }, now, lifetime)
  return token.length > longest ? [] : [cookie(name, token, lifetime)]
}

/** What this person typed into the page's form before they had to sign in again. */
export async function keptForm(
  signer: Signer,
  event: WebEvent,
  person: string,
  now: Date,
): Promise<URLSearchParams | undefined> {
  const { claims } = (await signer.verify('kept', cookieOf(event, name), now)) ?? {}
  return claims?.['page'] === event.rawPath && claims['person'] === person
    ? new URLSearchParams(String(claims['typed']))
    : undefined
}

/** Ends what was kept, where something is. */
export const forgetForm = (event: WebEvent): readonly string[] =>
  cookieOf(event, name) === undefined ? [] : [cookie(name, '', 0)]
