import { parseReference, parseTrackingCode } from '../../shared/domain/reference.ts'
import { grantAccess, hasAccess } from '../../shared/web/case-access.ts'
import { hashOf, sameHash, trackingCodeOf } from '../../shared/web/credentials.ts'
import { formOf, page, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { csrfOf, fromOwnPage } from '../../shared/web/same-origin.ts'
import { CasePage } from './case.page.tsx'
import { nextStep } from './next-step.ts'
import type { TrackPorts } from './ports.ts'
import { TrackPage, type TrackTrouble } from './track.page.tsx'
import { type Admission, admit } from './tries.ts'

/** Following a case: by reference and code, by an e-mail's link, or from the browser that filed it. */
export function makeTrack(ports: TrackPorts) {
  const answers: Record<string, (event: WebEvent) => Promise<WebAnswer>> = {
    '/lacak': (event) => Promise.resolve(showForm(ports, event, {})),
    'POST /lacak': (event) => find(ports, event),
    '/permohonan/{reference}': (event) => showCase(ports, event),
    '/s/{token}': (event) => openLink(ports, event),
  }
  return async (event: WebEvent): Promise<WebAnswer> => {
    const path = event.routeKey.slice(event.routeKey.indexOf(' ') + 1)
    const answer = answers[event.routeKey] ?? answers[path]
    return answer ? answer(event) : problemPage('not-found', ports.office)
  }
}

type Shown = {
  readonly typed?: { readonly reference: string; readonly code: string }
  readonly trouble?: TrackTrouble
  readonly ticket?: string
  readonly status?: number
}

function showForm({ office }: TrackPorts, event: WebEvent, shown: Shown): WebAnswer {
  const { token, cookies } = csrfOf(event)
  const typed = shown.typed ?? {
    reference: parseReference(event.queryStringParameters?.['nomor'] ?? '') ?? '',
    code: '',
  }
  return page(<TrackPage office={office} csrf={token} {...shown} typed={typed} />, {
    status: shown.status ?? 200,
    cookies,
  })
}

/** POST /lacak: status needs both; wrong either way gives the same answer. */
async function find(ports: TrackPorts, event: WebEvent): Promise<WebAnswer> {
  const form = formOf(event)
  const typed = { reference: form.get('reference') ?? '', code: form.get('code') ?? '' }
  if (!fromOwnPage(event, form, ports.siteOrigin)) {
    return showForm(ports, event, { typed, trouble: 'foreign', status: 403 })
  }
  const reference = parseReference(typed.reference)
  const code = parseTrackingCode(typed.code)
  if (!reference || !code)
    return showForm(ports, event, { typed, trouble: 'malformed', status: 400 })
  const admission = await admit(ports, event, form.get('ticket') ?? undefined)
  if (!admission.admitted) return wait(ports, event, typed, admission)
  const stored = await ports.store.load(reference)
  if (!stored || !sameHash(stored.codeHash, hashOf(code))) {
    await admission.failed()
    return showForm(ports, event, { typed, trouble: 'unknown', status: 404 })
  }
  return seeOther(`/permohonan/${reference}`, [
    await grantAccess(ports.signer, reference, ports.now()),
  ])
}

const wait = (
  ports: TrackPorts,
  event: WebEvent,
  typed: { reference: string; code: string },
  { ticket }: Extract<Admission, { admitted: false }>,
): WebAnswer => showForm(ports, event, { typed, trouble: 'wait', ticket, status: 429 })

async function showCase(ports: TrackPorts, event: WebEvent): Promise<WebAnswer> {
  const { office, signer, now, store } = ports
  const reference = parseReference(event.pathParameters?.['reference'] ?? '')
  if (!reference || !(await hasAccess(event, signer, reference, now()))) {
    return seeOther(`/lacak${reference ? `?nomor=${reference}` : ''}`)
  }
  const [stored, clock] = await Promise.all([store.load(reference), ports.clock()])
  if (!stored) return problemPage('not-found', office)
  const code = await trackingCodeOf(signer, stored.draft)
  return page(
    <CasePage
      office={office}
      stored={stored}
      code={code}
      clock={clock}
      now={now().toISOString()}
      sent={event.queryStringParameters?.['etag']?.replaceAll('"', '')}
    />,
  )
}

/**
 * GET /s/{token}: an applicant's link from an e-mail opens the page on which it goes on (letter,
 * correction, offered times), or the case where nothing is awaited any more; it changes nothing.
 */
async function openLink(ports: TrackPorts, event: WebEvent): Promise<WebAnswer> {
  const now = ports.now()
  const token = await ports.signer.verify('link', event.pathParameters?.['token'], now)
  const link = token && (await ports.store.link(String(token.claims['id'])))
  if (!link || link.person !== 'applicant' || link.expiresAt <= now.toISOString()) {
    return problemPage('no-link', ports.office)
  }
  const stored = await ports.store.load(link.reference)
  const step = stored && nextStep(stored, now.toISOString())
  const access = await grantAccess(ports.signer, link.reference, now)
  return seeOther(`/permohonan/${link.reference}${step ? `/${step}` : ''}`, [access])
}
