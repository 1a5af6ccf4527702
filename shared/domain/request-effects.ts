import { dueOf, type ServiceRequest } from './request-case.ts'
import type { RequestCommand } from './request-commands.ts'
import type { Product } from './request-facts.ts'

/** What an act changes, and what its event tells: nothing that people typed. */
export type Effect = {
  readonly changes: Partial<ServiceRequest>
  readonly data: Readonly<Record<string, string | number | boolean | readonly string[]>>
}

type CommandOf<Act extends RequestCommand['act']> = Extract<RequestCommand, { act: Act }>

const nothing: Effect = { changes: {}, data: {} }

/** What `command` does to a request that allows it. */
export function effectOf(request: ServiceRequest, command: RequestCommand, now: string): Effect {
  switch (command.act) {
    case 'attach-letter':
      return attach(request, command)
    case 'set-due': {
      const due = dueOf(request, command.clock)
      return { changes: due, data: limit(due) }
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
      return approve(request, command, now)
    case 'reject':
      return { changes: decided(request, command, now), data: standIn(command) }
    case 'return':
      return sendBack(request, command, now)
    case 'revise':
      return revise(request, command, now)
    case 'change-time':
      return changeTime(request, command, now)
    case 'assign':
      return assign(request, command)
    case 'record-link':
    case 'provision':
      return {
        changes: { product: command.product, ...scheduledBy(command.product) },
        data: { linked: hasLink(command.product) },
      }
    case 'await-link':
      return { changes: {}, data: { problem: command.problem, to: command.to } }
    case 'tell-contact':
      return { changes: {}, data: { way: command.way } }
    case 'refuse-letter': {
      const refusals = (request.refusals ?? 0) + 1
      return { changes: { refusals }, data: { fault: command.fault, refusals } }
    }
    case 'cancel':
    case 'withdraw':
      return {
        changes: { assignment: undefined, cancelReason: command.reason },
        data: { to: concerned(request) },
      }
    case 'remind-applicant':
      return { changes: { correctionReminded: true }, data: {} }
    case 'remind-event':
      return {
        changes: { eventReminders: [...(request.eventReminders ?? []), command.ahead] },
        data: { ahead: command.ahead, to: request.assignment?.staff ?? [] },
      }
    case 'ask-held':
      return { changes: { heldAskedAt: now }, data: { to: command.to } }
    case 'confirm-held': {
      const again = request.status === 'completed'
      return { changes: { held: command.held }, data: again ? { again } : {} }
    }
    case 'confirm-not-held':
      return { changes: { held: command.held }, data: {} }
    case 'complete':
      return { changes: {}, data: {} }
    case 'answer-survey':
      return { changes: { surveyed: true }, data: {} }
    case 'fail-address':
      return { changes: { addressFailed: command.cause }, data: { cause: command.cause } }
    case 'download-letter':
    case 'expire':
      return nothing
  }
}

/** A letter opens a round; the first one starts the clock, a later one ends the pause. */
function attach(
  request: ServiceRequest,
  { file, uploadedAt, clock }: CommandOf<'attach-letter'>,
): Effect {
  const begun = { ...request, receivedAt: request.receivedAt ?? uploadedAt }
  const { receivedAt } = begun
  const round = openRound(begun, uploadedAt, clock)
  return {
    changes: { receivedAt, ...round.changes, letterFile: file, refusals: 0 },
    data: round.data,
  }
}

/** The next round begins at `at`: pauses end there, and the limit is counted anew. */
function openRound(
  request: ServiceRequest,
  at: string,
  clock: CommandOf<'revise'>['clock'],
): Effect {
  const pauses = request.pauses.map((pause) => ({ to: at, ...pause }))
  const due = dueOf({ ...request, pauses }, clock)
  const round = request.round + 1
  return {
    changes: { pauses, ...due, round, step: -1, offers: undefined, correctionReminded: undefined },
    data: { round, ...limit(due) },
  }
}

const limit = ({ dueAt }: Pick<ServiceRequest, 'dueAt'>): { dueAt?: string } =>
  dueAt === undefined ? {} : { dueAt }

function approve(request: ServiceRequest, command: CommandOf<'approve'>, now: string): Effect {
  const { product, assignment } = command
  const linked = hasLink(product)
  return {
    changes: {
      ...decided(request, command, now),
      product,
      assignment,
      status: linked ? 'scheduled' : 'approved',
    },
    data: { linked, ...(assignment ? { to: assignment.staff } : {}), ...standIn(command) },
  }
}

/** A link lives on its host: with another account or channel it is not the event's any more. */
function assign(request: ServiceRequest, { assignment }: CommandOf<'assign'>): Effect {
  const { assignment: before, event, product } = request
  const left = (kind: 'account' | 'channel'): boolean =>
    before?.[kind] !== undefined && before[kind] !== assignment[kind]
  const { streamUrl, ...meeting } = product ?? {}
  const kept: Product = {
    ...(left('account') && event.host === 'office' ? {} : meeting),
    ...(streamUrl === undefined || left('channel') ? {} : { streamUrl }),
  }
  return {
    changes: { assignment, ...(product ? { product: kept } : {}) },
    data: { to: assignment.staff },
  }
}

function sendBack(request: ServiceRequest, command: CommandOf<'return'>, now: string): Effect {
  return {
    changes: {
      ...decided(request, command, now),
      offers: command.offers,
      pauses: [...request.pauses, { from: now }],
    },
    data: { ...(command.offers ? { offers: command.offers.length } : {}), ...standIn(command) },
  }
}

/** The applicant's correction; with the letter standing, the review begins again at once. */
function revise(
  request: ServiceRequest,
  { facts, keepLetter, clock }: CommandOf<'revise'>,
  now: string,
): Effect {
  if (!keepLetter) return { changes: facts, data: { keepLetter } }
  const round = openRound({ ...request, ...facts }, now, clock)
  return {
    changes: { ...facts, ...round.changes, status: 'received' },
    data: { keepLetter, ...round.data },
  }
}

/** Another time is another wish: its own clock and round; what the event held is free again. */
function changeTime(
  request: ServiceRequest,
  { time, clock }: CommandOf<'change-time'>,
  now: string,
): Effect {
  const { rehearsal: _, ...event } = request.event
  const asked: ServiceRequest = { ...request, event: { ...event, ...time }, restartedAt: now }
  const round = openRound(asked, now, clock)
  return {
    changes: {
      event: asked.event,
      restartedAt: now,
      ...round.changes,
      assignment: undefined,
      eventReminders: undefined,
      heldAskedAt: undefined,
    },
    data: { ...round.data, to: concerned(request) },
  }
}

function decided(
  request: ServiceRequest,
  command: CommandOf<'approve' | 'reject' | 'return'>,
  at: string,
): Partial<ServiceRequest> {
  const { act: decision, by } = command
  const reason = 'reason' in command ? { reason: command.reason } : {}
  const made = { round: request.round, decision, by, ...standIn(command), at, ...reason }
  return { decisions: [...request.decisions, made] }
}

const standIn = (command: { readonly for?: string | undefined }): { for?: string } =>
  command.for === undefined ? {} : { for: command.for }

/** Staff whom a change of an approved request concerns: who serves the event, and who decided. */
const concerned = ({ assignment, decisions, round }: ServiceRequest): readonly string[] => [
  ...new Set([
    ...(assignment?.staff ?? []),
    ...decisions.filter((made) => made.round === round).map(({ by }) => by),
  ]),
]

const scheduledBy = (product: Product): Partial<ServiceRequest> =>
  hasLink(product) ? { status: 'scheduled' } : {}

const hasLink = (product: Product): boolean =>
  product.joinUrl !== undefined || product.streamUrl !== undefined
