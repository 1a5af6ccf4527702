import type {
  OfficeStore,
  RequestStore,
  RoundStore,
  StoredRequest,
  Workflow,
} from '../../shared/contracts/ports.ts'
import type { LetterRecheck } from '../../shared/contracts/scan-result.ts'
import { noticesFor } from '../../shared/domain/notices.ts'
import { act, type OfficeClock } from '../../shared/domain/request.ts'
import { dueOf, roundStart, takesLetter } from '../../shared/domain/request-case.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import { correctionReminder, waitingEnds } from '../../shared/domain/request-expiry.ts'
import { executionName } from '../../shared/domain/review-execution.ts'
import { asksAhead, officeTime, reviewAsks } from '../../shared/domain/review-timer.ts'
import { log } from '../../shared/web/log.ts'
import { eventStep } from './sweep-event.ts'

export type SweepPorts = {
  readonly store: Pick<RequestStore, 'due' | 'load' | 'save' | 'lookAgain'>
  readonly rounds: Pick<RoundStore, 'round' | 'raiseAttempt'>
  readonly office: Pick<OfficeStore, 'clock'>
  readonly workflow: Pick<Workflow, 'start' | 'running'>
  readonly recheck: LetterRecheck
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
    const begun = ports.now()
    const due = await ports.store.due(begun.toISOString(), perShard)
    let failed = 0
    for (const { reference } of due) {
      try {
        await look(ports, clock, reference)
      } catch (error) {
        failed += 1
        log.error('sweep-case-failed', error, { reference })
      }
    }
    // The oldest comes first; an alarm watches how long it was passed over.
    const waited = begun.getTime() - Date.parse(due[0]?.since ?? begun.toISOString())
    log.info('sweep-ended', { looked: due.length, failed, lagSeconds: Math.round(waited / 1000) })
    if (failed > 0) throw new Error(`The sweep left ${failed} of ${due.length} cases.`)
    return { looked: due.length, failed }
  }
}

async function look(ports: SweepPorts, clock: OfficeClock, reference: string): Promise<void> {
  const stored = await ports.store.load(reference)
  if (!stored) return
  const { status } = stored.case
  if (status === 'received' || status === 'in-review') return tend(ports, clock, stored)
  const end = waitingEnds(stored.case, clock.calendar)
  if (end === undefined) {
    const step = eventStep(stored.case, clock.calendar, ports.now().toISOString())
    return step.command ? record(ports, stored, step.command) : lookAgain(ports, stored, step.next)
  }
  const now = ports.now()
  const later = (ms: number): string => new Date(now.getTime() + ms).toISOString()
  const inScan = stored.inScan.filter(({ at }) => takesLetter(stored.case, at))
  if (inScan.length > 0) {
    // A verdict that was missed is found, and one that does not come is told to a person.
    await Promise.all(inScan.map((waiting) => ports.recheck(waiting)))
    return lookAgain(ports, stored, later(quarter))
  }
  if (end <= now.toISOString()) return record(ports, stored, { act: 'expire' })
  const reminder = correctionReminder(stored.case, clock.calendar)
  if (reminder !== undefined && reminder <= now.toISOString()) {
    return record(ports, stored, { act: 'remind-applicant' })
  }
  await lookAgain(ports, stored, reminder ?? (end === 'undecreed' ? later(day) : end))
}

/**
 * A review must have its limit and a running timer. Reviewers are asked at any hour, as their letter
 * comes; reminders and calls are for office hours, so a timer that was lost then waits for them.
 */
async function tend(ports: SweepPorts, clock: OfficeClock, stored: StoredRequest): Promise<void> {
  const { case: request } = stored
  const now = ports.now().toISOString()
  const { reference, round } = request
  const attempt = (await ports.rounds.round(reference, round))?.attempt ?? 0
  const opening = request.step < 0 ? now : officeTime(clock.calendar, now)
  if (request.dueAt === undefined && dueOf(request, clock).dueAt !== undefined) {
    if (opening > now) return lookAgain(ports, stored, opening)
    return setDue(ports, clock, stored, attempt)
  }
  const running =
    attempt > 0 && (await ports.workflow.running(executionName(reference, round, attempt)))
  if (!running && !exhausted(clock, request, now)) {
    if (opening > now) return lookAgain(ports, stored, opening)
    if (!(await ports.rounds.raiseAttempt(reference, round, attempt))) return
    return restart(ports, clock, request, attempt + 1)
  }
  await lookAgain(ports, stored, nextMilestone(clock, request, now))
}

/**
 * The decree has come: the limit is set and the timer starts anew. The attempt is raised first: what
 * breaks off after it finds no running execution at the next look, and goes on from there.
 */
async function setDue(
  ports: SweepPorts,
  clock: OfficeClock,
  stored: StoredRequest,
  attempt: number,
): Promise<void> {
  const { reference, round } = stored.case
  const acted = act(stored.case, { act: 'set-due', clock }, ports.now().toISOString())
  if (!acted.ok || !(await ports.rounds.raiseAttempt(reference, round, attempt))) return
  const { case: request, events } = acted.value
  if ((await ports.store.save(stored, request, events)) === 'conflict') return
  await restart(ports, clock, request, attempt + 1)
}

/** When to look again: a quarter of an hour after the next milestone its turn must be taken. */
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
  // All turns are taken; but a new year's calendar may bring more.
  if (!next) return new Date(Date.parse(now) + day).toISOString()
  return new Date(Date.parse(next.until) + quarter).toISOString()
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
  { workflow, now }: SweepPorts,
  { calendar }: OfficeClock,
  request: StoredRequest['case'],
  attempt: number,
): Promise<void> {
  const { reference, round, dueAt, step } = request
  const begin = roundStart(request)
  if (begin === undefined) return
  const at = now().toISOString()
  const asks = asksAhead(reviewAsks(calendar, begin, dueAt, at), step, at)
  const name = executionName(reference, round, attempt)
  await workflow.start(name, { reference, round, attempt, asks })
}

async function record(
  { store, now }: SweepPorts,
  stored: StoredRequest,
  command: RequestCommand,
): Promise<void> {
  const acted = act(stored.case, command, now().toISOString())
  if (acted.ok) await store.save(stored, acted.value.case, acted.value.events)
}

/** Nothing to do before `at`; but e-mails that are not sent yet are looked at soon. */
async function lookAgain(
  { store, now }: SweepPorts,
  stored: StoredRequest,
  at: string | undefined,
): Promise<void> {
  const soon = new Date(now().getTime() + quarter).toISOString()
  await (unsent(stored) ? store.lookAgain(stored, soon, true) : store.lookAgain(stored, at))
}

/** Whether somebody has still to be told: looking again writes the case, and its reader tries again. */
const unsent = ({ case: request, events, notes }: StoredRequest): boolean =>
  events.some((event) =>
    noticesFor(event, request).some(
      ({ recipient }) =>
        !notes.some(
          (note) =>
            note.event === event.version &&
            note.recipient === recipient &&
            note.state !== 'sending',
        ),
    ),
  )
