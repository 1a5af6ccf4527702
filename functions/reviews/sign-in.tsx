import { createHash, randomBytes } from 'node:crypto'
import {
  deviceCookie,
  deviceLabel,
  rememberedLifetime,
  sessionLifetime,
} from '../../shared/web/device.ts'
import {
  cookie,
  cookieOf,
  formOf,
  page,
  seeOther,
  type WebAnswer,
  type WebEvent,
} from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { csrfOf, fromOwnPage } from '../../shared/web/same-origin.ts'
import { signInCode } from '../../shared/web/sign-in-code.ts'
import { randomId } from '../../shared/web/signing.ts'
import { CodePage, type CodeTrouble } from './code.page.tsx'
import { keepTyped } from './kept.ts'
import type { DecidePorts } from './ports.ts'
import { type Visitor, visitorOf } from './visitor.ts'

type Unverified = Extract<Visitor, { kind: 'unverified' }>

/** A code lives 10 minutes, takes 5 tries, and no address gets more than 5 an hour. */
const codeLifetime = 10 * 60
const tries = 5
const mailsPerHour = 5

const codeCookie = (id: string): string => `__Host-kode-${id}`

/**
 * The page that asks for the code; it shows nothing of the case.
 * @param kept cookies that hold what was typed until the code is entered
 */
export async function askCode(
  ports: DecidePorts,
  event: WebEvent,
  { person }: Pick<Unverified, 'person'>,
  trouble?: CodeTrouble,
  kept: readonly string[] = [],
): Promise<WebAnswer> {
  const id = event.pathParameters?.['id'] ?? ''
  const { token, cookies } = csrfOf(event)
  const sent = await ports.signer.verify('code', cookieOf(event, codeCookie(id)), ports.now())
  const status = trouble === undefined ? 200 : trouble.kind === 'too-many' ? 429 : 400
  return page(
    <CodePage
      office={ports.office}
      id={id}
      csrf={token}
      address={masked(person.email)}
      sent={sent !== undefined && trouble?.kind !== 'over'}
      trouble={trouble}
    />,
    { status, cookies: [...cookies, ...kept] },
  )
}

/** Asks somebody who has just posted a form for the code; what they typed waits in their browser. */
export async function askCodeAgain(
  ports: DecidePorts,
  event: WebEvent,
  visitor: Unverified,
  form: URLSearchParams,
): Promise<WebAnswer> {
  const id = event.pathParameters?.['id'] ?? ''
  const kept = await keepTyped(ports.signer, id, form, ports.now())
  return askCode(ports, event, visitor, undefined, kept)
}

/** POST …/kode: sends a code to the bound person's address, bound to this browser. */
export async function sendCode(ports: DecidePorts, event: WebEvent): Promise<WebAnswer> {
  const visitor = await visitorOf(ports, event)
  if (visitor.kind === 'stranger') return problemPage('no-link', ports.office)
  if (!fromOwnPage(event, formOf(event), ports.siteOrigin)) {
    return problemPage('foreign-post', ports.office)
  }
  const id = event.pathParameters?.['id'] ?? ''
  if (visitor.kind === 'person') return seeOther(`/keputusan/${id}`)
  const now = ports.now()
  const challenge = {
    id: randomId(),
    keyId: await ports.signer.currentKeyId(),
    person: visitor.person.id,
    askedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + codeLifetime * 1000).toISOString(),
  }
  const stored = await ports.staffing.challenge(challenge, now.toISOString(), mailsPerHour)
  if (!stored) return askCode(ports, event, visitor, { kind: 'too-many' })
  const token = await ports.signer.sign('code', { challenge: challenge.id }, now, codeLifetime)
  return seeOther(`/keputusan/${id}`, [cookie(codeCookie(id), token, codeLifetime)])
}

/** POST …/masuk: the typed code makes this browser a device of the person. */
export async function enterCode(ports: DecidePorts, event: WebEvent): Promise<WebAnswer> {
  const visitor = await visitorOf(ports, event)
  const form = formOf(event)
  if (visitor.kind === 'stranger') return problemPage('no-link', ports.office)
  if (!fromOwnPage(event, form, ports.siteOrigin)) return problemPage('foreign-post', ports.office)
  const id = event.pathParameters?.['id'] ?? ''
  if (visitor.kind === 'person') return seeOther(`/keputusan/${id}`)
  const now = ports.now()
  const code = (form.get('code') ?? '').replace(/\s/g, '')
  if (!/^\d{6}$/.test(code)) return askCode(ports, event, visitor, { kind: 'malformed' })
  const sent = await ports.signer.verify('code', cookieOf(event, codeCookie(id)), now)
  if (!sent) return askCode(ports, event, visitor, { kind: 'over' })
  const tried = await ports.staffing.tryChallenge(
    String(sent.claims['challenge']),
    now.toISOString(),
    tries,
  )
  if (tried?.challenge.person !== visitor.person.id)
    return askCode(ports, event, visitor, { kind: 'over' })
  if (code !== (await signInCode(ports.signer, tried.challenge))) {
    const { triesLeft } = tried
    return askCode(
      ports,
      event,
      visitor,
      triesLeft > 0 ? { kind: 'wrong', triesLeft } : { kind: 'over' },
    )
  }
  return welcome(ports, event, visitor, tried.challenge.id, form.get('remember') === 'yes')
}

async function welcome(
  { staffing, now }: DecidePorts,
  event: WebEvent,
  { person }: Unverified,
  challenge: string,
  remembered: boolean,
): Promise<WebAnswer> {
  const id = event.pathParameters?.['id'] ?? ''
  const secret = randomBytes(32).toString('base64url')
  const lifetime = remembered ? rememberedLifetime : sessionLifetime
  const at = now()
  const hash = createHash('sha256').update(secret).digest('hex')
  // Of a double click only the first makes the device: the second must not take its cookie away.
  const made = await staffing.remember(challenge, hash, {
    person: person.id,
    createdAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + lifetime * 1000).toISOString(),
    label: deviceLabel(event.headers['user-agent']),
    remembered,
  })
  if (!made) return seeOther(`/keputusan/${id}`)
  return seeOther(`/keputusan/${id}`, [
    cookie(deviceCookie, secret, remembered ? lifetime : undefined),
    cookie(codeCookie(id), '', 0),
  ])
}

/** r•••@dinas.example: enough for its owner, nothing for a stranger. */
const masked = (address: string): string =>
  `${address.slice(0, 1)}•••${address.slice(address.indexOf('@'))}`
