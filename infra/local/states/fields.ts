import { isExpression, problemOf, type Reserved } from './expression.ts'

/** Checks of single fields: each gives the problem as a phrase, or nothing. */
export type Check = (value: unknown) => string | undefined

/** An object whose fields are all known. `required` ones must be there. */
export type Shape = { fields: Readonly<Record<string, Check>>; required: readonly string[] }

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const text: Check = (value) => (typeof value === 'string' ? undefined : 'must be text')

export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value)
      ? undefined
      : `must be ${values.map((v) => JSON.stringify(v)).join(' or ')}`

export const integer =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `must be an integer from ${least} to ${most}`

export const atLeast =
  (least: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least ? undefined : `must be a number from ${least}`

/** Any JSON, with expressions that may read the given fields of `$states`. */
export const template =
  (...reserved: readonly Reserved[]): Check =>
  (value) => {
    if (isExpression(value)) return problemOf(value, reserved)
    if (typeof value !== 'object' || value === null) return undefined
    const check = template(...reserved)
    for (const item of Object.values(value)) {
      const problem = check(item)
      if (problem) return problem
    }
    return undefined
  }

export const expression =
  (...reserved: readonly Reserved[]): Check =>
  (value) =>
    isExpression(value) ? problemOf(value, reserved) : 'must be a JSONata expression {% … %}'

/** A literal that passes `literal`, or an expression. */
export const either =
  (literal: Check, ...reserved: readonly Reserved[]): Check =>
  (value) =>
    isExpression(value) ? problemOf(value, reserved) : literal(value)

/** Variables to assign: Unicode identifiers of at most 80 characters, `states` being reserved. */
export const assignment =
  (...reserved: readonly Reserved[]): Check =>
  (value) => {
    if (!isObject(value)) return 'must be an object'
    for (const name of Object.keys(value)) {
      if (!/^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u.test(name) || name === 'states') {
        return `assigns to "${name}", which cannot be a variable`
      }
    }
    return template(...reserved)(value)
  }

/** At least one error name; States.ALL stands alone. */
export const errorNames: Check = (value) => {
  if (!Array.isArray(value) || value.length === 0) return 'must be a list of error names'
  if (value.some((name) => typeof name !== 'string')) return 'must be a list of error names'
  return value.includes('States.ALL') && value.length > 1 ? 'must have States.ALL alone' : undefined
}

/** A list of objects of one shape; the problem names the place in it. */
export const listOf =
  (shape: Shape, least = 0): Check =>
  (value) => {
    if (!Array.isArray(value) || value.length < least) return `must be a list of ${least} or more`
    for (const [index, item] of value.entries()) {
      const problem = shapeProblem(item, shape)
      if (problem) return `has at position ${index} ${problem}`
    }
    return undefined
  }

/** The first problem of an object, as a phrase that begins with the field. */
export function shapeProblem(value: unknown, shape: Shape): string | undefined {
  if (!isObject(value)) return 'something that is not an object'
  for (const [field, item] of Object.entries(value)) {
    const check = shape.fields[field]
    if (!check) return `field "${field}": is not known to the local host`
    const problem = check(item)
    if (problem) return `field "${field}": ${problem}`
  }
  const missing = shape.required.find((field) => !(field in value))
  return missing === undefined ? undefined : `field "${missing}": is missing`
}
