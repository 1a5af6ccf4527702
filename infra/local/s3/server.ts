/**
 * One request from socket to answer: which operation it is, whose signature it carries, which fault
 * it meets, and its record among the calls.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AwsError, type Calls, type Fault, kmsOf } from '../calls.ts'
import { parentOf } from '../front/protocol.ts'
import type { Credentials, Holder } from '../service.ts'
import { headerText, target } from '../signature/canonical.ts'
import { verifyHeaders, verifyQuery } from '../signature.ts'
import { newRequestId, readOnce, refusal, sendReply, startAnswer } from './answers.ts'
import type { Bucket } from './bucket.ts'
import type { Context } from './changes.ts'
import { corsHeaders, preflight } from './cors.ts'
import type { Fields } from './headers.ts'
import type { Reply } from './operation.ts'
import { readForm, storeForm } from './post.ts'
import { rightsOf } from './rights.ts'
import { chooseOperation } from './routes.ts'

/** The operations' context and what only the front needs. */
export type Front = Context & { calls: Calls; credentials: Credentials }

type Incoming = {
  message: IncomingMessage
  body: AsyncIterable<Buffer>
  method: string
  headers: Fields
  query: ReadonlyMap<string, string>
  bucket: Bucket
  key: string
  requestId: string
}

/** A fault cuts the connection: the caller never sees an answer. */
class Disconnected extends Error {}

/** Answers one request; never rejects. */
export async function serve(
  front: Front,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = newRequestId()
  const body = readOnce(message)
  startAnswer(response, requestId, front.clock.now())
  try {
    const reply = await answer(front, message, response, body, requestId).catch(
      (error: unknown) => {
        const gone = message.destroyed && !message.complete
        if (gone || error instanceof Disconnected) throw error
        return refusal(error, message.method ?? '', requestId)
      },
    )
    await sendReply(response, body, reply)
  } catch {
    // The client is gone or a fault cut the connection: there is nobody to answer.
    message.socket.destroy()
  }
}

async function answer(
  front: Front,
  message: IncomingMessage,
  response: ServerResponse,
  body: AsyncIterable<Buffer>,
  requestId: string,
): Promise<Reply> {
  const { bucket, key, query } = locate(front, message.url ?? '/')
  const { method = '', headers } = message
  if (method === 'OPTIONS') return { status: 200, headers: preflight(bucket.cors, headers) }
  for (const [name, value] of Object.entries(corsHeaders(bucket.cors, method, headers))) {
    response.setHeader(name, value)
  }
  const entries = Object.entries(headers)
  // A presigned URL carries in its query what the SDK would send as x-amz headers.
  const fields = new Map([...query].filter(([name]) => name.startsWith('x-amz-')))
  for (const [name, value] of entries) fields.set(name, headerText(value))
  const incoming = { message, body, method, headers: fields, query, bucket, key, requestId }
  const isForm = method === 'POST' && key === '' && query.size === 0
  return isForm ? post(front, incoming) : call(front, incoming)
}

/** @throws AwsError InvalidURI, NoSuchBucket, NotImplemented */
function locate(
  { buckets }: Front,
  url: string,
): { bucket: Bucket; key: string; query: ReadonlyMap<string, string> } {
  const { path, query } = parse(url)
  const [, name = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? []
  if (name === '') throw new AwsError('NotImplemented', 'The local S3 lists no buckets.', 501)
  const bucket = buckets.get(name)
  if (bucket) return { bucket, key, query: new Map(query) }
  const message = 'The specified bucket does not exist'
  throw new AwsError('NoSuchBucket', message, 404, { BucketName: name })
}

function parse(url: string) {
  try {
    const { path, query } = target(url)
    return { path: decodeURIComponent(path), query }
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.")
  }
}

/** Every operation but the browser's form: the request itself is signed. */
function call(front: Front, incoming: Incoming): Promise<Reply> {
  const { message, method, key, query, headers } = incoming
  const { region, clock, credentials } = front
  const request = { method, url: message.url ?? '/', headers: message.headers }
  const expect = { service: 's3', region, now: clock.now(), credentials }
  const presigned = query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature')
  const holder = presigned ? verifyQuery(request, expect) : verifyHeaders(request, expect)
  const operation = chooseOperation(method, key, query, headers)
  return attend(front, incoming, operation.action, key, holder, () =>
    operation.run(front, { ...incoming, requester: front.account, holder }),
  )
}

/** The browser's form: its policy is signed. */
async function post(front: Front, incoming: Incoming): Promise<Reply> {
  const { bucket, requestId } = incoming
  const form = await readForm(front, bucket, incoming, front)
  const actor = { requestId, requester: front.account }
  return attend(front, incoming, 'PostObject', form.key, form.holder, () =>
    storeForm(front, bucket, form, actor),
  )
}

/** Runs one authenticated call, with its fault, and records it. */
async function attend(
  front: Front,
  incoming: Incoming,
  action: string,
  key: string,
  holder: Holder,
  run: () => Promise<Reply>,
): Promise<Reply> {
  const { calls, clock } = front
  const { bucket, headers, message } = incoming
  const at = new Date(clock.now())
  const parent = parentOf(message.headers)
  const authorised = rightsOf(front, action, { ...incoming, key })
  const fault = calls.meet('s3', action, holder.function)
  try {
    failBefore(fault)
    const reply = await run()
    if (fault === 'after') throw new Disconnected()
    return reply
  } finally {
    calls.record({
      at: at.toISOString(),
      function: holder.function,
      service: 's3',
      action,
      resource: key === '' ? bucket.name : `${bucket.name}/${key}`,
      requestBytes: Number(
        headers.get('content-length') ?? headers.get('x-amz-decoded-content-length') ?? 0,
      ),
      readUnits: 0,
      writeUnits: 0,
      authorised,
      kms: kmsOf(authorised),
      ...(parent && { parent }),
    })
  }
}

function failBefore(fault: Fault['when'] | undefined): void {
  if (fault === 'timeout') throw new Disconnected()
  if (fault === 'before') {
    const message = 'We encountered an internal error. Please try again.'
    throw new AwsError('InternalError', message, 500)
  }
  if (fault === 'throttle') throw new AwsError('SlowDown', 'Please reduce your request rate.', 503)
  if (fault === 'conflict') {
    const message =
      'A conflicting conditional operation is currently in progress against this resource. Please try again.'
    throw new AwsError('OperationAborted', message, 409)
  }
}
