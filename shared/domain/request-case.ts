import type { Assignment } from './claims.ts'
import { isoMoment } from './dates.ts'
import { dueDays } from './due-days.ts'
import { UndecreedYearError } from './office-days.ts'
import type { OfficeClock } from './request.ts'
import type {
  Agency,
  EventFacts,
  EventTime,
  Held,
  LetterFacts,
  LetterFile,
  Product,
  Registration,
} from './request-facts.ts'
import { standard } from './standard.ts'
import type { Decision, RequestStatus } from './vocabulary.ts'

/** A request for facilitation, as its state item holds it. Instants are ISO 8601 in UTC. */
export type ServiceRequest = {
  readonly reference: string
  readonly status: RequestStatus
  /** Raised by each change: the condition of every write. */
  readonly version: number
  /** Raised when facts, assignment or decision change, not by reminders: links die with it. */
  readonly stageVersion: number
  /** Reviews so far; 0 until the first letter. */
  readonly round: number
  /** The last milestone of the present round that was taken; -1 = none. */
  readonly step: number
  readonly submittedAt: string
  /** S3's time of the first accepted letter: the start of the clock. */
  readonly receivedAt?: string | undefined
  /** When the applicant asked for another time: the clock began again. */
  readonly restartedAt?: string | undefined
  readonly dueAt?: string | undefined
  /** The year without a decree for which `dueAt` waits. */
  readonly waitingForYear?: number | undefined
  /** When the missed limit was recorded. */
  readonly lateAt?: string | undefined
  readonly pauses: readonly { readonly from: string; readonly to?: string | undefined }[]
  readonly agency: Agency
  readonly event: EventFacts
  readonly letter: LetterFacts
  readonly letterFile?: LetterFile | undefined
  /** Letters refused since the last accepted one. */
  readonly refusals?: number | undefined
  readonly product?: Product | undefined
  /** What of the office's resources the event holds; the claims say the same. */
  readonly assignment?: Assignment | undefined
  /** Times that the office offered with the last return. */
  readonly offers?: readonly EventTime[] | undefined
  /** Only where staff registered it. */
  readonly registration?: Registration | undefined
  readonly cancelReason?: string | undefined
  /** The reminders of the event that went out. */
  readonly eventReminders?: readonly ('day' | 'hour')[] | undefined
  /** When staff were asked whether it was held. */
  readonly heldAskedAt?: string | undefined
  readonly held?: Held | undefined
  readonly correctionReminded?: boolean | undefined
  /** Mail to the applicant came back. */
  readonly addressFailed?: 'bounce' | 'complaint' | undefined
  readonly surveyed?: boolean | undefined
  readonly decisions: readonly {
    readonly round: number
    readonly decision: Decision
    readonly by: string
    /** Whom the decider stood in for (Plh./Plt.). */
    readonly for?: string | undefined
    readonly at: string
    readonly reason?: string | undefined
  }[]
}

/** A request as it begins: the form is in, the letter is not. */
export function newRequest(
  facts: Pick<ServiceRequest, 'reference' | 'submittedAt' | 'agency' | 'event' | 'letter'>,
): ServiceRequest {
  return {
    ...facts,
    status: 'awaiting-letter',
    version: 1,
    stageVersion: 1,
    round: 0,
    step: -1,
    pauses: [],
    decisions: [],
  }
}

/** A request that staff register: its letter is at the office, so the clock runs from its receipt. */
export function registeredRequest(
  facts: Pick<ServiceRequest, 'reference' | 'agency' | 'event' | 'letter'> & {
    readonly receivedAt: string
    readonly registration: Registration
  },
  clock: OfficeClock,
): ServiceRequest {
  const { receivedAt, registration } = facts
  const begun: ServiceRequest = {
    ...newRequest({ ...facts, submittedAt: registration.at }),
    receivedAt,
    registration,
    round: 1,
    status: registration.late ? 'completed' : 'received',
  }
  return registration.late ? begun : { ...begun, ...dueOf(begun, clock) }
}

/**
 * The limit of the review by the published standard, or the year whose decree it waits for: a date
 * in a year without a decree is never guessed. Open pauses do not count: a paused case has no timer.
 */
export function dueOf(
  request: ServiceRequest,
  { calendar, receiptRule }: OfficeClock,
): Pick<ServiceRequest, 'dueAt' | 'waitingForYear'> {
  if (request.receivedAt === undefined) return { dueAt: undefined, waitingForYear: undefined }
  const received = Date.parse(clockStart(request) ?? request.receivedAt)
  const rules = { receiptRule, pauses: closedPauses(request) }
  try {
    const { dueAt } = dueDays(calendar, received, standard.review.workingDays, rules)
    return { dueAt: isoMoment(dueAt), waitingForYear: undefined }
  } catch (error) {
    if (!(error instanceof UndecreedYearError)) throw error
    return { dueAt: undefined, waitingForYear: error.year }
  }
}

/** From when the limit is counted: the receipt, or the last wish for another time. */
const clockStart = ({ receivedAt, restartedAt }: ServiceRequest): string | undefined =>
  restartedAt ?? receivedAt

/** The pauses that have ended, for the calendar (epoch milliseconds). */
export function closedPauses(request: ServiceRequest): readonly { from: number; to: number }[] {
  const begun = clockStart(request) ?? ''
  return request.pauses.flatMap(({ from, to }) =>
    to === undefined || to < begun ? [] : [{ from: Date.parse(from), to: Date.parse(to) }],
  )
}

/**
 * Whether the request waits for a letter of which one uploaded at `at` (ISO instant) may be it: what
 * came before a request was returned is not its correction, however late it is told. S3 tells whole
 * seconds: the second of the return itself counts as after it.
 */
export const takesLetter = ({ status, pauses }: ServiceRequest, at: string): boolean =>
  status === 'awaiting-letter' ||
  (status === 'needs-correction' && second(at) >= second(pauses.at(-1)?.from ?? ''))

const second = (instant: string): string => instant.slice(0, '2026-11-23T02:00:00'.length)

/** When the present round began: by the letter, by what ended the last pause, or by another time. */
export function roundStart(request: ServiceRequest): string | undefined {
  const resumed = request.pauses.at(-1)?.to
  const begun = clockStart(request)
  return resumed !== undefined && (begun === undefined || resumed > begun) ? resumed : begun
}

/** The decision of the present round, once there is one. */
export function currentDecision(
  request: ServiceRequest,
): ServiceRequest['decisions'][number] | undefined {
  return request.decisions.findLast(({ round }) => round === request.round)
}
