/**
 * The policy of a browser's POST: a signed list of what the form may say. Every condition must hold
 * and every field must be named by one. Source: S3 API reference, "Creating a POST policy".
 */
import { AwsError } from '../calls.ts'
import type { Fields } from './headers.ts'

type Condition =
  | { kind: 'eq' | 'starts-with'; field: string; value: string; text: string }
  | { kind: 'content-length-range'; min: number; max: number }

export type Policy = { expiration: number; conditions: readonly Condition[] }

/** Inclusive, in bytes. */
export type SizeRange = { min: number; max: number }

/** Fields that no condition has to name. */
const EXEMPT = ['file', 'policy', 'x-amz-signature']

/** @throws AwsError InvalidPolicyDocument */
export function parsePolicy(encoded: string): Policy {
  const { expiration, conditions } = parseJson(encoded)
  const time = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN
  if (Number.isNaN(time)) throw invalid("Invalid 'expiration' value")
  if (!Array.isArray(conditions)) throw invalid("Invalid 'conditions' value: must be a List.")
  return { expiration: time, conditions: conditions.flatMap(parseCondition) }
}

/**
 * Holds a form against its policy, the bucket of its URL included; the file's size is left to the
 * range returned.
 * @throws AwsError AccessDenied
 */
export function enforce(policy: Policy, form: Fields, bucket: string, now: number): SizeRange {
  if (now >= policy.expiration) throw denied('Policy expired.')
  // The bucket that counts is the one of the URL, whatever the form says.
  const fields = new Map(form).set('bucket', bucket)
  const named = new Set(EXEMPT)
  let range = { min: 0, max: Number.POSITIVE_INFINITY }
  for (const condition of policy.conditions) {
    if (condition.kind === 'content-length-range') {
      const { min, max } = condition
      range = { min: Math.max(range.min, min), max: Math.min(range.max, max) }
      continue
    }
    named.add(condition.field)
    const value = fields.get(condition.field)
    if (value === undefined || !holds(condition, value)) {
      throw denied(`Policy Condition failed: ${condition.text}`)
    }
  }
  const extra = [...fields.keys()].filter(
    (name) => !named.has(name) && !name.startsWith('x-ignore-'),
  )
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`)
  return range
}

function holds(
  { kind, field, value: wanted }: Exclude<Condition, { kind: 'content-length-range' }>,
  value: string,
): boolean {
  if (kind === 'eq') return value === wanted
  // A content type may be a list, each entry of which has to begin as asked.
  const values = field === 'content-type' ? value.split(',') : [value]
  return values.every((value) => value.trimStart().startsWith(wanted))
}

function parseJson(encoded: string): Record<string, unknown> {
  try {
    const policy: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))
    if (typeof policy === 'object' && policy !== null) return { ...policy }
  } catch {
    // Answered below, like JSON that is no object.
  }
  throw invalid('Invalid JSON.')
}

function parseCondition(condition: unknown): readonly Condition[] {
  if (Array.isArray(condition)) return [parseList(condition)]
  if (typeof condition !== 'object' || condition === null) throw invalid('Invalid condition')
  const entries = Object.entries(condition)
  const [entry] = entries
  if (!entry || entries.length > 1) {
    throw invalid(
      'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
    )
  }
  const [name, value] = entry
  return [match('eq', `$${name}`, value)]
}

function parseList(list: readonly unknown[]): Condition {
  const [operator, first, second] = list
  const kind = String(operator).toLowerCase()
  if (list.length !== 3) throw invalid(`Invalid Match-Condition: ${JSON.stringify(list)}`)
  if (kind === 'eq' || kind === 'starts-with') return match(kind, first, second)
  if (kind !== 'content-length-range') throw invalid(`Unknown Operation: ${kind}`)
  const [min, max] = [Number(first), Number(second)]
  const sizes = [min, max].every((size) => Number.isSafeInteger(size) && size >= 0)
  if (!sizes) throw invalid('Invalid content-length-range: not two sizes')
  return { kind, min, max }
}

function match(kind: 'eq' | 'starts-with', field: unknown, value: unknown): Condition {
  if (typeof field !== 'string' || !field.startsWith('$') || typeof value !== 'string') {
    throw invalid(`Invalid Match-Condition: ${JSON.stringify([kind, field, value])}`)
  }
  const text = JSON.stringify([kind, field, value]).replaceAll(',"', ', "')
  return { kind, field: field.slice(1).toLowerCase(), value, text }
}

function invalid(reason: string): AwsError {
  return new AwsError('InvalidPolicyDocument', `Invalid Policy: ${reason}`)
}

function denied(reason: string): AwsError {
  return new AwsError('AccessDenied', `Invalid according to Policy: ${reason}`, 403)
}
