/** The request headers and form fields that describe an object, and how they travel back. */
import { AwsError } from '../calls.ts'
import type { Body } from './bodies.ts'
import type { Bucket } from './bucket.ts'
import { type Checksum, type ChecksumName, checksumName } from './checksums.ts'
import type { Version } from './versions.ts'

/** Names in lower case; one text each. */
export type Fields = ReadonlyMap<string, string>

const DESCRIPTIVE = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
])
const USER = 'x-amz-meta-'
const LONGEST_USER_METADATA = 2048

/** x-amz headers that any request may carry. */
const COMMON = new Set([
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-trailer',
  'x-amz-user-agent',
])

/**
 * Refuses what the emulator would silently leave out.
 * @param known x-amz headers of this operation, besides the common ones
 * @throws AwsError NotImplemented; AccessDenied for the wrong expected owner
 */
export function checkHeaders(fields: Fields, account: string, known: readonly string[]): void {
  for (const [name, value] of fields) {
    if (name === 'x-amz-expected-bucket-owner' && value !== account) {
      throw new AwsError('AccessDenied', 'Access Denied', 403)
    }
    if (!name.startsWith('x-amz-') || COMMON.has(name) || known.includes(name)) continue
    if (known.includes(USER) && (name.startsWith(USER) || checksumName(name))) continue
    throw notImplemented(name)
  }
}

export function notImplemented(what: string): AwsError {
  const message = 'A header you provided implies functionality that is not implemented'
  return new AwsError('NotImplemented', message, 501, { Header: what })
}

/** What a version keeps of its upload. @throws AwsError MetadataTooLarge, NotImplemented */
export function readMetadata(fields: Fields, bucket: Bucket): Record<string, string> {
  const encryption = fields.get('x-amz-server-side-encryption')
  if (encryption !== undefined && encryption !== bucket.encryption) {
    throw notImplemented('x-amz-server-side-encryption')
  }
  const metadata: Record<string, string> = { 'content-type': 'binary/octet-stream' }
  let size = 0
  for (const [name, value] of fields) {
    if (DESCRIPTIVE.has(name)) metadata[name] = value
    if (!name.startsWith(USER)) continue
    metadata[name] = value
    size += Buffer.byteLength(name.slice(USER.length)) + Buffer.byteLength(value)
  }
  if (size > LONGEST_USER_METADATA) {
    const message = 'Your metadata headers exceed the maximum allowed metadata size'
    throw new AwsError('MetadataTooLarge', message)
  }
  // `aws-chunked` is how the body travelled, not what it is.
  const encoding = (metadata['content-encoding'] ?? '').replace(/,?\s*aws-chunked/, '')
  if (encoding === '') delete metadata['content-encoding']
  else metadata['content-encoding'] = encoding
  return metadata
}

/** Which checksums a body has to be measured by. @throws AwsError NotImplemented */
export function checksumsAsked(fields: Fields): readonly ChecksumName[] {
  const trailers = (fields.get('x-amz-trailer') ?? '').split(',')
  const names = [...fields.keys(), ...trailers.map((name) => name.trim().toLowerCase())]
  return [...new Set(names.flatMap((name) => checksumName(name) ?? []))]
}

/**
 * Compares the checksums that came along, as header, trailer or form field, with the body's own.
 * @throws AwsError BadDigest
 */
export function checkSums(fields: Fields, body: Body): Checksum | undefined {
  let checksum: Checksum | undefined
  for (const [field, claimed] of fields) {
    const name = checksumName(field)
    if (!name) continue
    const value = body.checksums[name]
    if (value !== claimed) {
      const title = name.toUpperCase()
      const message = `The ${title} you specified did not match the calculated checksum.`
      throw new AwsError('BadDigest', message)
    }
    checksum = { name, value }
  }
  const md5 = fields.get('content-md5')
  if (md5 !== undefined && md5 !== Buffer.from(body.md5, 'hex').toString('base64')) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.')
  }
  return checksum
}

/** What every answer about a version says. */
export function versionHeaders(version: Version, bucket: Bucket): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    ...(bucket.versioned && { 'x-amz-version-id': version.versionId }),
    'x-amz-server-side-encryption': bucket.encryption,
  }
}

/** A value that may stand in an HTTP header: other characters as S3 writes them, RFC 2047. */
export function headerValue(value: string): string {
  if (/^[\t\x20-\x7e]*$/.test(value)) return value
  return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`
}
