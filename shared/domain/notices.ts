import type { ChainedEvent } from './history.ts'
import type { ServiceRequest } from './request-case.ts'
import type { RequestEventName, RequestStatus } from './vocabulary.ts'

/** Who is told of an event: 'applicant', or a member of staff by id. */
export type Notice = {
  readonly recipient: string
  readonly kind:
    | 'received'
    | 'letter-refused'
    | 'approved'
    | 'links'
    | 'rejected'
    | 'returned'
    | 'expired'
    | 'cancelled'
    | 'time-changed'
    | 'correction-reminder'
    | 'withdrawn'
    | 'review'
    | 'reminder'
    | 'overdue'
    | 'event-reminder'
    | 'held-question'
    | 'completed'
}

/** What is written down and nothing more: nobody is told and no review moves. */
export const onlyRecorded: readonly RequestEventName[] = [
  'RequestSubmitted',
  'LetterDownloaded',
  'EventNotHeld',
  'SurveyAnswered',
]
/** What people are told of, and what no review begins or ends by. */
export const onlyTold: readonly RequestEventName[] = [
  'LetterRefused',
  'ReviewOpened',
  'ReviewReminded',
  'ReviewEscalated',
  'CorrectionReminded',
  'EventReminded',
  'EventEnded',
  'EventHeld',
]

/** In which an event is still to come, or was not said to be over. */
const ahead: readonly RequestStatus[] = ['approved', 'awaiting-link', 'scheduled']

/** E-mails about refused letters until one is accepted. */
const mailedRefusals = 5

/**
 * Whom an event concerns. A call for a decision that has been made meanwhile, or of an earlier
 * round, concerns nobody any more; everything else is told however late.
 */
export function noticesFor(event: ChainedEvent, request: ServiceRequest): readonly Notice[] {
  const applicant = (kind: Notice['kind']): readonly Notice[] => [{ recipient: 'applicant', kind }]
  switch (event.name) {
    case 'LetterAccepted':
      return applicant('received')
    case 'LetterRefused':
      // Anybody may type any address: beyond these the page alone tells the verdict.
      return Number(event.data['refusals'] ?? 1) <= mailedRefusals
        ? applicant('letter-refused')
        : []
    case 'RequestApproved':
      return applicant(event.data['linked'] === true ? 'links' : 'approved')
    case 'LinkRecorded':
      return applicant('links')
    case 'RequestRejected':
      return applicant('rejected')
    case 'RequestReturned':
      return applicant('returned')
    case 'RequestExpired':
      return applicant('expired')
    case 'RequestRevised':
      // With the letter standing the review begins at once; else the letter is what is awaited.
      return event.data['keepLetter'] === true ? applicant('received') : []
    case 'CorrectionReminded':
      return request.status === 'needs-correction' ? applicant('correction-reminder') : []
    case 'RequestCancelled':
      return [...applicant('cancelled'), ...named(event, 'withdrawn')]
    case 'TimeChanged':
      return [...applicant('time-changed'), ...named(event, 'withdrawn')]
    case 'ReviewOpened':
      return staff(event, request, 'review')
    case 'ReviewReminded':
      return staff(event, request, 'reminder')
    case 'ReviewEscalated':
      return staff(event, request, 'overdue')
    case 'EventReminded':
      return ahead.includes(request.status)
        ? [...applicant('event-reminder'), ...named(event, 'event-reminder')]
        : []
    case 'EventEnded':
      return ahead.includes(request.status) ? named(event, 'held-question') : []
    case 'EventHeld':
      return event.data['again'] === true ? [] : applicant('completed')
    default:
      return []
  }
}

function staff(
  event: ChainedEvent,
  request: ServiceRequest,
  kind: Notice['kind'],
): readonly Notice[] {
  const current = event.data['round'] === request.round && request.status === 'in-review'
  return current ? named(event, kind) : []
}

/** The members of staff whom the event names. */
function named({ data }: ChainedEvent, kind: Notice['kind']): readonly Notice[] {
  const told = data['to']
  return Array.isArray(told) ? told.map((recipient) => ({ recipient, kind })) : []
}
