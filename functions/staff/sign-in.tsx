import {
  formOf,
  page,
  seeOther,
  type WebAnswer,
  type WebEvent,
  type WebHandler,
} from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { csrfOf, fromOwnPage } from '../../shared/web/same-origin.ts'
import { randomId } from '../../shared/web/signing.ts'
import { staffHandler } from '../../shared/web/staff/handler.ts'
import { signInPath, wantedPage } from '../../shared/web/staff/wanted.ts'
import {
  askedCookie,
  askedOf,
  askLifetime,
  followed,
  followedCookie,
  newNonce,
  nobody,
  opens,
} from './asked.ts'
import { deviceAnswers } from './devices.tsx'
import { enter } from './enter.ts'
import { knownDevice } from './known-device.ts'
import type { SignInPorts } from './ports.ts'
import { SignInPage, type SignInStep, type SignInTrouble } from './sign-in.page.tsx'
import { signOut } from './sign-out.ts'

/** E-mails to one address in an hour, whatever they open. */
const mailsPerHour = 5
/**
 * Of these, those that a browser may ask for which the person does not know: anybody can type an
 * address, and must not keep its person from deciding by an e-mail's link.
 */
const strangersPerHour = 3
/** Something before and behind one @: whether the address is known is not said (RFC 5321: 254). */
const address = /^[^\s@]{1,64}@[^\s@]{1,189}$/

/** The door of the staff site: address, code or link, devices, and the way out. */
export function makeSignIn(ports: SignInPorts): WebHandler {
  const open: Readonly<Record<string, (event: WebEvent) => Promise<WebAnswer>>> = {
    'GET /petugas/masuk': (event) => show(ports, event),
    'POST /petugas/masuk': (event) => ask(ports, event),
    'GET /petugas/masuk/{token}': (event) => follow(ports, event),
    'POST /petugas/masuk/kode': (event) => enterOrTell(ports, event),
  }
  const signedIn = staffHandler(ports, {
    ...deviceAnswers(ports),
    'POST /petugas/keluar': signOut(ports),
  })
  return async (event) => {
    const answer = open[event.routeKey.replace(/^HEAD /, 'GET ')]
    return answer ? answer(event) : signedIn(event)
  }
}

type Shown = {
  readonly trouble?: SignInTrouble
  readonly status?: number
  readonly email?: string
  readonly to?: string
}

/** GET /petugas/masuk: what this browser has to do next. */
async function show(ports: SignInPorts, event: WebEvent, shown: Shown = {}): Promise<WebAnswer> {
  const now = ports.now()
  const { ulang, ke, tautan, keluar } = event.queryStringParameters ?? {}
  const asked = ulang === undefined ? await askedOf(ports.signer, event, now) : undefined
  const over = shown.trouble?.kind === 'over' || shown.trouble?.kind === 'too-many'
  let step: SignInStep = 'address'
  if (asked && !over && shown.email === undefined) {
    step = (await followed(ports.signer, event, asked, now)) ? 'link' : 'code'
  }
  const { token, cookies } = csrfOf(event)
  return page(
    <SignInPage
      office={ports.office}
      csrf={token}
      step={step}
      email={shown.email ?? asked?.email ?? ''}
      to={shown.to ?? asked?.to ?? wantedPage(ke)}
      trouble={shown.trouble ?? (tautan === undefined ? undefined : { kind: 'link' })}
      signedOut={keluar !== undefined}
    />,
    { status: shown.status ?? 200, cookies },
  )
}

/**
 * POST /petugas/masuk: mails a code and a link. An address that nobody has takes the same steps and
 * gets the same answer; its challenge is mailed to no one.
 */
async function ask(ports: SignInPorts, event: WebEvent): Promise<WebAnswer> {
  const form = formOf(event)
  if (!fromOwnPage(event, form, ports.siteOrigin)) return problemPage('foreign-post', ports.office)
  const email = (form.get('email') ?? '').trim()
  const to = wantedPage(form.get('to'))
  if (!address.test(email)) {
    const trouble = { kind: 'address' } as const
    return show(ports, event, { trouble, status: 400, email: email.slice(0, 254), to })
  }
  const now = ports.now()
  const known = email.toLowerCase()
  const person = (await ports.staffing.staff()).find((one) => one.email.toLowerCase() === known)
  const challenge = {
    id: randomId(),
    keyId: await ports.signer.currentKeyId(),
    person: person?.id ?? nobody(known),
    askedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + askLifetime * 1000).toISOString(),
    opens: 'staff-site',
  } as const
  const mailed =
    (await mayAsk(ports, event, challenge.person)) &&
    (await ports.staffing.challenge(challenge, now.toISOString(), mailsPerHour))
  if (!mailed) {
    return show(ports, event, { trouble: { kind: 'too-many' }, status: 429, email, to })
  }
  const asked = { challenge: challenge.id, keyId: challenge.keyId, nonce: newNonce(), email, to }
  return seeOther(signInPath, [await askedCookie(ports.signer, asked, now)])
}

async function mayAsk(ports: SignInPorts, event: WebEvent, person: string): Promise<boolean> {
  if (await knownDevice(ports, event, person)) return true
  const asked = await ports.staffing.count(`ASK#${person}`, ports.now().toISOString())
  return asked <= strangersPerHour
}

/**
 * GET /petugas/masuk/{token}: changes nothing. The token leaves the address for a cookie of the
 * browser that asked; for any other browser all tokens are alike.
 */
async function follow(ports: SignInPorts, event: WebEvent): Promise<WebAnswer> {
  const now = ports.now()
  const token = event.pathParameters?.['token'] ?? ''
  const asked = await askedOf(ports.signer, event, now)
  if (!(await opens(ports.signer, token, asked, now))) return seeOther(`${signInPath}?tautan=lain`)
  return seeOther(signInPath, [followedCookie(token)])
}

/** POST /petugas/masuk/kode: the code, or the button behind the link, opens the session. */
async function enterOrTell(ports: SignInPorts, event: WebEvent): Promise<WebAnswer> {
  if (!fromOwnPage(event, formOf(event), ports.siteOrigin)) {
    return problemPage('foreign-post', ports.office)
  }
  const entered = await enter(ports, event)
  return 'trouble' in entered ? show(ports, event, { ...entered, status: 400 }) : entered.answer
}
