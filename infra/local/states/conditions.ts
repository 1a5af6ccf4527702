import type { ChoiceState, Exit, WaitState } from './definition.ts'
import { StateError } from './errors.ts'
import { evaluate, type Scope } from './expression.ts'
import { isTimestamp } from './shapes.ts'

/**
 * The exit of the first rule whose condition holds, or the state's own with its default.
 *
 * @param name of the state
 * @throws StateError States.NoChoiceMatched, or States.QueryEvaluationError for a condition that
 * gives no boolean
 */
export async function exitOf(state: ChoiceState, name: string, scope: Scope): Promise<Exit> {
  for (const [index, rule] of state.Choices.entries()) {
    const field = `Choices[${index}]/Condition`
    const met = await evaluate(rule.Condition, scope, field)
    if (typeof met !== 'boolean') throw wrongValue(field, 'a boolean', met)
    if (met) return rule
  }
  const { Assign, Default, Output } = state
  if (Default !== undefined) return { Assign, Output, Next: Default }
  throw new StateError('States.NoChoiceMatched', `No choice of state "${name}" matched.`)
}

/** When a Wait state ends, in milliseconds since the epoch; throws StateError for a wrong value. */
export async function waitUntil(state: WaitState, scope: Scope): Promise<number> {
  if (state.Timestamp !== undefined) {
    const at = await evaluate(state.Timestamp, scope, 'Timestamp')
    if (typeof at === 'string' && isTimestamp(at)) return Date.parse(at)
    throw wrongValue('Timestamp', 'a timestamp (RFC 3339)', at)
  }
  const seconds = await evaluate(state.Seconds, scope, 'Seconds')
  if (isCount(seconds)) return scope.now + seconds * 1000
  throw wrongValue('Seconds', 'a number of seconds', seconds)
}

/** An integer from 0 to the longest time, in seconds, that Step Functions counts. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 99_999_999
}

export function wrongValue(field: string, wanted: string, value: unknown): StateError {
  return new StateError(
    'States.QueryEvaluationError',
    `The field '${field}' must give ${wanted}; it gave ${JSON.stringify(value)}.`,
  )
}
