import { exitOf, waitUntil } from './conditions.ts'
import type { Exit, ParallelState, Sequence, State } from './definition.ts'
import { limited, meets, retryDelay, StateError } from './errors.ts'
import { type Doing, type HistoryEvent, type Thread, threadAt } from './execution.ts'
import { evaluate, type Scope } from './expression.ts'
import { beginTask, endTask } from './task.ts'

/**
 * Walks a thread through its states until all of it waits or has ended. Nothing here touches the
 * world: what a thread waits for is data, and whoever runs it brings the outcome back.
 */

export type Outcome = { id: number } & (
  | { kind: 'returned'; payload: unknown }
  | { kind: 'completed'; output: unknown }
  | { kind: 'failed'; error: string; cause: string }
  | { kind: 'expired' }
  | { kind: 'due' }
)

/** What a walk may use of the execution around it. */
export type Walk = {
  /** Milliseconds; the same for everything that happens in one walk. */
  now: number
  /** `$states.context`, without State and Task. */
  context: Readonly<Record<string, unknown>>
  emit: (event: Omit<HistoryEvent, 'at'>) => void
  nextId: () => number
}

/**
 * @returns the thread as it stands afterwards; the same one when the outcome is not for it
 * @throws StateError when the thread fails and nothing in it catches that
 */
export async function walk(
  env: Walk,
  sequence: Sequence,
  thread: Thread,
  outcome?: Outcome,
): Promise<Thread> {
  let current = await settle(env, sequence, thread, outcome)
  while (current.doing.kind === 'ready') current = await visit(env, sequence, current)
  return current
}

/** Brings an outcome to the state that waits for it. */
async function settle(
  env: Walk,
  sequence: Sequence,
  thread: Thread,
  outcome?: Outcome,
): Promise<Thread> {
  const { doing } = thread
  const state = stateOf(sequence, thread)
  if (doing.kind === 'branches' && state.Type === 'Parallel') {
    return guarded(env, thread, state, () => walkBranches(env, state, thread, doing, outcome))
  }
  if (outcome === undefined || !('id' in doing) || doing.id !== outcome.id) return thread
  if (doing.kind === 'timer' && doing.next === 'retry') {
    return { ...thread, doing: { kind: 'ready', again: true } }
  }
  if (doing.kind === 'timer') {
    const how = { exit: state as Exit, output: thread.input }
    return guarded(env, thread, state, () => leave(env, thread, state, how))
  }
  return guarded(env, thread, state, async () => {
    const ended = endTask(env, thread, state, doing, outcome)
    if ('waiting' in ended) return { ...thread, doing: ended.waiting }
    const result = ended.result
    return leave(env, thread, state, { exit: state as Exit, output: result, known: { result } })
  })
}

async function visit(env: Walk, sequence: Sequence, thread: Thread): Promise<Thread> {
  const state = stateOf(sequence, thread)
  const entering = thread.doing.kind === 'ready' && !thread.doing.again
  if (entering) {
    const detail = { input: thread.input }
    env.emit({ type: `${state.Type}StateEntered`, state: thread.state, detail })
  }
  return guarded(env, thread, state, () => begin(env, thread, state))
}

async function begin(env: Walk, thread: Thread, state: State): Promise<Thread> {
  const scope = scopeOf(env, thread)
  switch (state.Type) {
    case 'Task':
      return { ...thread, doing: await beginTask(env, thread, state, scope) }
    case 'Choice':
      return leave(env, thread, state, {
        exit: await exitOf(state, thread.state, scope),
        output: thread.input,
      })
    case 'Wait': {
      const until = await waitUntil(state, scope)
      return { ...thread, doing: { kind: 'timer', id: env.nextId(), until, next: 'leave' } }
    }
    case 'Pass':
      return leave(env, thread, state, { exit: state, output: thread.input })
    case 'Succeed':
      return leave(env, thread, state, { exit: { ...state, End: true }, output: thread.input })
    case 'Fail':
      throw new StateError(
        String(await evaluate(state.Error ?? '', scope, 'Error')),
        String(await evaluate(state.Cause ?? '', scope, 'Cause')),
      )
    default:
      return branchOut(env, thread, state, scope)
  }
}

