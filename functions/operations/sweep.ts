import type {
  OfficeStore,
  RequestStore,
  RoundStore,
  StoredRequest,
  Workflow,
} from '../../shared/contracts/ports.ts'
import { noticesFor } from '../../shared/domain/notices.ts'
import { act, type OfficeClock } from '../../shared/domain/request.ts'
import { dueOf, roundStart } from '../../shared/domain/request-case.ts'
import { waitingEnds } from '../../shared/domain/request-expiry.ts'
import { executionName } from '../../shared/domain/review-execution.ts'
import { reviewAsks, stepAt } from '../../shared/domain/review-timer.ts'
import { log } from '../../shared/web/log.ts'

export type SweepPorts = {
  readonly store: Pick<RequestStore, 'due' | 'load' | 'save' | 'lookAgain'>
  readonly rounds: Pick<RoundStore, 'round' | 'raiseAttempt'>
  readonly office: Pick<OfficeStore, 'clock'>
  readonly workflow: Pick<Workflow, 'start' | 'running'>
  readonly now: () => Date
}

/** Cases of one shard in one run; the rest waits for the next. */
const perShard = 200
const quarter = 15 * 60 * 1000
const day = 24 * 3600 * 1000

/**
 * Every 15 minutes: looks at each case whose next look is due and repairs what the streams missed.
 * A case that cannot be looked at is logged and left due; it stops no other.
 */
export function makeSweep(ports: SweepPorts) {
  return async (): Promise<{ looked: number; failed: number }> => {
    const clock = await ports.office.clock()
    const references = await ports.store.due(ports.now().toISOString(), perShard)
    let failed = 0
    for (const reference of references) {
      try {
        await look(ports, clock, reference)
      } catch (error) {
        failed += 1
        log.error('sweep-case-failed', error, { reference })
      }
    }
    if (failed > 0) throw new Error(`The sweep left ${failed} of ${references.length} cases.`)
    return { looked: references.length, failed }
  }
}

async function look(ports: SweepPorts, clock: OfficeClock, reference: string): Promise<void> {
  const stored = await ports.store.load(reference)
  if (!stored) return
  const { status } = stored.case
  if (status === 'received' || status === 'in-review') return tend(ports, clock, stored)
  const end = waitingEnds(stored.case, clock.calendar)
  if (end === undefined) return lookAgain(ports, stored, undefined)
  const now = ports.now()
  if (end === 'undecreed') {
    return lookAgain(ports, stored, new Date(now.getTime() + day).toISOString())
  }
  if (end <= now.toISOString()) return expire(ports, stored)
  await lookAgain(ports, stored, end)
}

/** A review must have its limit and a running timer. */
async function tend(ports: SweepPorts, clock: OfficeClock, stored: StoredRequest): Promise<void> {
  const { case: request } = stored
  const now = ports.now().toISOString()
  if (request.dueAt === undefined && dueOf(request, clock).dueAt !== undefined) {
    const acted = act(request, { act: 'set-due', clock }, now)
    if (acted.ok) await ports.store.save(stored, acted.value.case, acted.value.events)
    return restart(ports, clock, { ...stored, case: acted.ok ? acted.value.case : request })
  }
  const { reference, round } = request
  const attempt = (await ports.rounds.round(reference, round))?.attempt ?? 0
  const running =
    attempt > 0 && (await ports.workflow.running(executionName(reference, round, attempt)))
  if (!running && !exhausted(clock, request, now)) return restart(ports, clock, stored)
  await lookAgain(ports, stored, nextMilestone(clock, request, now))
}

/** A quarter of an hour after the next milestone, when its turn must have been taken. */
function nextMilestone(
  { calendar }: OfficeClock,
  request: StoredRequest['case'],
  now: string,
): string | undefined {
  const begin = roundStart(request)
  const { dueAt } = request
  if (begin === undefined) return undefined
  // The missing year may be added any day: look every hour.
  if (dueAt === undefined) return new Date(Date.parse(now) + 4 * quarter).toISOString()
  const next = reviewAsks(calendar, begin, dueAt, now).find(({ until }) => until > now)
  return next && new Date(Date.parse(next.until) + quarter).toISOString()
}

/** Whether every milestone has been taken: the superior was called ten days in a row. */
function exhausted(
  { calendar }: OfficeClock,
  request: StoredRequest['case'],
  now: string,
): boolean {
  const begin = roundStart(request)
  const { dueAt } = request
  if (begin === undefined || dueAt === undefined) return false
  const last = reviewAsks(calendar, begin, dueAt, now).at(-1)
  return last !== undefined && last.until <= now
}

/** Starts the timer again where the record is: the execution was lost, or its limit is new. */
async function restart(
  { rounds, workflow, now }: SweepPorts,
  { calendar }: OfficeClock,
  { case: request }: StoredRequest,
): Promise<void> {
  const { reference, round, dueAt } = request
  const begin = roundStart(request)
  if (begin === undefined) return
  const at = now().toISOString()
  const attempt = (await rounds.round(reference, round))?.attempt ?? 0
  if (!(await rounds.raiseAttempt(reference, round, attempt))) return
  const from = stepAt(reviewAsks(calendar, begin, dueAt, at), at)
  const asks = reviewAsks(calendar, begin, dueAt, at, from)
  const name = executionName(reference, round, attempt + 1)
  await workflow.start(name, { reference, round, attempt: attempt + 1, asks })
}

async function expire({ store, now }: SweepPorts, stored: StoredRequest): Promise<void> {
  const acted = act(stored.case, { act: 'expire' }, now().toISOString())
  if (acted.ok) await store.save(stored, acted.value.case, acted.value.events)
}

/** Nothing to do before `at`; but e-mails that are not sent yet are looked at soon. */
async function lookAgain(
  { store, now }: SweepPorts,
  stored: StoredRequest,
  at: string | undefined,
): Promise<void> {
  const soon = new Date(now().getTime() + quarter).toISOString()
  await store.lookAgain(stored, unsent(stored) ? soon : at)
}

/** Whether somebody has not been told: looking again writes the case, and its reader tries again. */
const unsent = ({ case: request, events, notes }: StoredRequest): boolean =>
  events.some((event) =>
    noticesFor(event, request).some(
      ({ recipient }) =>
        !notes.some(
          (note) =>
            note.event === event.version && note.recipient === recipient && note.state === 'sent',
        ),
    ),
  )
