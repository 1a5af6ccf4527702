import {
  checkDecision,
  type DecisionError,
  type DecisionForm,
} from '../../shared/contracts/decision-form.ts'
import { act } from '../../shared/domain/request.ts'
import { currentDecision } from '../../shared/domain/request-case.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import type { Product } from '../../shared/domain/request-facts.ts'
import { ok, type Result, refused } from '../../shared/domain/result.ts'
import type { Decision } from '../../shared/domain/vocabulary.ts'
import { formOf, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { fromOwnPage } from '../../shared/web/same-origin.ts'
import { assignmentOf, notToBeHad } from './assignment.ts'
import { forgetTyped, keptTyped } from './kept.ts'
import { isOwnRequest } from './own-request.page.tsx'
import type { DecidePorts } from './ports.ts'
import { capacityFor, offersNamed } from './prospect.ts'
import { recordLink } from './record-link.tsx'
import { isOpen, type Person, show } from './show.tsx'
import { askCode, askCodeAgain, enterCode, sendCode } from './sign-in.tsx'
import { visitCookie, visitId, visitorOf } from './visitor.ts'

/** Everything that happens from an e-mail's link on: /t/{token} and /keputusan/{id}… */
export function makeDecide(ports: DecidePorts) {
  const answers: Record<string, (event: WebEvent) => Promise<WebAnswer>> = {
    '/t/{token}': (event) => openLink(ports, event),
    '/keputusan/{id}': (event) => decisionPage(ports, event),
    'POST /keputusan/{id}': (event) => decide(ports, event),
    '/keputusan/{id}/kode': (event) => sendCode(ports, event),
    '/keputusan/{id}/masuk': (event) => enterCode(ports, event),
    '/keputusan/{id}/tautan': (event) => recordLink(ports, event),
  }
  return async (event: WebEvent): Promise<WebAnswer> => {
    const path = event.routeKey.slice(event.routeKey.indexOf(' ') + 1)
    const answer = answers[event.routeKey] ?? answers[path]
    return answer ? answer(event) : problemPage('not-found', ports.office)
  }
}

/** GET /t/{token}: changes nothing; the token leaves the address for a cookie of this link alone. */
async function openLink(ports: DecidePorts, event: WebEvent): Promise<WebAnswer> {
  const now = ports.now()
  const token = await ports.signer.verify('link', event.pathParameters?.['token'], now)
  const link = token && (await ports.store.link(String(token.claims['id'])))
  if (!link || link.decision === undefined || link.expiresAt <= now.toISOString()) {
    return problemPage('no-link', ports.office)
  }
  const cookie = await visitCookie(ports.signer, link, now)
  return seeOther(`/keputusan/${visitId(link.id)}?tindakan=${link.decision}`, [cookie])
}

async function decisionPage(ports: DecidePorts, event: WebEvent): Promise<WebAnswer> {
  const visitor = await visitorOf(ports, event, true)
  if (visitor.kind === 'stranger') return problemPage('no-link', ports.office)
  if (visitor.kind === 'unverified') return askCode(ports, event, visitor)
  const typed = await keptTyped(ports.signer, event, ports.now())
  if (!typed) return show(ports, event, visitor)
  // Another decision that was chosen since goes before the one that was typed.
  const chosen = event.queryStringParameters?.['tindakan']
  if (chosen !== undefined) typed.set('decision', chosen)
  return show(ports, event, visitor, { typed, notice: 'kept' })
}

/** POST /keputusan/{id}: what was shown is what is decided, once. */
async function decide(ports: DecidePorts, event: WebEvent): Promise<WebAnswer> {
  const form = formOf(event)
  if (!fromOwnPage(event, form, ports.siteOrigin)) return problemPage('foreign-post', ports.office)
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const visitor = await visitorOf(ports, event, true)
    if (visitor.kind === 'stranger') return problemPage('no-link', ports.office)
    if (visitor.kind === 'unverified') return askCodeAgain(ports, event, visitor, form)
    if (isOwnRequest(visitor)) return show(ports, event, visitor, { status: 403 })
    if (!isOpen(visitor)) return late(ports, event, visitor, form)
    if (Number(form.get('stage')) !== visitor.stored.case.stageVersion) {
      return show(ports, event, visitor, { typed: form, notice: 'changed', status: 409 })
    }
    const checked = checkDecision(form)
    if (!checked.ok) {
      return show(ports, event, visitor, { typed: form, errors: checked.errors, status: 400 })
    }
    const command = await commandOf(ports, visitor, checked.form)
    if (!command.ok) {
      return show(ports, event, visitor, { typed: form, errors: command.problem, status: 409 })
    }
    if (await record(ports, visitor, command.value)) {
      const id = visitId(visitor.link.id)
      return seeOther(`/keputusan/${id}`, [forgetTyped(id)])
    }
  }
  return problemPage('busy', ports.office)
}

/**
 * The case is decided already: the same decision is a second click, another one must be told. Where
 * nobody has decided yet, the link belongs to an earlier round and its page says so.
 */
function late(
  ports: DecidePorts,
  event: WebEvent,
  visitor: Person,
  form: URLSearchParams,
): WebAnswer | Promise<WebAnswer> {
  const made: Decision | undefined = currentDecision(visitor.stored.case)?.decision
  if (made !== undefined && made === form.get('decision')) {
    return seeOther(`/keputusan/${visitId(visitor.link.id)}`)
  }
  return show(ports, event, visitor, { ...(made ? { notice: 'other' } : {}), status: 409 })
}

async function record(
  { store, now }: DecidePorts,
  { stored }: Person,
  command: RequestCommand,
): Promise<boolean> {
  const acted = act(stored.case, command, now().toISOString())
  if (!acted.ok) return false
  const { case: after, events } = acted.value
  return (await store.save(stored, after, events)) === 'saved'
}

/**
 * The decision as the case takes it, or what was chosen for it and is not free, as just read; what is
 * taken after that, the store refuses.
 */
async function commandOf(
  ports: DecidePorts,
  visitor: Person,
  form: DecisionForm,
): Promise<Result<RequestCommand, readonly DecisionError[]>> {
  const { person, stored } = visitor
  const by = person.id
  switch (form.decision) {
    case 'reject':
      return ok({ act: 'reject', by, reason: form.reason })
    case 'return': {
      const offers = await offersNamed(ports, visitor, form.offers)
      if (offers.length < form.offers.length) return refused([offerGone])
      const offered = offers.length > 0 ? { offers } : {}
      return ok({ act: 'return', by, reason: form.reason, ...offered })
    }
    case 'approve': {
      const assignment = assignmentOf(stored.case, form)
      const taken = notToBeHad(stored.case, assignment, await capacityFor(ports, visitor))
      if (taken.length > 0) return refused(taken)
      const { joinUrl, meetingId, passcode, streamUrl } = form
      const product: Product = { joinUrl, meetingId, passcode, streamUrl }
      return ok({ act: 'approve', by, product, assignment })
    }
  }
}

const offerGone: DecisionError = {
  field: 'offers',
  message: 'Sebagian waktu yang Anda tawarkan sudah tidak bebas. Periksa lagi, lalu kirim.',
}
