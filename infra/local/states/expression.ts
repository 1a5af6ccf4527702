import jsonata from 'jsonata'
import { StateError } from './errors.ts'
import { functionsAt } from './functions.ts'

/** Names below `$states`; `result` and `errorOutput` exist only where a state can know them. */
export type Reserved = 'input' | 'context' | 'result' | 'errorOutput'

/** What an expression sees: `$states`, the variables, and the time of `$now()` in milliseconds. */
export type Scope = {
  states: Partial<Record<Reserved, unknown>>
  variables: Readonly<Record<string, unknown>>
  now: number
}

// An expression that recurses or loops without end must not stop the host.
const GUARD = { stack: 500, timeout: 1000 }

const compiled = new Map<string, jsonata.Expression>()

/** Whether the text is a JSONata expression: `{% … %}`, without a space outside. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}')
}

/**
 * The value of a field: every expression in it, at any depth, replaced by what it gives.
 *
 * @param field name for error messages, as in `Arguments/Payload`
 * @throws StateError States.QueryEvaluationError, also when an expression gives nothing
 */
export async function evaluate(template: unknown, scope: Scope, field: string): Promise<unknown> {
  if (isExpression(template)) return evaluateOne(template, scope, field)
  if (Array.isArray(template)) {
    const items: unknown[] = []
    for (const [index, item] of template.entries()) {
      items.push(await evaluate(item, scope, `${field}[${index}]`))
    }
    return items
  }
  if (typeof template !== 'object' || template === null) return template
  const entries: [string, unknown][] = []
  for (const [key, item] of Object.entries(template)) {
    entries.push([key, await evaluate(item, scope, `${field}/${key}`)])
  }
  return Object.fromEntries(entries)
}

async function evaluateOne(text: string, scope: Scope, field: string): Promise<unknown> {
  const refuse = (problem: string) =>
    new StateError(
      'States.QueryEvaluationError',
      `The JSONata expression '${inner(text)}' specified for the field '${field}' ${problem}.`,
    )
  const bindings = { ...scope.variables, ...functionsAt(scope.now), states: scope.states }
  let json: string | undefined
  try {
    const value: unknown = await compile(text).evaluate(undefined, bindings)
    json = isCallable(value) ? undefined : JSON.stringify(value, finite)
  } catch (error) {
    throw refuse(`threw an error during evaluation: ${messageOf(error)}`)
  }
  if (json === undefined) throw refuse('returned nothing (undefined)')
  // A round trip leaves JSONata's marks on sequences behind, and shares nothing with the scope.
  return JSON.parse(json)
}

/** JSON has no infinity, and silence would turn it into null. */
function finite(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('Number out of range')
  return value
}

function isCallable(value: unknown): boolean {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' &&
      value !== null &&
      ('_jsonata_lambda' in value || '_jsonata_function' in value))
  )
}

/**
 * What Step Functions refuses in an expression when a machine is created: bad syntax, `$eval`, and
 * `$states` fields that do not exist in that place.
 *
 * @returns the problem, if any
 */
export function problemOf(text: string, reserved: readonly Reserved[]): string | undefined {
  let tree: unknown
  try {
    tree = compile(text).ast()
  } catch (error) {
    return `is not valid JSONata: ${messageOf(error)}`
  }
  return problemIn(tree, new Set<string>(reserved))
}

function problemIn(node: unknown, reserved: ReadonlySet<string>): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  const { type, value, steps } = node as { type?: unknown; value?: unknown; steps?: unknown }
  if (type === 'variable' && value === 'eval') return 'calls $eval, which Step Functions lacks'
  if (type === 'path' && Array.isArray(steps)) {
    const [first, second] = steps as { type?: unknown; value?: unknown }[]
    const onStates = first?.type === 'variable' && first.value === 'states'
    if (onStates && second?.type === 'name' && !reserved.has(String(second.value))) {
      return `reads $states.${String(second.value)}, which does not exist here`
    }
  }
  for (const child of Object.values(node)) {
    const problem = problemIn(child, reserved)
    if (problem) return problem
  }
  return undefined
}

function compile(text: string): jsonata.Expression {
  const known = compiled.get(text)
  if (known) return known
  const expression = jsonata(inner(text), GUARD)
  compiled.set(text, expression)
  return expression
}

function inner(text: string): string {
  return text.slice(2, -2).trim()
}

function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    return String(error.message)
  }
  return String(error)
}
