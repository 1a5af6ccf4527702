/** Filter patterns of an event source mapping. Source: "Lambda event filtering", developer guide. */

type Rule = (value: unknown) => boolean

/** A value that a record lacks; `exists` asks for it. */
const absent = Symbol('absent')

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value)

function numeric(terms: readonly unknown[]): Rule {
  const compare: Record<string, (a: number, b: number) => boolean> = {
    '=': (a, b) => a === b,
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
  }
  const rules: Rule[] = []
  for (let at = 0; at < terms.length; at += 2) {
    const test = compare[String(terms[at])]
    const bound = terms[at + 1]
    if (!test || typeof bound !== 'number') throw new Error('A numeric filter is malformed')
    rules.push((value) => typeof value === 'number' && test(value, bound))
  }
  return (value) => rules.every((rule) => rule(value))
}

function anythingBut(operand: unknown): Rule {
  const listed = Array.isArray(operand) ? operand : [operand]
  const rules = listed.map(ruleFrom)
  return (value) => value !== absent && !rules.some((rule) => rule(value))
}

/** What one element of a pattern's list accepts. Throws an Error that names an unknown operator. */
function ruleFrom(element: unknown): Rule {
  if (typeof element !== 'object' || element === null) return (value) => value === element
  const [operator = '', operand] = Object.entries(element)[0] ?? []
  switch (operator) {
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(String(operand))
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(String(operand))
    case 'equals-ignore-case':
      return (value) => typeof value === 'string' && lower(value) === lower(operand)
    case 'exists':
      return (value) => (value !== absent) === operand
    case 'numeric':
      return numeric(operand as unknown[])
    case 'anything-but':
      return anythingBut(operand)
    default:
      throw new Error(`The local host does not know the filter operator "${operator}"`)
  }
}

/** The values that a rule looks at: of a list, each member. */
function values(value: unknown): readonly unknown[] {
  if (value === undefined) return [absent]
  return Array.isArray(value) ? value : [value]
}

function compile(pattern: object): Rule {
  const rules = Object.entries(pattern).map(([name, part]): Rule => {
    if (name === '$or') return either((part as object[]).map(compile))
    const at = (value: unknown) => (value as Record<string, unknown> | undefined)?.[name]
    if (!Array.isArray(part)) {
      const inner = compile(part as object)
      return (value) => inner(typeof at(value) === 'object' ? at(value) : undefined)
    }
    const accepts = either(part.map(ruleFrom))
    return (value) => values(at(value)).some(accepts)
  })
  return (value) => rules.every((rule) => rule(value))
}

const either =
  (rules: readonly Rule[]): Rule =>
  (value) =>
    rules.some((rule) => rule(value))

/** Whether a record passes any of the patterns; no patterns pass all. Throws on a malformed pattern. */
export function filterFrom(patterns: readonly object[] | undefined): (record: object) => boolean {
  return patterns && patterns.length > 0 ? either(patterns.map(compile)) : () => true
}
