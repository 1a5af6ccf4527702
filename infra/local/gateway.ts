import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { readBody } from './body.ts'
import { createEvent } from './gateway/event.ts'
import { createReply, ownReply, type Reply } from './gateway/response.ts'
import { createRouter, type Route } from './gateway/routing.ts'
import type { Stack } from './template.ts'

export type GatewayOptions = {
  readonly stack: Stack
  readonly siteOrigin: string
  readonly invoke: (functionArn: string, event: unknown) => Promise<unknown>
  /** The clock, milliseconds. */
  readonly now: () => number
  /** A function failed behind the gateway; the client learns only that it did. */
  readonly onFailure: (route: string, error: unknown) => void
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

// Quotas of HTTP APIs: payload 10 MB, request line and headers together 10,240 bytes.
const bodyLimit = 10 * 1024 * 1024
const headerLimit = 10_240
/** Lambda's limit for a synchronous event or answer. */
const payloadLimit = 6 * 1024 * 1024

/**
 * The HTTP API of the stack: routes, payload format 2.0 and the gateway's own answers (404, 413,
 * 431, 500, 503), which carry no header of the functions.
 * @throws Error with a sentence when the template asks for what this gateway cannot do
 */
export function createGateway(options: GatewayOptions): Handler {
  const { stack, now } = options
  const [api, another] = stack.of('AWS::ApiGatewayV2::Api')
  if (another) throw new Error('The local host serves one HTTP API; the template holds more.')
  const route = createRouter(readRoutes(stack))
  const domainName = new URL(options.siteOrigin).hostname
  return async (request, response) => {
    const requestId = randomBytes(11).toString('base64url')
    const [rawPath = '/', ...query] = (request.url ?? '/').split('?')
    const path = decode(rawPath)
    const found = path === undefined ? undefined : route(request.method ?? '', path)
    const answer = async (): Promise<Reply> => {
      if (headerSize(request) > headerLimit) return ownReply(431, 'Request Header Fields Too Large')
      if (path === undefined) return ownReply(400, 'Bad Request')
      if (!found) return ownReply(404, 'Not Found')
      const body = await readBody(request, bodyLimit)
      if (!body) return ownReply(413, 'Request Too Long')
      const event = createEvent(request, {
        match: found,
        path,
        rawQuery: query.join('?'),
        body,
        requestId,
        now: now(),
        apiId: api?.logicalId ?? '',
        account: stack.account,
        domainName,
      })
      if (JSON.stringify(event).length > payloadLimit) return ownReply(413, 'Request Too Long')
      return integrate(options, found.route, event)
    }
    send(response, await answer(), { requestId, now: now(), unread: !request.complete })
  }
}

async function integrate(options: GatewayOptions, route: Route, event: unknown): Promise<Reply> {
  const late = new AbortController()
  const timeout = delay(route.timeoutMs, ownReply(503, 'Service Unavailable'), {
    signal: late.signal,
  }).catch(() => ownReply(500, 'Internal Server Error'))
  try {
    return await Promise.race([timeout, options.invoke(route.functionArn, event).then(createReply)])
  } catch (error) {
    options.onFailure(route.key, error)
    return ownReply(500, 'Internal Server Error')
  } finally {
    late.abort()
  }
}

function send(
  response: ServerResponse,
  reply: Reply,
  about: { requestId: string; now: number; unread: boolean },
): void {
  response.statusCode = reply.status
  try {
    for (const [name, value] of reply.headers) response.setHeader(name, value)
    if (reply.cookies.length > 0) response.setHeader('set-cookie', reply.cookies)
  } catch {
    // A header that HTTP cannot carry: the gateway refuses the function's answer.
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    send(response, ownReply(500, 'Internal Server Error'), about)
    return
  }
  // Browsers reckon the age of a cookie from this header, so it must tell the host's time.
  response.setHeader('date', new Date(about.now).toUTCString())
  response.setHeader('apigw-requestid', about.requestId)
  if (about.unread) response.setHeader('connection', 'close')
  if (reply.status !== 204 && reply.status !== 304) {
    response.setHeader('content-length', reply.body.length)
  }
  response.end(reply.body)
}

function readRoutes(stack: Stack): readonly Route[] {
  const integrations = new Map(
    stack.of('AWS::ApiGatewayV2::Integration').map(({ logicalId, properties }) => {
      const { IntegrationType, PayloadFormatVersion, IntegrationUri, TimeoutInMillis } = properties
      if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0') {
        throw new Error(
          `${logicalId}: the local host knows AWS_PROXY with payload format 2.0 only.`,
        )
      }
      const timeoutMs = Number(TimeoutInMillis ?? 30_000)
      return [`integrations/${logicalId}`, { functionArn: String(IntegrationUri), timeoutMs }]
    }),
  )
  return stack.of('AWS::ApiGatewayV2::Route').map(({ logicalId, properties }) => {
    const { RouteKey, Target, AuthorizationType = 'NONE' } = properties
    const integration = integrations.get(String(Target))
    if (!integration) throw new Error(`${logicalId}: there is no integration ${String(Target)}.`)
    if (AuthorizationType !== 'NONE') {
      throw new Error(`${logicalId}: the local host knows no authorizer.`)
    }
    const { functionArn, timeoutMs } = integration
    return { key: String(RouteKey), functionArn, timeoutMs }
  })
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

function headerSize(request: IncomingMessage): number {
  const line = (request.method ?? '').length + (request.url ?? '').length
  return request.rawHeaders.reduce((size, part) => size + part.length + 2, line)
}
