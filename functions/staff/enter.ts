import type { Device } from '../../shared/contracts/ports.ts'
import type { Session } from '../../shared/contracts/sessions.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import {
  deviceCookie,
  deviceLabel,
  rememberedLifetime,
  sessionLifetime,
} from '../../shared/web/device.ts'
import { cookie, formOf, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { signInCode } from '../../shared/web/sign-in-code.ts'
import { sessionCookies } from '../../shared/web/staff/session.ts'
import { wantedPage } from '../../shared/web/staff/wanted.ts'
import { type Asked, askedNoMore, askedOf, followed, secretsOf } from './asked.ts'
import { knownDevice } from './known-device.ts'
import type { SignInPorts } from './ports.ts'
import type { SignInTrouble } from './sign-in.page.tsx'

/** How often one code may be tried. */
const tries = 5

type Entered = { readonly answer: WebAnswer } | { readonly trouble: SignInTrouble }

/** Tries the code that was typed, or the link that was followed, and opens the session once. */
export async function enter(ports: SignInPorts, event: WebEvent): Promise<Entered> {
  const now = ports.now()
  const form = formOf(event)
  const asked = await askedOf(ports.signer, event, now)
  if (!asked) return { trouble: { kind: 'over' } }
  const typed = (form.get('code') ?? '').replace(/\s/g, '')
  const byLink = form.get('link') === 'yes' && (await followed(ports.signer, event, asked, now))
  if (!byLink && !/^\d{6}$/.test(typed)) return { trouble: { kind: 'malformed' } }
  const right =
    byLink ||
    typed === (await signInCode(ports.signer, { id: asked.challenge, keyId: asked.keyId }))
  const tried = await ports.staffing.tryChallenge(asked.challenge, now.toISOString(), tries)
  if (tried && !right) {
    const { triesLeft } = tried
    return { trouble: triesLeft > 0 ? { kind: 'wrong', triesLeft } : { kind: 'over' } }
  }
  const remembered = form.get('remember') === 'yes'
  if (tried) return open(ports, event, asked, tried.challenge.person, remembered)
  return (right && (await opened(ports, asked))) || { trouble: { kind: 'over' } }
}

/** Opens the session; a device that this browser is remembered by already stays what it is. */
async function open(
  ports: SignInPorts,
  event: WebEvent,
  asked: Asked,
  person: string,
  remembered: boolean,
): Promise<Entered> {
  const at = ports.now()
  const after = (seconds: number): string => new Date(at.getTime() + seconds * 1000).toISOString()
  const secrets = await secretsOf(ports.signer, asked)
  const former = await knownDevice(ports, event, person)
  const known = former?.device.remembered ? former.hash : undefined
  const createdAt = at.toISOString()
  const session = {
    person,
    device: known ?? hashOf(secrets.device),
    createdAt,
    expiresAt: after(sessionLifetime),
  }
  const device = {
    person,
    createdAt,
    expiresAt: after(remembered ? rememberedLifetime : sessionLifetime),
    label: deviceLabel(event.headers['user-agent']),
    remembered,
  }
  const fresh = known === undefined ? device : undefined
  const done = await ports.sessions.open(asked.challenge, hashOf(secrets.session), session, fresh)
  if (done) return welcome(ports, asked, session, fresh)
  return (await opened(ports, asked)) ?? { trouble: { kind: 'over' } }
}

/** The session that the first of two clicks has opened, for the second. */
async function opened(ports: SignInPorts, asked: Asked): Promise<Entered | undefined> {
  const secrets = await secretsOf(ports.signer, asked)
  const keys = { session: hashOf(secrets.session), device: hashOf(secrets.device) }
  const { session, device } = await ports.sessions.view(keys)
  const lives = session && session.expiresAt > ports.now().toISOString()
  return lives ? welcome(ports, asked, session, device) : undefined
}

/** @param device the session's device where the browser does not have its cookie yet */
async function welcome(
  { signer, now }: SignInPorts,
  asked: Asked,
  { person, device: hash }: Session,
  device: Device | undefined,
): Promise<Entered> {
  const secrets = await secretsOf(signer, asked)
  const mark = { session: hashOf(secrets.session), device: hash, person }
  const lifetime = device?.remembered ? rememberedLifetime : undefined
  const cookies = [
    ...(device ? [cookie(deviceCookie, secrets.device, lifetime)] : []),
    ...(await sessionCookies(signer, secrets.session, mark, now())),
    ...askedNoMore,
  ]
  return { answer: seeOther(wantedPage(asked.to), cookies) }
}
