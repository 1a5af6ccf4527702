import type { IncomingMessage } from 'node:http'
import type { Match } from './routing.ts'

export type EventContext = {
  readonly match: Match
  /** Decoded, without query. */
  readonly path: string
  readonly rawQuery: string
  readonly body: Buffer
  readonly requestId: string
  /** The clock, milliseconds. */
  readonly now: number
  readonly apiId: string
  readonly account: string
  readonly domainName: string
}

/** HTTP APIs hand over only these as text; forms and everything else come as base64. */
const textTypes = /^(?:text\/|application\/(?:json|xml|javascript)\b)/i

/**
 * The event of payload format 2.0. The path is decoded, as HTTP APIs do.
 * Source: API Gateway developer guide, "Create AWS Lambda proxy integrations for HTTP APIs".
 */
export function createEvent(request: IncomingMessage, context: EventContext) {
  const { match, path, rawQuery, body, requestId, now } = context
  const headers = headersOf(request)
  const asText = textTypes.test(headers['content-type'] ?? '') && !headers['content-encoding']
  const cookies = request.headers.cookie?.split(/;\s*/).filter((cookie) => cookie !== '')
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: path,
    rawQueryString: rawQuery,
    ...(cookies && cookies.length > 0 && { cookies }),
    headers,
    ...(rawQuery !== '' && { queryStringParameters: parametersOf(rawQuery) }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: {
      accountId: context.account,
      apiId: context.apiId,
      domainName: context.domainName,
      domainPrefix: context.domainName.split('.')[0],
      http: {
        method: request.method ?? '',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress?.replace('::ffff:', '') ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.route.key,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: Math.round(now),
    },
    ...(body.length > 0 && { body: body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !asText,
  }
}

/** Lower-case names, repeated ones joined by comma, without Cookie; who forwarded is added last. */
function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, values = []] of Object.entries(request.headersDistinct)) {
    if (name !== 'cookie' && name !== 'connection') headers[name] = values.join(',')
  }
  const from = request.socket.remoteAddress ?? ''
  headers['x-forwarded-for'] = [headers['x-forwarded-for'], from].filter(Boolean).join(', ')
  headers['x-forwarded-proto'] = 'http'
  headers['x-forwarded-port'] = String(request.socket.localPort ?? '')
  return headers
}

function parametersOf(rawQuery: string): Record<string, string> {
  const parameters: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const before = parameters[name]
    parameters[name] = before === undefined ? value : `${before},${value}`
  }
  return parameters
}

/** `23/Nov/2026:02:00:00 +0000` */
function commonLogTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}
