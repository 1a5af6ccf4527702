import type { OfficeCalendar } from './calendar.ts'
import { dueOf, type ServiceRequest } from './request-case.ts'
import type { LetterFile, Product } from './request-facts.ts'
import { type Actor, allowedActs, moveFor, type RequestAct } from './request-moves.ts'
import { ok, type Result, refused } from './result.ts'
import type { LetterFault, RequestEventName } from './vocabulary.ts'

/** The office's clock: its calendar and the rule by which a receipt is counted. */
export type OfficeClock = {
  readonly calendar: OfficeCalendar
  readonly receiptRule: 'day-zero' | 'next-working-day'
}

/** What somebody wants to do with a request. Instants are ISO 8601 in UTC. */
export type RequestCommand =
  | { readonly act: 'refuse-letter'; readonly fault: LetterFault }
  | {
      readonly act: 'attach-letter'
      readonly file: LetterFile
      /** S3's time of the upload: the letter's receipt. */
      readonly uploadedAt: string
      readonly clock: OfficeClock
    }
  | { readonly act: 'set-due'; readonly clock: OfficeClock }
  | { readonly act: 'open-round'; readonly step: number; readonly reviewers: readonly string[] }
  | { readonly act: 'remind'; readonly step: number; readonly reviewers: readonly string[] }
  | { readonly act: 'escalate'; readonly step: number; readonly superiors: readonly string[] }
  | { readonly act: 'approve'; readonly by: string; readonly product: Product }
  | { readonly act: 'reject'; readonly by: string; readonly reason: string }
  | { readonly act: 'return'; readonly by: string; readonly reason: string }
  | { readonly act: 'record-link'; readonly by: string; readonly product: Product }
  | { readonly act: 'download-letter'; readonly by: string }
  | { readonly act: 'cancel' }
  | { readonly act: 'expire' }

/** What happened; `data` holds no personal field. */
export type RequestEvent = {
  readonly name: RequestEventName
  readonly at: string
  readonly actor: Actor
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[]>>
}

/** A move that the request's state does not allow, with the acts that it does. */
export type RefusedMove = {
  readonly code: 'refused'
  readonly act: RequestAct
  readonly status: ServiceRequest['status']
  readonly allowed: readonly RequestAct[]
}

export type Acted = { readonly case: ServiceRequest; readonly events: readonly RequestEvent[] }

/**
 * Does `command` to `request` at `now` (ISO instant). A command whose effect the request already
 * shows (a reminder step taken, a due date set), or that waits for a decree, changes nothing and
 * gives no event.
 */
export function act(
  request: ServiceRequest,
  command: RequestCommand,
  now: string,
): Result<Acted, RefusedMove> {
  const actor = actorOf(command)
  const move = moveFor(request.status, command.act, actor.kind)
  if (!move) {
    return refused({
      code: 'refused',
      act: command.act,
      status: request.status,
      allowed: allowedActs(request.status, actor.kind),
    })
  }
  if (isShown(request, command)) return ok({ case: request, events: [] })
  const { changes, data } = effect(request, command, now)
  const after: ServiceRequest = {
    ...request,
    status: move.to === 'same' ? request.status : move.to,
    ...changes,
    version: request.version + 1,
    stageVersion: request.stageVersion + (move.newStage ? 1 : 0),
  }
  return ok({ case: after, events: [{ name: move.event, at: now, actor, data }] })
}

/** Whether the request shows the command's effect already, or nothing can come of it yet. */
function isShown(request: ServiceRequest, command: RequestCommand): boolean {
  if (command.act === 'set-due') {
    return request.dueAt !== undefined || dueOf(request, command.clock).dueAt === undefined
  }
  return 'step' in command && command.step <= request.step
}

type Effect = { changes: Partial<ServiceRequest>; data: RequestEvent['data'] }

function effect(request: ServiceRequest, command: RequestCommand, now: string): Effect {
  switch (command.act) {
    case 'attach-letter':
      return attach(request, command)
    case 'set-due': {
      const due = dueOf(request, command.clock)
      return { changes: due, data: due.dueAt === undefined ? {} : { dueAt: due.dueAt } }
    }
    case 'open-round':
    case 'remind':
      return {
        changes: { step: command.step },
        data: { round: request.round, step: command.step, to: command.reviewers },
      }
    case 'escalate':
      return {
        changes: { step: command.step, lateAt: request.lateAt ?? now },
        data: { round: request.round, step: command.step, to: command.superiors },
      }
    case 'approve':
      return {
        changes: {
          ...decided(request, { decision: 'approve', by: command.by, at: now }),
          product: command.product,
          status: hasLink(command.product) ? 'scheduled' : 'approved',
        },
        data: { linked: hasLink(command.product) },
      }
    case 'reject':
    case 'return': {
      const { act: decision, by, reason } = command
      const changes = decided(request, { decision, by, at: now, reason })
      if (decision === 'reject') return { changes, data: {} }
      return { changes: { ...changes, pauses: [...request.pauses, { from: now }] }, data: {} }
    }
    case 'record-link':
      return {
        changes: {
          product: command.product,
          status: hasLink(command.product) ? 'scheduled' : request.status,
        },
        data: { linked: hasLink(command.product) },
      }
    case 'refuse-letter': {
      const refusals = (request.refusals ?? 0) + 1
      return { changes: { refusals }, data: { fault: command.fault, refusals } }
    }
    case 'download-letter':
    case 'cancel':
    case 'expire':
      return { changes: {}, data: {} }
  }
}

/** A letter opens a round; the first one starts the clock, a later one ends the pause. */
function attach(
  request: ServiceRequest,
  { file, uploadedAt, clock }: Extract<RequestCommand, { act: 'attach-letter' }>,
): Effect {
  const resumed: ServiceRequest = {
    ...request,
    receivedAt: request.receivedAt ?? uploadedAt,
    pauses: request.pauses.map((pause) => ({ to: uploadedAt, ...pause })),
  }
  const due = dueOf(resumed, clock)
  const { receivedAt, pauses } = resumed
  return {
    changes: {
      receivedAt,
      pauses,
      ...due,
      letterFile: file,
      refusals: 0,
      round: request.round + 1,
      step: -1,
    },
    data: { round: request.round + 1, ...(due.dueAt === undefined ? {} : { dueAt: due.dueAt }) },
  }
}

function decided(
  request: ServiceRequest,
  decision: Omit<ServiceRequest['decisions'][number], 'round'>,
): Partial<ServiceRequest> {
  return { decisions: [...request.decisions, { round: request.round, ...decision }] }
}

const hasLink = (product: Product): boolean =>
  product.joinUrl !== undefined || product.streamUrl !== undefined

function actorOf(command: RequestCommand): Actor {
  if ('by' in command) return { kind: 'staff', id: command.by }
  return { kind: command.act === 'cancel' ? 'applicant' : 'system' }
}
