import { createHash } from 'node:crypto'
import { checkMachine } from './checks.ts'
import type { Retrier } from './errors.ts'

/** The part of the Amazon States Language that the local host runs (JSONata only). */

type Assigning = { Assign?: Record<string, unknown>; Output?: unknown }
/** Where a state goes on: exactly one of the two is there. */
export type Exit = Assigning & { Next?: string; End?: true }

type Catcher = Exit & { ErrorEquals: readonly string[]; Next: string }
type Recovering = { Retry?: readonly Retrier[]; Catch?: readonly Catcher[] }

export type TaskState = Exit &
  Recovering & { Type: 'Task'; Resource: string; Arguments?: unknown; TimeoutSeconds?: unknown }
export type ChoiceState = Assigning & {
  Type: 'Choice'
  Choices: readonly (Exit & { Condition: unknown; Next: string })[]
  Default?: string
}
export type WaitState = Exit & { Type: 'Wait'; Seconds?: unknown; Timestamp?: unknown }
type PassState = Exit & { Type: 'Pass' }
type SucceedState = { Type: 'Succeed'; Output?: unknown }
type FailState = { Type: 'Fail'; Error?: unknown; Cause?: unknown }
export type ParallelState = Exit &
  Recovering & { Type: 'Parallel'; Branches: readonly Sequence[]; Arguments?: unknown }

export type State =
  | TaskState
  | ChoiceState
  | WaitState
  | PassState
  | SucceedState
  | FailState
  | ParallelState

/** States with a start: a machine, or one branch of a Parallel state. */
export type Sequence = { StartAt: string; States: Readonly<Record<string, State>> }
export type Definition = Sequence & { TimeoutSeconds?: number }

/**
 * Reads a definition and refuses what this host does not run.
 *
 * @param name of the machine, for the message
 * @throws Error naming the machine, the state and the field
 */
export function readDefinition(name: string, text: string): Definition {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`State machine "${name}" has a definition that is not JSON.`, { cause: error })
  }
  checkMachine(name, value)
  return value as Definition
}

/** Identifies a text: an execution goes on with the definition that it started with. */
export function definitionHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
