/**
 * POST Object: the upload of a browser's form. The fields come first, are held against the signed
 * policy, and only then is the file let in. Source: S3 API reference, "POST Object".
 */
import { AwsError } from '../calls.ts'
import type { Holder } from '../service.ts'
import { refusals } from '../signature/refusals.ts'
import { ALGORITHM, checkScope, identify, parseCredential, same, sign } from '../signature.ts'
import type { Bucket } from './bucket.ts'
import { type Actor, addObject, type Context } from './changes.ts'
import { failed } from './conditions.ts'
import {
  checkHeaders,
  checkSums,
  checksumsAsked,
  type Fields,
  notImplemented,
  readMetadata,
  versionHeaders,
} from './headers.ts'
import { type Part, readParts, readText } from './multipart.ts'
import type { Reply } from './operation.ts'
import { enforce, parsePolicy, type SizeRange } from './policy.ts'
import type { Version } from './versions.ts'
import { checkKey } from './writes.ts'
import { document } from './xml.ts'

export type Form = {
  holder: Holder
  fields: Fields
  key: string
  range: SizeRange
  /** The file and whatever follows it; the latter is skipped, as S3 does. */
  file: Part
  rest: AsyncIterator<Part>
}

type Sent = { headers: Fields; body: AsyncIterable<Buffer> }
type Check = { credentials: (accessKeyId: string) => Holder | undefined }

/** All fields before the file together, in bytes. */
const LONGEST_FIELDS = 20_480
const AUTHENTICATION = ['credential', 'algorithm', 'date', 'signature', 'security-token']
const NOT_EMULATED = ['acl', 'redirect', 'tagging']

/**
 * Reads a form up to its file, and authenticates and authorises it.
 * @throws AwsError MalformedPOSTRequest, InvalidArgument, AccessDenied, InvalidPolicyDocument,
 *   SignatureDoesNotMatch, InvalidAccessKeyId, InvalidToken, …
 */
export async function readForm(
  context: Context,
  bucket: Bucket,
  { headers, body }: Sent,
  check: Check,
): Promise<Form> {
  const contentType = headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\b/i.test(contentType)) {
    throw failed('Bucket POST must be of the enclosure-type multipart/form-data')
  }
  if (!headers.has('content-length')) {
    const message = 'You must provide the Content-Length HTTP header.'
    throw new AwsError('MissingContentLength', message, 411)
  }
  const parts = readParts(body, contentType)
  const { fields, file } = await readFields(parts)
  if (!file) throw oneFile(0)
  const key = required(fields, 'key').replaceAll('${filename}', baseName(file.filename ?? ''))
  const form = new Map(fields).set('key', key)
  const holder = authenticate(context, form, check)
  const policy = parsePolicy(required(form, 'policy'))
  const range = enforce(policy, form, bucket.name, context.clock.now())
  for (const name of NOT_EMULATED) if (form.has(name)) throw notImplemented(name)
  const known = AUTHENTICATION.map((name) => `x-amz-${name}`)
  checkHeaders(form, context.account, [...known, 'x-amz-meta-', 'x-amz-server-side-encryption'])
  checkKey(key)
  return { holder, fields: form, key, range, file, rest: parts }
}

/** Stores the file of a form. @throws AwsError EntityTooLarge, EntityTooSmall, BadDigest, … */
export async function storeForm(
  context: Context,
  bucket: Bucket,
  { fields, key, range, file, rest }: Form,
  actor: Actor,
): Promise<Reply> {
  const metadata = readMetadata(fields, bucket)
  const { bodies } = context.store
  const body = await bodies.receive(file.body, checksumsAsked(fields), range.max)
  try {
    for (let part = await rest.next(); !part.done; part = await rest.next()) {
      if (part.value.name.toLowerCase() === 'file') throw oneFile(2)
    }
    checkSize(body.size, range)
    const checksum = checkSums(fields, body)
    const object = { key, body, metadata, checksum, reason: 'POST Object' as const }
    const version = await addObject(context, bucket, object, actor)
    return answer(context, version, fields, versionHeaders(version, bucket))
  } catch (error) {
    await bodies.remove(body.file)
    throw error
  }
}

