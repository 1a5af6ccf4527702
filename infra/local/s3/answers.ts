/** How replies and refusals go out: as HTTP, in S3's own words. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { AwsError } from '../calls.ts'
import type { Reply } from './operation.ts'
import { document, type Element } from './xml.ts'

/** A request id as S3 writes them. */
export function newRequestId(): string {
  return randomBytes(8).toString('hex').toUpperCase()
}

/**
 * Headers of every answer. The date is the clock's: the SDK corrects its own clock by it.
 * @param now milliseconds
 */
export function startAnswer(response: ServerResponse, requestId: string, now: number): void {
  response.setHeader('x-amz-request-id', requestId)
  response.setHeader('x-amz-id-2', randomBytes(32).toString('base64'))
  response.setHeader('date', new Date(now).toUTCString())
  response.setHeader('server', 'AmazonS3')
}

/** A request's body, read by one reader after the other; who stops early does not cut the socket. */
export function readOnce(request: IncomingMessage): AsyncIterable<Buffer> {
  const iterator: AsyncIterator<Buffer> = request.iterator({ destroyOnReturn: false })
  const reader = { next: () => iterator.next() }
  return { [Symbol.asyncIterator]: () => reader }
}

/** Sends a reply once the request's body has been read: a browser hears no answer before that. */
export async function sendReply(
  response: ServerResponse,
  requestBody: AsyncIterable<Buffer>,
  { status, headers, body }: Reply,
): Promise<void> {
  for await (const _ of requestBody);
  const text = typeof body === 'string' && !headers['content-type']
  if (text && body !== '') response.setHeader('content-type', 'application/xml')
  response.writeHead(status, headers)
  if (body === undefined || typeof body === 'string') response.end(body)
  else await pipeline(body, response)
}

/** The error document of a refusal; anything but an `AwsError` is the emulator's own failure. */
export function refusal(error: unknown, method: string, requestId: string): Reply {
  const known = error instanceof AwsError ? error : internal(error)
  const { DeleteMarkerVersionId: marker, ...fields } = known.fields
  const elements: Element[] = [
    ['Code', known.code],
    ['Message', known.message],
    ...Object.entries(fields).map(([name, value]): Element => [name, String(value)]),
    ['RequestId', requestId],
  ]
  return {
    status: known.status,
    headers: {
      'content-type': 'application/xml',
      ...(typeof marker === 'string' && {
        'x-amz-delete-marker': 'true',
        'x-amz-version-id': marker,
      }),
    },
    ...(method !== 'HEAD' && { body: document(['Error', elements], false) }),
  }
}

function internal(error: unknown): AwsError {
  console.error('The local S3 failed:', error)
  const message = 'We encountered an internal error. Please try again.'
  return new AwsError('InternalError', message, 500)
}
