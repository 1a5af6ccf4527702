import { isExpression } from './expression.ts'
import {
  assignment,
  atLeast,
  type Check,
  either,
  errorNames,
  expression,
  integer,
  isObject,
  listOf,
  oneOf,
  type Shape,
  shapeProblem,
  template,
  text,
} from './fields.ts'

/**
 * The fields of each state type that the local host runs, in JSONata.
 * Source: Step Functions developer guide, "Using Amazon States Language".
 */
export const STATE_NAME_LENGTH = 80

// The longest time that Step Functions waits or lets a task take.
const LONGEST = 99_999_999

type StateShape = Shape & {
  /** A problem between fields. */
  problem?: (state: Record<string, unknown>) => string | undefined
}

const instant: Check = (value) =>
  typeof value === 'string' && isTimestamp(value) ? undefined : 'must be a timestamp (RFC 3339)'

/** RFC 3339 as the Amazon States Language narrows it: a capital T, and Z or an offset. */
export function isTimestamp(value: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  )
}

const resource: Check = (value) =>
  typeof value === 'string' &&
  /^arn:[\w-]+:(states:::lambda:invoke(\.waitForTaskToken)?|lambda:[\w-]*:\d*:function:[\w:-]+)$/.test(
    value,
  )
    ? undefined
    : `${JSON.stringify(value)} is not known to the local host (it runs lambda:invoke, with or without .waitForTaskToken, and functions)`

const ARGUMENTS: Shape = {
  fields: {
    FunctionName: template('input', 'context'),
    Payload: template('input', 'context'),
  },
  required: ['FunctionName'],
}

const common = { Type: text, Comment: text, QueryLanguage: oneOf('JSONata') }
const plainExit = {
  Next: text,
  End: oneOf(true),
  Assign: assignment('input', 'context'),
  Output: template('input', 'context'),
}
const resultExit = {
  ...plainExit,
  Assign: assignment('input', 'context', 'result'),
  Output: template('input', 'context', 'result'),
}
const retriers = listOf({
  fields: {
    Comment: text,
    ErrorEquals: errorNames,
    IntervalSeconds: integer(1, LONGEST),
    BackoffRate: atLeast(1),
    MaxAttempts: integer(0, LONGEST),
    MaxDelaySeconds: integer(1, 31_622_400),
    JitterStrategy: oneOf('FULL', 'NONE'),
  },
  required: ['ErrorEquals'],
})
const catchers = listOf({
  fields: {
    Comment: text,
    ErrorEquals: errorNames,
    Next: text,
    Assign: assignment('input', 'context', 'errorOutput'),
    Output: template('input', 'context', 'errorOutput'),
  },
  required: ['ErrorEquals', 'Next'],
})
const choices = listOf(
  {
    fields: {
      Comment: text,
      Condition: expression('input', 'context'),
      Next: text,
      Assign: assignment('input', 'context'),
      Output: template('input', 'context'),
    },
    required: ['Condition', 'Next'],
  },
  1,
)

export const SHAPES: Readonly<Record<string, StateShape>> = {
  Task: {
    fields: {
      ...common,
      ...resultExit,
      Resource: resource,
      Arguments: template('input', 'context'),
      TimeoutSeconds: either(integer(1, LONGEST), 'input', 'context'),
      Retry: retriers,
      Catch: catchers,
    },
    required: ['Type', 'Resource'],
    problem: (state) => oneExit(state) ?? argumentsProblem(state) ?? wildcardProblem(state),
  },
  Parallel: {
    fields: {
      ...common,
      ...resultExit,
      Arguments: template('input', 'context'),
      Branches: (value) =>
        Array.isArray(value) && value.length > 0 ? undefined : 'must be a list of branches',
      Retry: retriers,
      Catch: catchers,
    },
    required: ['Type', 'Branches'],
    problem: (state) => oneExit(state) ?? wildcardProblem(state),
  },
  Choice: {
    fields: {
      ...common,
      Choices: choices,
      Default: text,
      Assign: plainExit.Assign,
      Output: plainExit.Output,
    },
    required: ['Type', 'Choices'],
  },
  Wait: {
    fields: {
      ...common,
      ...plainExit,
      Seconds: either(integer(0, LONGEST), 'input', 'context'),
      Timestamp: either(instant, 'input', 'context'),
    },
    required: ['Type'],
    problem: (state) =>
      oneExit(state) ??
      ('Seconds' in state === 'Timestamp' in state
        ? 'field "Seconds": exactly one of Seconds and Timestamp must be there'
        : undefined),
  },
  Pass: { fields: { ...common, ...plainExit }, required: ['Type'], problem: oneExit },
  Succeed: { fields: { ...common, Output: plainExit.Output }, required: ['Type'] },
  Fail: {
    fields: {
      ...common,
      Error: either(text, 'input', 'context'),
      Cause: either(text, 'input', 'context'),
    },
    required: ['Type'],
  },
}

function oneExit(state: Record<string, unknown>): string | undefined {
  return 'Next' in state === 'End' in state
    ? 'field "Next": exactly one of Next and End must be there'
    : undefined
}

function argumentsProblem(state: Record<string, unknown>): string | undefined {
  if (!String(state['Resource']).includes(':states:::')) return undefined
  const given = state['Arguments']
  if (isExpression(given)) return 'field "Arguments": must be an object with FunctionName'
  const problem = isObject(given)
    ? shapeProblem(given, ARGUMENTS)
    : 'field "FunctionName": is missing'
  return problem === undefined ? undefined : `in Arguments ${problem}`
}

/** States.ALL must stand in the last retrier and the last catcher. */
function wildcardProblem(state: Record<string, unknown>): string | undefined {
  for (const field of ['Retry', 'Catch']) {
    const rules = (state[field] ?? []) as { ErrorEquals: readonly string[] }[]
    const place = rules.findIndex((rule) => rule.ErrorEquals.includes('States.ALL'))
    if (place >= 0 && place < rules.length - 1) return `field "${field}": States.ALL must come last`
  }
  return undefined
}
