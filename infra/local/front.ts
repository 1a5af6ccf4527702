import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readBody } from './body.ts'
import { AwsError, type Call, type Calls, type Fault, kmsOf } from './calls.ts'
import type { Clock } from './clock.ts'
import { faultError } from './front/faults.ts'
import {
  type Handling,
  handle,
  namedIn,
  type Outcome,
  refuse,
  type Services,
  type WireRequest,
} from './front/handling.ts'
import { parentOf, signedService, type WireAnswer } from './front/protocol.ts'
import type { Credentials } from './service.ts'
import { verifyHeaders } from './signature.ts'
import type { Work } from './work.ts'

export type { LambdaApi } from './front/handling.ts'

export type FrontOptions = Services & {
  readonly region: string
  readonly credentials: Credentials
  readonly clock: Clock
  readonly work: Work
  readonly calls: Calls
  /** Told of each call, for the terminal. */
  readonly onCall?: (call: Call, status: number) => void
}

/** DynamoDB's limit for a request, the largest of these services: 16 MB. */
const bodyLimit = 16 * 1024 * 1024

/** The endpoint of every AWS service but S3: verifies, meets planted faults, does, records. */
export class Front {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** Takes a free port; calls are answered from `start` on. */
  static async open(): Promise<Front> {
    // Longer than the SDK keeps a connection, so that none is closed under a request.
    const server = createServer({ keepAliveTimeout: 120_000 })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new Front(server)
  }

  start(options: FrontOptions): void {
    this.#server.on('request', (request, response) => {
      void options.work.track(() => serve(options, request, response))
    })
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
    })
    this.#server.closeAllConnections()
    await closed
  }
}

async function serve(
  options: FrontOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '', headers } = request
  const body = await readBody(request, bodyLimit).catch(() => undefined)
  const service = signedService(headers) ?? ''
  const answer = body
    ? await answerCall(options, service, { method, url, headers, body })
    : refuse(service, '', new AwsError('RequestEntityTooLargeException', 'Too long.', 413))
  if (!answer) {
    request.socket.destroy()
    return
  }
  response.writeHead(answer.status, {
    'content-type': headers['content-type'] ?? 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
    // The SDK corrects its own time by this header.
    date: new Date(options.clock.now()).toUTCString(),
    'content-length': Buffer.byteLength(answer.body),
    ...(body ? {} : { connection: 'close' }),
    ...answer.headers,
  })
  response.end(answer.body)
}

/** Nothing where the connection is to end without an answer. */
async function answerCall(
  options: FrontOptions,
  service: string,
  request: WireRequest,
): Promise<WireAnswer | undefined> {
  const { region, clock, credentials, calls } = options
  try {
    const expected = { service, region, now: clock.now(), credentials }
    const holder = verifyHeaders(request, expected)
    const handling = handle(options, service, request)
    const fault = calls.meet(service, handling.action, holder.function)
    const authorised = await handling.rights()
    const outcome = await perform(service, handling, fault)
    const parent = parentOf(request.headers)
    const call = {
      at: new Date(clock.now()).toISOString(),
      function: holder.function,
      service,
      action: handling.action,
      resource: outcome.resource,
      requestBytes: request.body.length,
      readUnits: outcome.readUnits ?? 0,
      writeUnits: outcome.writeUnits ?? 0,
      authorised,
      kms: kmsOf(authorised),
      ...(parent && { parent }),
    }
    calls.record(call)
    options.onCall?.(call, outcome.answer.status)
    return fault === 'timeout' || fault === 'after' ? undefined : outcome.answer
  } catch (error) {
    return refuse(service, '', error)
  }
}

/** Does the call, unless a planted fault keeps it from happening. */
async function perform(
  service: string,
  handling: Handling,
  fault: Fault['when'] | undefined,
): Promise<Outcome> {
  const { action, input, run } = handling
  const failed = (error: unknown): Outcome => ({
    answer: refuse(service, action, error),
    resource: namedIn(input),
  })
  if (fault === undefined || fault === 'after') return run().catch(failed)
  return failed(faultError(fault, service, action, input))
}