async function readFields(
  parts: AsyncIterator<Part>,
): Promise<{ fields: Fields; file: Part | undefined }> {
  const fields = new Map<string, string>()
  let left = LONGEST_FIELDS
  for (let part = await parts.next(); !part.done; part = await parts.next()) {
    const name = part.value.name.toLowerCase()
    if (name === 'file') return { fields, file: part.value }
    const value = await readText(part.value, left)
    left -= Buffer.byteLength(value)
    if (fields.has(name)) throw argument(name, 'Bucket POST must contain each field only once')
    fields.set(name, value)
  }
  return { fields, file: undefined }
}

function authenticate({ region, clock }: Context, form: Fields, { credentials }: Check): Holder {
  const refuse = refusals('s3', 'AuthorizationQueryParametersError')
  if (!form.has('policy') && !form.has('x-amz-signature')) throw refuse('missing')
  const policy = required(form, 'policy')
  if (form.has('awsaccesskeyid') || form.get('x-amz-algorithm') !== ALGORITHM) {
    throw form.has('x-amz-algorithm') || form.has('awsaccesskeyid')
      ? refuse('algorithm')
      : missing('x-amz-algorithm')
  }
  const scope = parseCredential(required(form, 'x-amz-credential'), refuse)
  const signedAt = required(form, 'x-amz-date')
  const signature = required(form, 'x-amz-signature')
  const expect = { service: 's3', region, now: clock.now(), credentials }
  const holder = identify(scope, form.get('x-amz-security-token') ?? '', expect, refuse)
  checkScope({ scope, signedAt }, expect, refuse)
  if (!same(signature, sign(holder, scope, policy))) throw refuse('mismatch')
  return holder
}

function checkSize(size: number, { min, max }: SizeRange): void {
  if (size > max) {
    const fields = { ProposedSize: size, MaxSizeAllowed: max }
    const message = 'Your proposed upload exceeds the maximum allowed size'
    throw new AwsError('EntityTooLarge', message, 400, fields)
  }
  if (size < min) {
    const fields = { ProposedSize: size, MinSizeAllowed: min }
    const message = 'Your proposed upload is smaller than the minimum allowed size'
    throw new AwsError('EntityTooSmall', message, 400, fields)
  }
}

function answer(
  { origin }: Context,
  { bucket, key, etag }: Version,
  fields: Fields,
  versionHeaders: Readonly<Record<string, string>>,
): Reply {
  const location = `${origin}/${bucket}/${encodeURIComponent(key)}`
  const headers = { ...versionHeaders, location }
  const redirect = URL.parse(fields.get('success_action_redirect') ?? '')
  if (redirect) {
    for (const [name, value] of Object.entries({ bucket, key, etag: `"${etag}"` })) {
      redirect.searchParams.append(name, value)
    }
    return { status: 303, headers: { ...headers, location: redirect.href } }
  }
  const status = fields.get('success_action_status')
  if (status === '200') return { status: 200, headers }
  if (status !== '201') return { status: 204, headers }
  const entries = Object.entries({
    Location: location,
    Bucket: bucket,
    Key: key,
    ETag: `"${etag}"`,
  })
  return { status: 201, headers, body: document(['PostResponse', entries], false) }
}

/** Old browsers send a whole path as the name of a file. */
function baseName(filename: string): string {
  return filename.split(/[/\\]/).at(-1) ?? ''
}

function required(form: Fields, name: string): string {
  const value = form.get(name)
  if (value === undefined) throw missing(name)
  return value
}

function missing(name: string): AwsError {
  return argument(
    name,
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
  )
}

function argument(name: string, message: string, value = ''): AwsError {
  const fields = { ArgumentName: name, ArgumentValue: value }
  return new AwsError('InvalidArgument', message, 400, fields)
}

function oneFile(count: number): AwsError {
  return argument('file', 'POST requires exactly one file upload per request.', String(count))
}
