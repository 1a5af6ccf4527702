import { integer, isObject, oneOf, type Shape, shapeProblem, text } from './fields.ts'
import { SHAPES, STATE_NAME_LENGTH } from './shapes.ts'

const anything = () => undefined

const MACHINE: Shape = {
  fields: {
    Comment: text,
    Version: oneOf('1.0'),
    QueryLanguage: oneOf('JSONata'),
    // 99,999,999 s: the longest that Step Functions takes.
    TimeoutSeconds: integer(1, 99_999_999),
    StartAt: text,
    States: anything,
  },
  required: ['StartAt', 'States'],
}
const BRANCH: Shape = {
  fields: { Comment: text, StartAt: text, States: anything },
  required: ['StartAt', 'States'],
}

type Checking = {
  refuse: (state: string | undefined, problem: string) => Error
  /** Whether the machine as a whole says JSONata; otherwise each state must. */
  jsonata: boolean
  /** Every state name so far: names are unique in a machine, branches included. */
  names: Set<string>
}

/** Refuses a machine that the local host would not run as Step Functions does; throws Error. */
export function checkMachine(name: string, machine: unknown): void {
  const refuse = (state: string | undefined, problem: string) =>
    new Error(
      `State machine "${name}"${state === undefined ? '' : `, state "${state}"`}, ${problem}.`,
    )
  const problem = shapeProblem(machine, MACHINE)
  if (problem || !isObject(machine)) throw refuse(undefined, problem ?? 'is not an object')
  const jsonata = machine['QueryLanguage'] === 'JSONata'
  checkSequence(machine, undefined, { refuse, jsonata, names: new Set() }, new Set())
}

/** @param outer variables of the enclosing sequences, which a branch cannot assign */
function checkSequence(
  sequence: Record<string, unknown>,
  within: string | undefined,
  checking: Checking,
  outer: ReadonlySet<string>,
): void {
  const { StartAt: start, States: states } = sequence
  const { refuse } = checking
  if (!isObject(states) || Object.keys(states).length === 0) {
    throw refuse(within, 'field "States": must hold at least one state')
  }
  if (typeof start !== 'string' || !Object.hasOwn(states, start)) {
    throw refuse(within, `field "StartAt": "${String(start)}" is not a state`)
  }
  const variables = new Set([...outer, ...Object.values(states).flatMap(assigned)])
  for (const [name, state] of Object.entries(states)) {
    checkState(name, state, checking)
    for (const target of targets(state)) {
      if (!Object.hasOwn(states, target))
        throw refuse(name, `field "Next": "${target}" is not a state`)
    }
    const stolen = assigned(state).find((variable) => outer.has(variable))
    if (stolen !== undefined) {
      throw refuse(name, `field "Assign": "${stolen}" belongs to the enclosing scope`)
    }
    for (const branch of listAt(state, 'Branches')) {
      const problem = shapeProblem(branch, BRANCH)
      if (problem || !isObject(branch)) throw refuse(name, `in Branches ${problem ?? 'no object'}`)
      checkSequence(branch, name, checking, variables)
    }
  }
}

function checkState(name: string, state: unknown, checking: Checking): void {
  const { refuse, names } = checking
  if (!isObject(state)) throw refuse(name, 'is not an object')
  if (name.length > STATE_NAME_LENGTH) throw refuse(name, 'has a name that is too long')
  if (names.has(name)) throw refuse(name, 'has a name that another state has too')
  names.add(name)
  if (!checking.jsonata && state['QueryLanguage'] !== 'JSONata') {
    throw refuse(name, 'field "QueryLanguage": only JSONata is known to the local host')
  }
  const shape = SHAPES[String(state['Type'])]
  if (!shape) {
    throw refuse(
      name,
      `field "Type": ${JSON.stringify(state['Type'])} is not known to the local host`,
    )
  }
  const problem = shapeProblem(state, shape) ?? shape.problem?.(state)
  if (problem) throw refuse(name, problem)
}

function listAt(state: unknown, field: string): unknown[] {
  const list = isObject(state) ? state[field] : undefined
  return Array.isArray(list) ? list : []
}

/** The state and its rules that have an exit of their own. */
function exits(state: unknown): Record<string, unknown>[] {
  return [state, ...listAt(state, 'Choices'), ...listAt(state, 'Catch')].filter(isObject)
}

function targets(state: unknown): string[] {
  return exits(state)
    .flatMap((exit) => [exit['Next'], exit['Default']])
    .filter((target) => typeof target === 'string')
}

function assigned(state: unknown): string[] {
  return exits(state).flatMap((exit) => Object.keys(isObject(exit['Assign']) ? exit['Assign'] : {}))
}
