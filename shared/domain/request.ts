import type { OfficeCalendar } from './calendar.ts'
import { dueOf, type ServiceRequest } from './request-case.ts'
import { actorOf, type RequestCommand } from './request-commands.ts'
import { type Effect, effectOf } from './request-effects.ts'
import { type Actor, allowedActs, moveFor, type RequestAct } from './request-moves.ts'
import { ok, type Result, refused } from './result.ts'
import type { RequestEventName } from './vocabulary.ts'

/** The office's clock: its calendar and the rule by which a receipt is counted. */
export type OfficeClock = {
  readonly calendar: OfficeCalendar
  readonly receiptRule: 'day-zero' | 'next-working-day'
}

/** What happened; `data` holds no personal field. */
export type RequestEvent = {
  readonly name: RequestEventName
  readonly at: string
  readonly actor: Actor
  readonly data: Effect['data']
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
  const { changes, data } = effectOf(request, command, now)
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
  switch (command.act) {
    case 'set-due':
      return request.dueAt !== undefined || dueOf(request, command.clock).dueAt === undefined
    case 'open-round':
    case 'remind':
    case 'escalate':
      return command.step <= request.step
    case 'remind-applicant':
      return request.correctionReminded === true
    case 'remind-event':
      return request.eventReminders?.includes(command.ahead) ?? false
    case 'ask-held':
      return request.heldAskedAt !== undefined
    case 'answer-survey':
      return request.surveyed === true
    case 'fail-address':
      return request.addressFailed !== undefined
    default:
      return false
  }
}
