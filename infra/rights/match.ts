/** How IAM compares. Source: IAM user guide, "IAM JSON policy elements". */

/** Operator, condition key, allowed values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
/** What a request says about itself, by condition key. */
export type Context = Readonly<Record<string, string>>

/** `*` stands for any characters, `?` for one. @throws Error for a policy variable */
export function matches(pattern: string, value: string): boolean {
  if (pattern.includes('${')) throw new Error(`Policy variables are not evaluated: ${pattern}`)
  if (!/[*?]/.test(pattern)) return pattern === value
  const source = pattern
    .replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(value)
}

/** Actions compare without case. */
export const matchesAction = (pattern: string, action: string): boolean =>
  matches(pattern.toLowerCase(), action.toLowerCase())

/** ARNs compare part by part, so that a wildcard never reaches beyond its colon; the last part may hold colons. */
export function matchesArn(pattern: string, arn: string): boolean {
  if (pattern === '*') return true
  const [wanted, given] = [partsOf(pattern), partsOf(arn)]
  return wanted.every((part, at) => matches(part, given[at] ?? ''))
}

const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), parts.slice(5).join(':')]
}

type Compare = (wanted: string, given: string) => boolean

const equal: Compare = (wanted, given) => wanted === given
const comparisons: Readonly<Record<string, Compare>> = {
  StringEquals: equal,
  StringLike: matches,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  NumericEquals: (wanted, given) => Number(given) === Number(wanted),
  NumericLessThan: (wanted, given) => Number(given) < Number(wanted),
  NumericLessThanEquals: (wanted, given) => Number(given) <= Number(wanted),
  NumericGreaterThan: (wanted, given) => Number(given) > Number(wanted),
  NumericGreaterThanEquals: (wanted, given) => Number(given) >= Number(wanted),
}

/**
 * Whether a request meets all conditions: any value of a key is enough, every key must be met. A key
 * that the request does not carry is met only by its negation, by `…IfExists` and by `ForAllValues:…`
 * (no request that is recorded carries more than one value of a key).
 * @throws Error naming an operator that is not known here
 */
export function meets(conditions: Conditions, context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => meetsOne(operator, values, context[key])),
  )
}

function meetsOne(operator: string, values: readonly string[], given: string | undefined): boolean {
  const plain = operator.replace(/^ForAllValues:|IfExists$/g, '')
  const negated = /^(String|Arn|Numeric)Not(Equals|Like)$/.exec(plain)
  const compare = comparisons[negated ? `${negated[1]}${negated[2]}` : plain]
  if (!compare) throw new Error(`The condition operator ${operator} is not known here.`)
  if (given === undefined) return negated !== null || plain !== operator
  return values.some((wanted) => compare(wanted, given)) !== (negated !== null)
}
