/**
 * What a wrong signature is called: by the JSON and query services (API reference, "Common errors")
 * and by S3 (API reference, "Error responses"), which has its own names and statuses.
 */
import { AwsError } from '../calls.ts'

type Kind =
  | 'algorithm'
  | 'early'
  | 'expired'
  | 'incomplete'
  | 'mismatch'
  | 'missing'
  | 'payload'
  | 'scope'
  | 'skewed'
  | 'token'
  | 'unknown'
  | 'unsigned'

type Refusal = readonly [code: string, status: number, message: string]

/** Makes the error for one kind of refusal, in the words of the service that refuses. */
export type Refuse = (
  kind: Kind,
  message?: string,
  fields?: Readonly<Record<string, unknown>>,
) => AwsError

const NO_MATCH =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.'
const BAD_TOKEN = 'The security token included in the request is invalid.'
const INCOMPLETE = ['IncompleteSignature', 400, 'The request signature is incomplete.'] as const
const INVALID = ['InvalidSignatureException', 403, NO_MATCH] as const
const EXPIRED = ['RequestExpired', 400, 'The request is over five minutes off the clock.'] as const

const COMMON: Readonly<Record<Kind, Refusal>> = {
  algorithm: INCOMPLETE,
  early: EXPIRED,
  expired: EXPIRED,
  incomplete: INCOMPLETE,
  mismatch: INVALID,
  missing: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  payload: INVALID,
  scope: INVALID,
  skewed: EXPIRED,
  token: ['UnrecognizedClientException', 403, BAD_TOKEN],
  unknown: ['UnrecognizedClientException', 403, BAD_TOKEN],
  unsigned: ['InvalidSignatureException', 403, 'host and every x-amz header must be signed.'],
}

const S3: Readonly<Record<Exclude<Kind, 'incomplete' | 'scope'>, Refusal>> = {
  algorithm: [
    'InvalidRequest',
    400,
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  ],
  early: ['AccessDenied', 403, 'Request is not valid yet'],
  expired: ['AccessDenied', 403, 'Request has expired'],
  mismatch: ['SignatureDoesNotMatch', 403, NO_MATCH],
  missing: ['AccessDenied', 403, 'Access Denied'],
  payload: [
    'InvalidArgument',
    400,
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER or a SHA-256 in hex.',
  ],
  skewed: [
    'RequestTimeTooSkewed',
    403,
    'The difference between the request time and the current time is too large.',
  ],
  token: ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  unknown: [
    'InvalidAccessKeyId',
    403,
    'The AWS Access Key Id you provided does not exist in our records.',
  ],
  unsigned: [
    'AccessDenied',
    403,
    'There were headers present in the request which were not signed',
  ],
}

/**
 * @param malformed S3's code for credentials that cannot be read: one for headers, one for queries
 *   and forms
 */
export function refusals(service: string, malformed = 'AuthorizationHeaderMalformed'): Refuse {
  const broken: Refusal = [malformed, 400, 'The authorization of the request is malformed.']
  const table = service === 's3' ? { ...S3, incomplete: broken, scope: broken } : COMMON
  return (kind, message, fields) => {
    const [code, status, standard] = table[kind]
    return new AwsError(code, message ?? standard, status, { ...fields })
  }
}
