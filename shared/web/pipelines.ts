import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import middy from '@middy/core'
import securityHeaders from '@middy/http-security-headers'
import type {
  APIGatewayProxyEventV2,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from 'aws-lambda'
import type { Office } from '../contracts/office.ts'
import { withRoom } from './cookie-room.ts'
import { contentPolicy, type WebAnswer, type WebEvent, type WebHandler } from './http.ts'
import { log } from './log.ts'
import { problemPage } from './problem.page.tsx'

/** Bodies beyond this are refused before they are parsed (bytes; forms need a fraction of it). */
const maxBody = 256 * 1024

/** What every answer of ours carries; the page's own CSP and cache rule win over the defaults. */
const headers = () =>
  securityHeaders({
    contentSecurityPolicy: false,
    // The default list of retired features is 1 kB on every answer; the CSP allows none of them.
    permissionsPolicy: false,
    strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true, preload: false },
    frameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  })

/** A page's handler as a Lambda: security headers, limits, compression, errors as pages. */
export function httpHandler(handler: WebHandler, office: Office) {
  return middy<WebEvent, WebAnswer>()
    .use(headers())
    .use({
      after: ({ event, response }) => finish(event, response),
      onError: (request) => {
        log.error('page-failed', request.error, { route: request.event.routeKey })
        request.response = problemPage('broken', office)
        finish(request.event, request.response)
      },
    })
    .handler(async (event) => {
      // Not in a `before`: what that answers never passes the headers above.
      const size = event.body?.length ?? 0
      return size > maxBody ? problemPage('too-large', office) : handler(event)
    })
}

function finish(event: APIGatewayProxyEventV2, response: WebAnswer | null | undefined): void {
  if (!response) return
  response.headers = {
    'content-security-policy': contentPolicy(),
    'cache-control': 'no-store',
    ...response.headers,
  }
  if (response.cookies) response.cookies = withRoom(event, response)
  if (event.requestContext.http.method === 'HEAD') response.body = ''
  compress(event.headers['accept-encoding'] ?? '', response)
}

/** HTTP APIs compress nothing themselves; below about a packet it is not worth the time. */
function compress(accepted: string, response: WebAnswer): void {
  const { body } = response
  if (
    !body ||
    body.length < 1400 ||
    response.isBase64Encoded ||
    response.headers?.['content-encoding']
  )
    return
  const brotli = /\bbr\b/.test(accepted)
  if (!brotli && !/\bgzip\b/.test(accepted)) return
  const bytes = brotli
    ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    : gzipSync(body)
  response.body = bytes.toString('base64')
  response.isBase64Encoded = true
  response.headers = {
    ...response.headers,
    'content-encoding': brotli ? 'br' : 'gzip',
    vary: 'accept-encoding',
  }
}

/** An asynchronous input's handler as a Lambda: a failure is logged once and left to the retry. */
export function eventHandler<Input, Output>(handle: (input: Input) => Promise<Output>) {
  return async (input: Input): Promise<Output> => {
    try {
      return await handle(input)
    } catch (error) {
      log.error('event-failed', error)
      throw error
    }
  }
}

/**
 * A stream's reader as a Lambda: records in order; at the first failure it reports that record, so
 * that it and those after it come again and those before it do not.
 */
export function streamHandler(handle: (record: DynamoDBRecord) => Promise<void>) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    for (const record of Records) {
      try {
        await handle(record)
      } catch (error) {
        log.error('record-failed', error, { sequence: record.dynamodb?.SequenceNumber })
        const itemIdentifier = record.dynamodb?.SequenceNumber ?? ''
        return { batchItemFailures: [{ itemIdentifier }] }
      }
    }
    return { batchItemFailures: [] }
  }
}
