import type { RequestEventName, RequestStatus } from './vocabulary.ts'

/** Who acts. A member of staff is named by the id of the staff directory. */
export type Actor = { readonly kind: 'applicant' | 'staff' | 'system'; readonly id?: string }

export const requestActs = [
  'submit',
  'refuse-letter',
  'attach-letter',
  'set-due',
  'open-round',
  'remind',
  'escalate',
  'approve',
  'reject',
  'return',
  'record-link',
  'download-letter',
  'cancel',
  'expire',
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
const withLetter = [...underReview, ...approved, 'rejected', 'completed', 'not-held'] as const

/** The moves of a request; code walks this table and nothing else decides what is allowed. */
export const requestMoves: readonly Move[] = [
  {
    act: 'submit',
    by: 'applicant',
    from: ['none'],
    to: 'awaiting-letter',
    event: 'RequestSubmitted',
    newStage: true,
  },
  {
    act: 'refuse-letter',
    by: 'system',
    from: waitingForLetter,
    to: 'same',
    event: 'LetterRefused',
    newStage: false,
  },
  {
    act: 'attach-letter',
    by: 'system',
    from: waitingForLetter,
    to: 'received',
    event: 'LetterAccepted',
    newStage: true,
  },
  {
    act: 'set-due',
    by: 'system',
    from: underReview,
    to: 'same',
    event: 'DueDateSet',
    newStage: false,
  },
  {
    act: 'open-round',
    by: 'system',
    from: underReview,
    to: 'in-review',
    event: 'ReviewOpened',
    newStage: false,
  },
  {
    act: 'remind',
    by: 'system',
    from: underReview,
    to: 'in-review',
    event: 'ReviewReminded',
    newStage: false,
  },
  {
    act: 'escalate',
    by: 'system',
    from: underReview,
    to: 'in-review',
    event: 'ReviewEscalated',
    newStage: false,
  },
  {
    act: 'approve',
    by: 'staff',
    from: underReview,
    to: 'same',
    event: 'RequestApproved',
    newStage: true,
  },
  {
    act: 'reject',
    by: 'staff',
    from: underReview,
    to: 'rejected',
    event: 'RequestRejected',
    newStage: true,
  },
  {
    act: 'return',
    by: 'staff',
    from: underReview,
    to: 'needs-correction',
    event: 'RequestReturned',
    newStage: true,
  },
  {
    act: 'record-link',
    by: 'staff',
    from: approved,
    to: 'same',
    event: 'LinkRecorded',
    newStage: false,
  },
  {
    act: 'download-letter',
    by: 'staff',
    from: withLetter,
    to: 'same',
    event: 'LetterDownloaded',
    newStage: false,
  },
  {
    act: 'cancel',
    by: 'applicant',
    from: [...waitingForLetter, ...underReview, ...approved],
    to: 'cancelled',
    event: 'RequestCancelled',
    newStage: true,
  },
  {
    act: 'expire',
    by: 'system',
    from: waitingForLetter,
    to: 'expired',
    event: 'RequestExpired',
    newStage: true,
  },
]

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