/** Starts every branch; each sees the variables of the scope around it and keeps its own. */
async function branchOut(
  env: Walk,
  thread: Thread,
  state: ParallelState,
  scope: Scope,
): Promise<Thread> {
  const given = state.Arguments
  const input = given === undefined ? thread.input : await evaluate(given, scope, 'Arguments')
  limited(input, `The arguments of state "${thread.state}"`)
  const threads = state.Branches.map(({ StartAt }) =>
    threadAt(StartAt, input, thread.variables, env.now),
  )
  return walkBranches(env, state, thread, { kind: 'branches', threads })
}

async function walkBranches(
  env: Walk,
  state: ParallelState,
  thread: Thread,
  doing: Extract<Doing, { kind: 'branches' }>,
  outcome?: Outcome,
): Promise<Thread> {
  const threads: Thread[] = []
  for (const [index, branch] of state.Branches.entries()) {
    const inner = doing.threads[index]
    if (inner) threads.push(await walk(env, branch, inner, outcome))
  }
  const result = threads.flatMap(({ doing }) => (doing.kind === 'ended' ? [doing.output] : []))
  if (result.length < threads.length) return { ...thread, doing: { kind: 'branches', threads } }
  return leave(env, thread, state, { exit: state, output: result, known: { result } })
}

/** Runs part of a state; its failure goes to the state's retriers, then to its catchers. */
async function guarded(
  env: Walk,
  thread: Thread,
  state: State,
  part: () => Promise<Thread>,
): Promise<Thread> {
  try {
    return await part()
  } catch (error) {
    if (!(error instanceof StateError)) throw error
    if (error.error === 'States.QueryEvaluationError') {
      const detail = { error: error.error, cause: error.message }
      env.emit({ type: 'EvaluationFailed', state: thread.state, detail })
    }
    if (!('Retry' in state || 'Catch' in state)) throw error
    return recover(env, thread, state, error)
  }
}

async function recover(
  env: Walk,
  thread: Thread,
  state: Extract<State, { Type: 'Task' | 'Parallel' }>,
  failure: StateError,
): Promise<Thread> {
  const place = (state.Retry ?? []).findIndex((rule) => meets(rule.ErrorEquals, failure.error))
  const retrier = state.Retry?.[place]
  const taken = thread.retries[place] ?? 0
  if (retrier && taken < (retrier.MaxAttempts ?? 3)) {
    const until = env.now + retryDelay(retrier, taken)
    const retries = { ...thread.retries, [place]: taken + 1 }
    return { ...thread, retries, doing: { kind: 'timer', id: env.nextId(), until, next: 'retry' } }
  }
  const catcher = state.Catch?.find((rule) => meets(rule.ErrorEquals, failure.error))
  if (!catcher) throw failure
  const errorOutput = { Error: failure.error, Cause: failure.message }
  return leave(env, thread, state, { exit: catcher, output: errorOutput, known: { errorOutput } })
}

type Leaving = {
  exit: Exit
  /** The state's output where the exit names none. */
  output: unknown
  known?: { result: unknown } | { errorOutput: unknown }
}

/** Leaves a state: every expression of the exit sees the variables as they were before it. */
async function leave(env: Walk, thread: Thread, state: State, how: Leaving): Promise<Thread> {
  const { exit } = how
  const scope = scopeOf(env, thread, how.known)
  const given =
    exit.Output === undefined ? how.output : await evaluate(exit.Output, scope, 'Output')
  const output = limited(given, `The output of state "${thread.state}"`)
  const assigned: Record<string, unknown> = {}
  for (const [name, template] of Object.entries(exit.Assign ?? {})) {
    const value = await evaluate(template, scope, `Assign/${name}`)
    assigned[name] = limited(value, `The variable "${name}"`)
  }
  const detail = { output, ...(exit.Assign && { assigned }) }
  env.emit({ type: `${state.Type}StateExited`, state: thread.state, detail })
  if (exit.Next === undefined) return { ...thread, doing: { kind: 'ended', output } }
  return threadAt(exit.Next, output, { ...thread.variables, ...assigned }, env.now)
}

function scopeOf(env: Walk, thread: Thread, known?: Leaving['known']): Scope {
  const { retries, state, variables } = thread
  const State = {
    EnteredTime: new Date(thread.enteredAt).toISOString(),
    Name: state,
    RetryCount: Object.values(retries).reduce((sum, count) => sum + count, 0),
  }
  const context = { ...env.context, State }
  return { states: { input: thread.input, context, ...known }, variables, now: env.now }
}

function stateOf(sequence: Sequence, thread: Thread): State {
  const state = sequence.States[thread.state]
  if (!state) throw new StateError('States.Runtime', `There is no state "${thread.state}".`)
  return state
}
