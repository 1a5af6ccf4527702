import { isCount, wrongValue } from './conditions.ts'
import type { State, TaskState } from './definition.ts'
import { limited, StateError } from './errors.ts'
import { type Doing, newToken, type Thread } from './execution.ts'
import { evaluate, type Scope } from './expression.ts'
import type { Outcome, Walk } from './interpreter.ts'

/** One attempt of a Task state: what is asked of a function, and what its end means. */

type DoingTask = Extract<Doing, { kind: 'task' }>

/** Starts an attempt: each has its own arguments, deadline and token. */
export async function beginTask(
  env: Walk,
  thread: Thread,
  state: TaskState,
  scope: Scope,
): Promise<DoingTask> {
  const token = state.Resource.endsWith('.waitForTaskToken') ? newToken() : undefined
  const seen = token === undefined ? scope : withToken(scope, token)
  const given = await argumentsOf(thread, state, seen)
  const seconds = await timeoutOf(state, seen)
  const detail = {
    ...given,
    ...(seconds && { timeoutInSeconds: seconds }),
    ...(token && { token }),
  }
  env.emit({ type: 'TaskScheduled', state: thread.state, detail })
  return {
    kind: 'task',
    id: env.nextId(),
    ...given,
    ...(seconds && { deadline: env.now + seconds * 1000 }),
    ...(token && { token }),
  }
}

function withToken(scope: Scope, token: string): Scope {
  const context = { ...(scope.states.context as object), Task: { Token: token } }
  return { ...scope, states: { ...scope.states, context } }
}

async function argumentsOf(
  thread: Thread,
  state: TaskState,
  scope: Scope,
): Promise<{ function: string; payload: unknown }> {
  const template = state.Arguments
  const value = template === undefined ? thread.input : await evaluate(template, scope, 'Arguments')
  limited(value, `The arguments of state "${thread.state}"`)
  if (!throughLambdaService(state)) return { function: state.Resource, payload: value }
  const { FunctionName: name, Payload: payload } = value as Record<string, unknown>
  if (typeof name === 'string') return { function: name, payload: payload ?? {} }
  throw wrongValue('Arguments/FunctionName', 'text', name)
}

async function timeoutOf(state: TaskState, scope: Scope): Promise<number | undefined> {
  if (state.TimeoutSeconds === undefined) return undefined
  const seconds = await evaluate(state.TimeoutSeconds, scope, 'TimeoutSeconds')
  if (isCount(seconds) && seconds > 0) return seconds
  throw wrongValue('TimeoutSeconds', 'a positive integer', seconds)
}

/**
 * What an outcome means for the attempt: its result, or that it goes on waiting.
 *
 * @throws StateError when the attempt has failed or run out of time
 */
export function endTask(
  env: Walk,
  thread: Thread,
  state: State,
  doing: DoingTask,
  outcome: Outcome,
): { waiting: DoingTask } | { result: unknown } {
  const told = (type: string, detail?: unknown) =>
    env.emit({ type, state: thread.state, ...(detail !== undefined && { detail }) })
  switch (outcome.kind) {
    case 'returned': {
      if (doing.token !== undefined) {
        told('TaskSubmitted')
        return { waiting: { ...doing, submitted: true } }
      }
      const result = throughLambdaService(state) ? envelope(outcome.payload) : outcome.payload
      return succeeded(result)
    }
    case 'completed':
      return succeeded(outcome.output)
    case 'failed':
      told('TaskFailed', { error: outcome.error, cause: outcome.cause })
      throw new StateError(outcome.error, outcome.cause)
    default:
      told('TaskTimedOut', { error: 'States.Timeout' })
      throw new StateError('States.Timeout', '')
  }

  function succeeded(result: unknown): { result: unknown } {
    limited(result, `The result of state "${thread.state}"`)
    told('TaskSucceeded', { output: result })
    return { result }
  }
}

function throughLambdaService(state: State): boolean {
  return state.Type === 'Task' && state.Resource.includes(':states:::lambda:invoke')
}

/** The answer of the Lambda service's Invoke, as the optimized integration gives it. */
function envelope(payload: unknown): Record<string, unknown> {
  return { ExecutedVersion: '$LATEST', Payload: payload ?? null, StatusCode: 200 }
}
