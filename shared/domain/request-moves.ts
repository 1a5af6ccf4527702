import { type RequestEventName, type RequestStatus, requestStatuses } from './vocabulary.ts'

/** Who acts. A member of staff is named by the id of the staff directory. */
export type Actor = { readonly kind: 'applicant' | 'staff' | 'system'; readonly id?: string }

export const requestActs = [
  'submit',
  'register',
  'refuse-letter',
  'attach-letter',
  'set-due',
  'open-round',
  'remind',
  'escalate',
  'approve',
  'reject',
  'return',
  'revise',
  'remind-applicant',
  'change-time',
  'assign',
  'record-link',
  'provision',
  'await-link',
  'tell-contact',
  'download-letter',
  'cancel',
  'withdraw',
  'expire',
  'remind-event',
  'ask-held',
  'confirm-held',
  'confirm-not-held',
  'complete',
  'answer-survey',
  'fail-address',
] as const
export type RequestAct = (typeof requestActs)[number]

export type Move = {
  readonly act: RequestAct
  readonly by: Actor['kind']
  /** The states in which it is allowed; 'none' = there is no case yet. */
  readonly from: readonly (RequestStatus | 'none')[]
  /** 'same' where the state stays, or where the act's content decides (approval with or without link). */
  readonly to: RequestStatus | 'same'
  readonly event: RequestEventName
  /** Whether what a reviewer decides on has changed, so that older links end. */
  readonly newStage: boolean
}

const waitingForLetter = ['awaiting-letter', 'needs-correction'] as const
const underReview = ['received', 'in-review'] as const
const approved = ['approved', 'awaiting-link', 'scheduled'] as const
const held = ['completed', 'not-held'] as const
const received = [...underReview, ...approved, 'rejected', ...held] as const
const correction = ['needs-correction'] as const

type Row = readonly [
  RequestAct,
  Actor['kind'],
  Move['from'],
  Move['to'],
  RequestEventName,
  'new stage'?,
]

const rows: readonly Row[] = [
  ['submit', 'applicant', ['none'], 'awaiting-letter', 'RequestSubmitted', 'new stage'],
  ['register', 'staff', ['none'], 'received', 'RequestRegistered', 'new stage'],
  ['refuse-letter', 'system', waitingForLetter, 'same', 'LetterRefused'],
  ['attach-letter', 'system', waitingForLetter, 'received', 'LetterAccepted', 'new stage'],
  ['set-due', 'system', underReview, 'same', 'DueDateSet'],
  ['open-round', 'system', underReview, 'in-review', 'ReviewOpened'],
  ['remind', 'system', underReview, 'in-review', 'ReviewReminded'],
  ['escalate', 'system', underReview, 'in-review', 'ReviewEscalated'],
  ['approve', 'staff', underReview, 'same', 'RequestApproved', 'new stage'],
  ['reject', 'staff', underReview, 'rejected', 'RequestRejected', 'new stage'],
  ['return', 'staff', underReview, 'needs-correction', 'RequestReturned', 'new stage'],
  ['revise', 'applicant', correction, 'same', 'RequestRevised', 'new stage'],
  ['remind-applicant', 'system', correction, 'same', 'CorrectionReminded'],
  [
    'change-time',
    'applicant',
    [...underReview, ...approved],
    'received',
    'TimeChanged',
    'new stage',
  ],
  ['assign', 'staff', approved, 'same', 'AssignmentChanged'],
  ['record-link', 'staff', approved, 'same', 'LinkRecorded'],
  ['provision', 'system', approved, 'same', 'LinkRecorded'],
  ['await-link', 'system', approved, 'awaiting-link', 'LinkAwaited'],
  ['tell-contact', 'staff', [...received, ...correction, 'cancelled'], 'same', 'ContactTold'],
  ['download-letter', 'staff', received, 'same', 'LetterDownloaded'],
  [
    'cancel',
    'applicant',
    [...waitingForLetter, ...underReview, ...approved],
    'cancelled',
    'RequestCancelled',
    'new stage',
  ],
  [
    'withdraw',
    'staff',
    [...waitingForLetter, ...underReview, ...approved],
    'cancelled',
    'RequestCancelled',
    'new stage',
  ],
  ['expire', 'system', waitingForLetter, 'expired', 'RequestExpired', 'new stage'],
  ['remind-event', 'system', approved, 'same', 'EventReminded'],
  ['ask-held', 'system', approved, 'same', 'EventEnded'],
  ['confirm-held', 'staff', [...approved, ...held], 'completed', 'EventHeld'],
  ['confirm-not-held', 'staff', [...approved, ...held], 'not-held', 'EventNotHeld'],
  ['complete', 'system', approved, 'completed', 'EventHeld'],
  ['answer-survey', 'applicant', ['completed'], 'same', 'SurveyAnswered'],
  ['fail-address', 'system', requestStatuses, 'same', 'AddressFailed'],
]

/** The moves of a request; code walks this table and nothing else decides what is allowed. */
export const requestMoves: readonly Move[] = rows.map(([act, by, from, to, event, stage]) => ({
  act,
  by,
  from,
  to,
  event,
  newStage: stage !== undefined,
}))

/** The move that `act` makes from `status`, if that actor may make it there. */
export function moveFor(
  status: RequestStatus | 'none',
  act: RequestAct,
  by: Actor['kind'],
): Move | undefined {
  return requestMoves.find(
    (move) => move.act === act && move.by === by && move.from.includes(status),
  )
}

/** What the actor may do in this state: the answer to a refused move. */
export function allowedActs(status: RequestStatus | 'none', by: Actor['kind']): RequestAct[] {
  return requestMoves
    .filter((move) => move.by === by && move.from.includes(status))
    .map((move) => move.act)
}
