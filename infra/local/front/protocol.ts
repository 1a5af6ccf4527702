import type { IncomingHttpHeaders } from 'node:http'
import { AwsError } from '../calls.ts'

/** A call as its protocol names it. */
export type ParsedCall = { readonly action: string; readonly input: Record<string, unknown> }

export type WireAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

/** Signing names of the services that speak AWS JSON, with the prefix of their X-Amz-Target. */
export const jsonServices: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB_20120810',
  secretsmanager: 'secretsmanager',
  states: 'AWSStepFunctions',
}

/** The service that a signature is for, from its credential scope. */
export function signedService(headers: IncomingHttpHeaders): string | undefined {
  return /Credential=[^/]+\/\d+\/[^/]+\/([a-z0-9-]+)\//.exec(headers.authorization ?? '')?.[1]
}

/**
 * The request id of the invocation that made a call: the runtime writes it into the trace id, which
 * the SDK sends along.
 */
export function parentOf(headers: IncomingHttpHeaders): string | undefined {
  const trace = headers['x-amzn-trace-id']
  const root = /Root=1-([0-9a-f]{8})-([0-9a-f]{24})/.exec(String(trace ?? ''))
  return root
    ? `${root[1]}${root[2]}`.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : undefined
}

/** @throws AwsError for a target of another service or a body that is no JSON object */
export function parseJsonCall(
  service: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): ParsedCall {
  const [prefix, action] = String(headers['x-amz-target'] ?? '').split('.')
  if (prefix !== jsonServices[service] || !action) {
    throw new AwsError('UnknownOperationException', '')
  }
  return { action, input: parseObject(body) }
}

/** @throws AwsError when the body is no JSON object */
export function parseObject(body: Buffer): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(body.toString())
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return { ...input }
  } catch {
    // Answered below: what is no JSON is no object either.
  }
  throw new AwsError(
    'SerializationException',
    'Start of structure or map found where not expected.',
  )
}

export function jsonAnswer(output: unknown): WireAnswer {
  return { status: 200, headers: {}, body: JSON.stringify(output ?? {}) }
}

/** An error as AWS JSON carries it; anything but an AwsError is the host's own failure, 500. */
export function jsonError(error: unknown): WireAnswer {
  const known = error instanceof AwsError ? error : internal(error)
  return {
    status: known.status,
    headers: { 'x-amzn-errortype': known.code },
    body: JSON.stringify({ __type: known.code, message: known.message, ...known.fields }),
  }
}

function internal(error: unknown): AwsError {
  const message = error instanceof Error ? error.message : String(error)
  return new AwsError('InternalServerError', message, 500)
}
