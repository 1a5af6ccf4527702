import type {
  OfficeStore,
  RecordedEvent,
  RequestStore,
  RoundStore,
  Workflow,
} from '../../shared/contracts/ports.ts'
import { currentDecision, roundStart } from '../../shared/domain/request-case.ts'
import { executionName } from '../../shared/domain/review-execution.ts'
import { asksAhead, reviewAsks } from '../../shared/domain/review-timer.ts'
import type { RequestEventName, RequestStatus } from '../../shared/domain/vocabulary.ts'
import { log } from '../../shared/web/log.ts'

export type FollowPorts = {
  readonly store: Pick<RequestStore, 'load'>
  readonly rounds: Pick<RoundStore, 'round' | 'raiseAttempt'>
  readonly office: Pick<OfficeStore, 'clock'>
  readonly workflow: Pick<Workflow, 'start' | 'resume'>
}

const ends: readonly RequestEventName[] = [
  'RequestApproved',
  'RequestRejected',
  'RequestReturned',
  'RequestCancelled',
]

const open: readonly RequestStatus[] = ['received', 'in-review']

/** What opens a round: a letter, a correction of which the letter stands, a registration, another time. */
const opens: readonly RequestEventName[] = [
  'LetterAccepted',
  'RequestRevised',
  'RequestRegistered',
  'TimeChanged',
]

/**
 * The history's second reader: a letter starts the review's workflow, a decision resumes it. The
 * table is the truth and the workflow is its timer, so each event may come again at any time.
 */
export function makeFollow(ports: FollowPorts) {
  return async (event: RecordedEvent): Promise<void> => {
    if (event.name === 'TimeChanged') await endEarlier(ports, event)
    if (opens.includes(event.name)) await start(ports, event.reference)
    else if (ends.includes(event.name)) await resume(ports, event)
  }
}

/** Another time was asked for under review: the execution that waits for a decision is over. */
async function endEarlier({ rounds, workflow }: FollowPorts, { reference, data }: RecordedEvent) {
  const token = (await rounds.round(reference, Number(data['round']) - 1))?.token
  if (token !== undefined) await workflow.resume(token, { outcome: 'time-changed' })
}

async function start({ store, rounds, office, workflow }: FollowPorts, reference: string) {
  const stored = await store.load(reference)
  if (!stored || !open.includes(stored.case.status)) return
  const { round, dueAt } = stored.case
  const begin = roundStart(stored.case)
  if (begin === undefined) return
  const attempt = (await rounds.round(reference, round))?.attempt ?? 0
  if (attempt === 0) await rounds.raiseAttempt(reference, round, 0)
  const { calendar } = await office.clock()
  // Only stored instants go in, so that a second start of this attempt is the same input.
  const asks = asksAhead(reviewAsks(calendar, begin, dueAt, begin), -1, begin)
  const name = executionName(reference, round, Math.max(1, attempt))
  await workflow.start(name, { reference, round, attempt: Math.max(1, attempt), asks })
}

async function resume(
  { store, rounds, workflow }: FollowPorts,
  { name, reference, at }: RecordedEvent,
) {
  const stored = await store.load(reference)
  // A late event of an earlier round must not end the present one.
  if (!stored || open.includes(stored.case.status)) return
  const token = (await rounds.round(reference, stored.case.round))?.token
  const outcome = currentDecision(stored.case)?.decision ?? stored.case.status
  if (token !== undefined) await workflow.resume(token, { outcome })
  if (name === 'RequestCancelled') return
  const { dueAt } = stored.case
  // Counted on the dashboard. Where the year has no decree yet there is no limit to miss.
  const onTime = dueAt === undefined || Date.parse(at) <= Date.parse(dueAt)
  log.info('request-decided', { reference, onTime })
}
