import type { Definition } from './definition.ts'
import { StateError } from './errors.ts'
import type { Execution, HistoryEvent, Run, Status } from './execution.ts'
import { type Outcome, type Walk, walk } from './interpreter.ts'

/** What happens to an execution: something it waits for, its first step, or its end from outside. */
export type Step =
  | Outcome
  | { kind: 'begin' }
  | { kind: 'end'; status: 'ABORTED' | 'TIMED_OUT'; error?: string; cause?: string }

// An execution has at most 25,000 history events (service quota); it also ends loops without waits.
const HISTORY_EVENTS = 25_000

/** The event that ends an execution, by its status. */
export const ENDING: Readonly<Record<Exclude<Status, 'RUNNING'>, string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
}

/** Where an execution stands after a step, and what that adds to its history. */
export async function runAfter(
  execution: Execution,
  definition: Definition,
  step: Step,
  now: number,
): Promise<{ run: Run; history: readonly HistoryEvent[] }> {
  const history: HistoryEvent[] = []
  const ended = (status: keyof typeof ENDING, fields: Partial<Run>): Run => {
    history.push({ at: now, type: ENDING[status], detail: fields })
    return { ...execution.run, status, ...fields, stoppedAt: now }
  }
  if (step.kind === 'end') {
    const { kind: _, status, ...fields } = step
    return { run: ended(status, fields), history }
  }
  let { nextId } = execution.run
  const walking: Walk = {
    now,
    context: contextOf(execution),
    nextId: () => nextId++,
    emit: (event) => {
      if (execution.history.length + history.length >= HISTORY_EVENTS) {
        throw new StateError('States.Runtime', `More than ${HISTORY_EVENTS} history events.`)
      }
      history.push({ at: now, ...event })
    },
  }
  try {
    const outcome = step.kind === 'begin' ? undefined : step
    const thread = await walk(walking, definition, execution.run.thread, outcome)
    if (thread.doing.kind !== 'ended') return { run: { ...execution.run, thread, nextId }, history }
    return { run: { ...ended('SUCCEEDED', { output: thread.doing.output }), thread }, history }
  } catch (error) {
    // Anything but a StateError is a flaw of this host: the execution shows it instead of hanging.
    const name = error instanceof StateError ? error.error : 'States.Runtime'
    const cause = error instanceof Error ? error.message : String(error)
    return { run: ended('FAILED', { error: name, cause }), history }
  }
}

/** `$states.context`, without what changes from state to state. */
function contextOf({ arn, start }: Execution): Record<string, unknown> {
  const { name, machine, input, startedAt } = start
  return {
    Execution: {
      Id: arn,
      Input: input,
      Name: name,
      StartTime: new Date(startedAt).toISOString(),
    },
    StateMachine: { Id: machine, Name: machine.split(':').at(-1) },
  }
}
