import { BlockList, isIP } from 'node:net'

/**
 * Event patterns of EventBridge, with all comparison operators of event buses. Source: EventBridge
 * user guide, "Comparison operators for use in event patterns".
 */
type Fields = Readonly<Record<string, unknown>>
/** Whether a single value of the event, neither list nor object, is meant. */
type Test = (value: unknown) => boolean

/** Whether the event has what the pattern asks for. The pattern has passed `checkPattern`. */
export function matches(pattern: object, event: object): boolean {
  return Object.entries(pattern).every(([field, rule]) =>
    field === '$or' && Array.isArray(rule)
      ? rule.some((either) => matches(either, event))
      : fieldMatches(rule, Object.hasOwn(event, field) ? (event as Fields)[field] : undefined),
  )
}

function fieldMatches(rule: unknown, value: unknown): boolean {
  if (Array.isArray(rule)) return rule.some((matcher) => leafMatches(matcher, value))
  if (Array.isArray(value)) return value.some((item) => fieldMatches(rule, item))
  return isFields(rule) && matches(rule, isFields(value) ? value : {})
}

/** A leaf that is a list matches when one of its items does. */
function leafMatches(matcher: unknown, value: unknown): boolean {
  const values = (Array.isArray(value) ? value : [value]).filter(
    (item) => item !== undefined && !isFields(item),
  )
  if (isFields(matcher) && 'exists' in matcher) return values.length > 0 === matcher['exists']
  return values.some(testOf(matcher))
}

function testOf(matcher: unknown): Test {
  if (!isFields(matcher)) return (value) => value === matcher
  const [[operator, operand] = ['', undefined]] = Object.entries(matcher)
  const make = OPERATORS[operator]
  if (!make) throw new Error(`the operator "${operator}" is not known to the local host`)
  return make(operand)
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => Test>> = {
  prefix: (operand) => affix(operand, (text, part) => text.startsWith(part)),
  suffix: (operand) => affix(operand, (text, part) => text.endsWith(part)),
  'equals-ignore-case': (operand) => {
    const wanted = textOf(operand).toLowerCase()
    return (value) => typeof value === 'string' && value.toLowerCase() === wanted
  },
  wildcard: (operand) => {
    const form = wildcardForm(textOf(operand))
    return (value) => typeof value === 'string' && form.test(value)
  },
  numeric,
  cidr,
  exists: (operand) => {
    if (typeof operand !== 'boolean') throw new Error('"exists" takes true or false')
    return () => operand
  },
  'anything-but': (operand) => {
    const tests = anythingBut(operand)
    return (value) => !tests.some((test) => test(value))
  },
}

function affix(operand: unknown, has: (text: string, part: string) => boolean): Test {
  if (isFields(operand) && 'equals-ignore-case' in operand) {
    const part = textOf(operand['equals-ignore-case']).toLowerCase()
    return (value) => typeof value === 'string' && has(value.toLowerCase(), part)
  }
  const part = textOf(operand)
  return (value) => typeof value === 'string' && has(value, part)
}

/** `*` stands for any characters; a backslash makes it, or itself, an ordinary one. */
function wildcardForm(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\[\\*]|[^\w\s]/g, (part) => {
    if (part === '*') return '.*'
    return part.length === 2 ? part : `\\${part}`
  })
  return new RegExp(`^${source}$`, 's')
}

const COMPARISONS: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '=': (one, other) => one === other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
}

/** `[">", 0, "<=", 5]`: every comparison holds. */
function numeric(operand: unknown): Test {
  const parts = Array.isArray(operand) ? operand : []
  const tests: ((value: number) => boolean)[] = []
  for (let index = 0; index < parts.length; index += 2) {
    const compare = COMPARISONS[String(parts[index])]
    const limit: unknown = parts[index + 1]
    if (!compare || typeof limit !== 'number') throw new Error('"numeric" cannot be read')
    tests.push((value) => compare(value, limit))
  }
  if (tests.length === 0) throw new Error('"numeric" cannot be read')
  return (value) => typeof value === 'number' && tests.every((test) => test(value))
}

function cidr(operand: unknown): Test {
  const [network = '', bits] = textOf(operand).split('/')
  const family = isIP(network)
  if (family === 0 || bits === undefined) throw new Error('"cidr" cannot be read')
  const list = new BlockList()
  list.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  return (value) => {
    const kind = typeof value === 'string' ? isIP(value) : 0
    return kind !== 0 && list.check(String(value), kind === 4 ? 'ipv4' : 'ipv6')
  }
}

/** Values, or one operator of text over one or several values; none of them may hold. */
function anythingBut(operand: unknown): Test[] {
  if (!isFields(operand)) return listOf(operand).map(testOf)
  const [[operator, values] = ['', undefined]] = Object.entries(operand)
  if (!['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator)) {
    throw new Error(`"anything-but" does not take "${operator}"`)
  }
  return listOf(values).map((value) => testOf({ [operator]: value }))
}

/**
 * Refuses what EventBridge refuses.
 *
 * @throws Error with the problem as a phrase
 */
export function checkPattern(pattern: unknown, path = 'EventPattern'): void {
  if (!isFields(pattern)) throw new Error(`${path} must be an object`)
  for (const [field, rule] of Object.entries(pattern)) {
    const at = `${path}.${field}`
    if (field === '$or' && Array.isArray(rule)) {
      for (const either of rule) checkPattern(either, at)
    } else if (Array.isArray(rule)) {
      checkLeaf(rule, at)
    } else {
      checkPattern(rule, at)
    }
  }
}

function checkLeaf(matchers: readonly unknown[], at: string): void {
  if (matchers.length === 0) throw new Error(`${at} must not be empty`)
  for (const matcher of matchers) {
    if (Array.isArray(matcher)) throw new Error(`${at} holds a list in a list`)
    if (isFields(matcher) && Object.keys(matcher).length !== 1) {
      throw new Error(`${at} must have one operator in each object`)
    }
    try {
      testOf(matcher)
    } catch (error) {
      throw new Error(`${at}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      })
    }
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  throw new Error(`${JSON.stringify(value)} must be text`)
}
