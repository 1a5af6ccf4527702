/**
 * Cross-origin access, rule by rule as S3 applies it: the first rule that allows origin, method and
 * headers decides. Source: S3 user guide, "Using cross-origin resource sharing".
 */
import type { IncomingHttpHeaders } from 'node:http'
import { AwsError } from '../calls.ts'

export type CorsRule = {
  origins: readonly string[]
  methods: readonly string[]
  headers: readonly string[]
  exposed: readonly string[]
  /** Seconds that a browser may keep the preflight's answer. */
  maxAge: number | undefined
}

/** The headers that an actual request's answer carries; none for a foreign origin. */
export function corsHeaders(
  rules: readonly CorsRule[],
  method: string,
  { origin }: IncomingHttpHeaders,
): Record<string, string> {
  if (!origin) return {}
  const rule = rules.find((rule) => allows(rule, origin, method, []))
  return rule ? answer(rule, origin) : {}
}

/** The answer to a preflight. @throws AwsError BadRequest, or AccessForbidden for a foreign origin */
export function preflight(
  rules: readonly CorsRule[],
  headers: IncomingHttpHeaders,
): Record<string, string> {
  const { origin } = headers
  const method = headers['access-control-request-method']
  const wanted = headers['access-control-request-headers'] ?? ''
  if (!origin) throw bad('Insufficient information. Origin request header needed.')
  if (!method) throw bad('Invalid Access-Control-Request-Method: null')
  const names = wanted
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  const rule = rules.find((rule) => allows(rule, origin, method, names))
  if (!rule) throw forbidden(rules.length > 0, method)
  return {
    ...answer(rule, origin),
    ...(names.length > 0 && { 'access-control-allow-headers': names.join(', ') }),
  }
}

function allows(rule: CorsRule, origin: string, method: string, headers: readonly string[]) {
  return (
    rule.origins.some((pattern) => matches(pattern, origin)) &&
    rule.methods.includes(method) &&
    headers.every((name) => rule.headers.some((pattern) => matches(pattern.toLowerCase(), name)))
  )
}

/** A pattern holds at most one `*`, which stands for any text. */
function matches(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.split('*', 2)
  if (end === undefined) return text === pattern
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end)
}

function answer(rule: CorsRule, origin: string): Record<string, string> {
  const any = rule.origins.includes('*')
  return {
    'access-control-allow-origin': any ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(rule.exposed.length > 0 && { 'access-control-expose-headers': rule.exposed.join(', ') }),
    ...(rule.maxAge !== undefined && { 'access-control-max-age': String(rule.maxAge) }),
    ...(!any && { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

function bad(message: string): AwsError {
  return new AwsError('BadRequest', message)
}

function forbidden(enabled: boolean, method: string): AwsError {
  const reason = enabled
    ? 'This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource’s CORS spec.'
    : 'CORS is not enabled for this bucket.'
  const fields = { Method: method, ResourceType: 'OBJECT' }
  return new AwsError('AccessForbidden', `CORSResponse: ${reason}`, 403, fields)
}
