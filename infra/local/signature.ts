/**
 * Signature version 4, as the SDK's clients sign: header-signed requests and presigned URLs.
 * Source: IAM user guide, "Create a signed AWS API request"; S3 API reference, "Authenticating
 * requests".
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Credentials, Holder } from './service.ts'
import { canonicalRequest, headerText, sha256, type Target, target } from './signature/canonical.ts'
import { type Refuse, refusals } from './signature/refusals.ts'

export type SignedRequest = {
  method: string
  /** Path and query, as received. */
  url: string
  headers: IncomingHttpHeaders
  /** The payload. S3 leaves it out: its hash stands in a signed header, compared while storing. */
  body?: Buffer
}

export type Expectation = {
  /** Signing name: 's3', 'dynamodb', 'states' … */
  service: string
  region: string
  /** The clock, in milliseconds. */
  now: number
  credentials: Credentials
}

/** The credential scope of a signature: `KEY/20261123/REGION/SERVICE/aws4_request`. */
export type Scope = { accessKeyId: string; date: string; region: string; service: string }

type Claim = {
  scope: Scope
  /** `20261123T020000Z` */
  signedAt: string
  signedHeaders: readonly string[]
  signature: string
  token: string
  payloadHash: string
}

export const ALGORITHM = 'AWS4-HMAC-SHA256'
const MINUTE = 60_000
/** S3's limit for presigned URLs: one week, in seconds. */
const LONGEST_EXPIRY = 604_800
const PAYLOAD_HASH = /^(?:UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER|[0-9a-f]{64})$/

/**
 * Verifies a request signed in its `Authorization` header and says whose credentials signed it.
 * @throws AwsError MissingAuthenticationToken, IncompleteSignature, InvalidSignatureException,
 *   UnrecognizedClientException (unknown key; wrong or missing session token) or RequestExpired
 *   (over 5 minutes off the clock); for S3 its own AccessDenied, AuthorizationHeaderMalformed,
 *   SignatureDoesNotMatch, InvalidAccessKeyId, InvalidToken, RequestTimeTooSkewed (over 15 minutes)
 */
export function verifyHeaders(request: SignedRequest, expect: Expectation): Holder {
  const refuse = refusals(expect.service)
  const claim = headerClaim(request, expect.service, refuse)
  const holder = identify(claim.scope, claim.token, expect, refuse)
  const signedAt = checkScope(claim, expect, refuse)
  const allowed = (expect.service === 's3' ? 15 : 5) * MINUTE
  if (Math.abs(expect.now - signedAt) > allowed) {
    const [requested, server] = [new Date(signedAt), new Date(expect.now)]
    throw refuse('skewed', undefined, {
      RequestTime: requested.toISOString(),
      ServerTime: server.toISOString(),
    })
  }
  compare(request, readTarget(request.url, refuse), claim, holder, refuse)
  return holder
}

/**
 * Verifies a presigned S3 URL: signature, session token and `X-Amz-Expires` on the clock.
 * @throws AwsError AuthorizationQueryParametersError, AccessDenied ("Request has expired"),
 *   InvalidAccessKeyId, InvalidToken or SignatureDoesNotMatch
 */
export function verifyQuery(request: SignedRequest, expect: Expectation): Holder {
  const refuse = refusals(expect.service, 'AuthorizationQueryParametersError')
  const { path, query } = readTarget(request.url, refuse)
  const { claim, seconds } = queryClaim(new Map(query), refuse)
  const holder = identify(claim.scope, claim.token, expect, refuse)
  const signedAt = checkScope(claim, expect, refuse)
  if (signedAt - expect.now > 15 * MINUTE) throw refuse('early')
  const expires = signedAt + seconds * 1000
  if (expect.now > expires) {
    const [until, server] = [new Date(expires), new Date(expect.now)]
    throw refuse('expired', undefined, {
      'X-Amz-Expires': seconds,
      Expires: until.toISOString(),
      ServerTime: server.toISOString(),
    })
  }
  const signed = query.filter(([name]) => name !== 'X-Amz-Signature')
  compare(request, { path, query: signed }, claim, holder, refuse)
  return holder
}

/** Whose credentials a scope names; they are temporary, so their session token is required. */
export function identify(
  scope: Scope,
  token: string,
  { credentials }: Pick<Expectation, 'credentials'>,
  refuse: Refuse,
): Holder {
  const holder = credentials(scope.accessKeyId)
  if (!holder || token === '') throw refuse('unknown')
  if (!same(token, holder.sessionToken)) throw refuse('token')
  return holder
}

/** @throws AwsError when `credential` is not a whole scope */
export function parseCredential(credential: string, refuse: Refuse): Scope {
  const [accessKeyId, date, region, service, terminator, extra] = credential.split('/')
  const whole = accessKeyId && date && region && service && extra === undefined
  if (whole && terminator === 'aws4_request') return { accessKeyId, date, region, service }
  throw refuse('incomplete', `The Credential ${JSON.stringify(credential)} is malformed.`)
}

