import type { Staff } from '../../contracts/ports.ts'
import type { SessionStore } from '../../contracts/sessions.ts'
import { hashOf } from '../credentials.ts'
import { cookie, cookieOf, type WebEvent } from '../http.ts'
import type { Signer } from '../signing.ts'

const sessionCookie = '__Host-sesi'
/** When the session was last used. It is kept by the browser, so that looking stores nothing. */
const seenCookie = '__Host-sesi-terakhir'
/** How long a session lives unused (seconds). */
const idleLifetime = 30 * 60

/** A browser's session: hashes of its own cookie and of its device's, and whose it is. */
export type SessionMark = {
  readonly session: string
  readonly device: string
  readonly person: string
}

export type SessionPorts = {
  readonly signer: Signer
  readonly sessions: Pick<SessionStore, 'view'>
  readonly now: () => Date
}

/** The cookies of a new session. Both end with the browser; the idle time is in the signed one. */
export async function sessionCookies(
  signer: Signer,
  secret: string,
  mark: SessionMark,
  now: Date,
): Promise<readonly string[]> {
  return [cookie(sessionCookie, secret), await seenAt(signer, mark, now)]
}

/** The signed cookie by which the idle time begins anew. */
export async function seenAt(signer: Signer, mark: SessionMark, now: Date): Promise<string> {
  return cookie(seenCookie, await signer.sign('seen', mark, now, idleLifetime))
}

export const noSession: readonly string[] = [
  cookie(sessionCookie, '', 0),
  cookie(seenCookie, '', 0),
]

/** The session that a browser claims and has used within the idle time; nothing is read for it. */
export async function claimedSession(
  { signer, now }: Pick<SessionPorts, 'signer' | 'now'>,
  event: WebEvent,
): Promise<SessionMark | undefined> {
  const secret = cookieOf(event, sessionCookie)
  const seen = await signer.verify('seen', cookieOf(event, seenCookie), now())
  if (!seen || secret === undefined) return undefined
  const { session, device, person } = seen.claims
  const mark = { session: String(session), device: String(device), person: String(person) }
  return mark.session === hashOf(secret) ? mark : undefined
}

/** Whose session it is, while the session, its device and its person are all still there. */
export async function personOf(
  { sessions, now }: Pick<SessionPorts, 'sessions' | 'now'>,
  mark: SessionMark,
): Promise<Staff | undefined> {
  const { session, device, person } = await sessions.view(mark)
  const at = now().toISOString()
  const lives =
    session?.person === mark.person &&
    session.device === mark.device &&
    session.expiresAt > at &&
    device?.person === mark.person &&
    device.expiresAt > at
  return lives ? person : undefined
}

/** Whose session a browser had, where only its time is over; unproven: it opens nothing. */
export function formerPerson(event: WebEvent): string | undefined {
  const [, claims = ''] = (cookieOf(event, seenCookie) ?? '').split('.')
  try {
    const { person } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      person?: unknown
    }
    return typeof person === 'string' ? person : undefined
  } catch {
    return undefined
  }
}