/**
 * The instant at which it was signed, in milliseconds.
 * @throws AwsError when the scope is of another day, region or service than expected
 */
export function checkScope(
  { scope, signedAt }: Pick<Claim, 'scope' | 'signedAt'>,
  expect: Expectation,
  refuse: Refuse,
): number {
  const iso = signedAt.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')
  const time = Date.parse(iso)
  if (!/^\d{8}T\d{6}Z$/.test(signedAt) || Number.isNaN(time)) {
    throw refuse('incomplete', 'X-Amz-Date must have the form 20261123T020000Z.')
  }
  if (scope.region !== expect.region) {
    const message = `the region '${scope.region}' is wrong; expecting '${expect.region}'`
    throw refuse('scope', message, { Region: expect.region })
  }
  if (scope.service !== expect.service) {
    throw refuse('scope', `the service '${scope.service}' is wrong; expecting '${expect.service}'`)
  }
  if (scope.date !== signedAt.slice(0, 8)) {
    throw refuse('scope', `the credential date '${scope.date}' is not that of ${signedAt}`)
  }
  return time
}

/** The signature of `text` under the holder's secret, narrowed to the scope; lower-case hex. */
export function sign(holder: Holder, scope: Scope, text: string): string {
  const steps = [scope.date, scope.region, scope.service, 'aws4_request', text]
  return steps
    .reduce<Buffer>(
      (key, step) => createHmac('sha256', key).update(step).digest(),
      Buffer.from(`AWS4${holder.secretAccessKey}`),
    )
    .toString('hex')
}

/** Compares two texts in a time that does not tell where they differ. */
export function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function headerClaim({ headers, body }: SignedRequest, service: string, refuse: Refuse): Claim {
  if (headers.authorization === undefined) throw refuse('missing')
  const [algorithm, ...rest] = headers.authorization.split(' ')
  if (algorithm !== ALGORITHM) throw refuse('algorithm')
  const part = (name: string) =>
    rest
      .join('')
      .split(',')
      .find((piece) => piece.startsWith(`${name}=`))
      ?.slice(name.length + 1)
  const signature = part('Signature')
  const signedHeaders = part('SignedHeaders')?.split(';')
  if (!signature || !signedHeaders) {
    throw refuse('incomplete', 'The Authorization header needs SignedHeaders and Signature.')
  }
  const payloadHash =
    service === 's3' ? headerText(headers['x-amz-content-sha256']) : sha256(body ?? '')
  if (!PAYLOAD_HASH.test(payloadHash)) throw refuse('payload')
  return {
    scope: parseCredential(part('Credential') ?? '', refuse),
    signedAt: headerText(headers['x-amz-date']),
    signedHeaders,
    signature,
    token: headerText(headers['x-amz-security-token']),
    payloadHash,
  }
}

function queryClaim(
  query: ReadonlyMap<string, string>,
  refuse: Refuse,
): { claim: Claim; seconds: number } {
  const value = (name: string) => query.get(`X-Amz-${name}`) ?? ''
  if (value('Algorithm') !== ALGORITHM || !value('SignedHeaders') || !value('Signature')) {
    throw refuse('incomplete', 'Query-string authentication version 4 needs its X-Amz parameters.')
  }
  const seconds = /^\d+$/.test(value('Expires')) ? Number(value('Expires')) : 0
  if (seconds < 1 || seconds > LONGEST_EXPIRY) {
    throw refuse('incomplete', `X-Amz-Expires must be a number from 1 to ${LONGEST_EXPIRY}.`)
  }
  const claim = {
    scope: parseCredential(value('Credential'), refuse),
    signedAt: value('Date'),
    signedHeaders: value('SignedHeaders').split(';'),
    signature: value('Signature'),
    token: value('Security-Token'),
    payloadHash: 'UNSIGNED-PAYLOAD',
  }
  return { claim, seconds }
}

function readTarget(url: string, refuse: Refuse): Target {
  try {
    return target(url)
  } catch {
    throw refuse('incomplete', 'The request target holds a malformed escape.')
  }
}

function compare(
  request: SignedRequest,
  target: Target,
  { scope, signedAt, signedHeaders, signature, payloadHash }: Claim,
  holder: Holder,
  refuse: Refuse,
): void {
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signedHeaders.includes(name),
  )
  if (unsigned.length > 0)
    throw refuse('unsigned', undefined, { HeadersNotSigned: unsigned.join() })
  const signed = { service: scope.service, headers: signedHeaders, payloadHash }
  const canonical = canonicalRequest(request, target, signed)
  const { date, region, service } = scope
  const toSign = [
    ALGORITHM,
    signedAt,
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonical),
  ].join('\n')
  if (!same(signature, sign(holder, scope, toSign))) {
    throw refuse('mismatch', undefined, { CanonicalRequest: canonical, StringToSign: toSign })
  }
}
