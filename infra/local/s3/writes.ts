/** PutObject, CopyObject and DeleteObject. Source: S3 API reference. */
import { AwsError } from '../calls.ts'
import type { Body } from './bodies.ts'
import type { Bucket } from './bucket.ts'
import { addObject, type Context, deleteObject } from './changes.ts'
import { type ChecksumName, checksumName } from './checksums.ts'
import { decodeChunked } from './chunked.ts'
import { failed, notModified, writeGuard } from './conditions.ts'
import {
  checkHeaders,
  checkSums,
  checksumsAsked,
  type Fields,
  notImplemented,
  readMetadata,
  versionHeaders,
} from './headers.ts'
import { findVersion, type Operation, type Request } from './operation.ts'
import type { Version } from './versions.ts'
import { document } from './xml.ts'

const ENCRYPTION = 'x-amz-server-side-encryption'
const COPY = 'x-amz-copy-source'
const CHECKSUM = 'x-amz-checksum-algorithm'
const CONDITIONS = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']

export const putObject: Operation = {
  action: 'PutObject',
  parameters: [],
  run: async (context, request) => {
    const { bucket, key, headers } = request
    checkHeaders(headers, context.account, ['x-amz-meta-', ENCRYPTION])
    checkKey(key)
    const metadata = readMetadata(headers, bucket)
    const { body, checksum } = await receive(context, request)
    const guard = writeGuard(headers)
    const object = { key, body, metadata, checksum, reason: 'PutObject' as const, guard }
    const version = await addObject(context, bucket, object, request)
    return {
      status: 200,
      headers: { ...versionHeaders(version, bucket), ...checksumHeader(version) },
    }
  },
}

export const copyObject: Operation = {
  action: 'CopyObject',
  parameters: [],
  run: async (context, request) => {
    const { bucket, key, headers } = request
    const conditions = CONDITIONS.map((name) => `${COPY}-${name}`)
    const others = [
      'x-amz-metadata-directive',
      'x-amz-tagging-directive',
      'x-amz-meta-',
      ENCRYPTION,
      CHECKSUM,
    ]
    const known = [COPY, ...conditions, ...others]
    checkHeaders(headers, context.account, known)
    checkKey(key)
    const source = findSource(context, request)
    if (notModified(headers, source.version, `${COPY}-`)) throw failed(`${COPY}-If-None-Match`)
    const replace = headers.get('x-amz-metadata-directive') === 'REPLACE'
    const metadata = replace ? readMetadata(headers, bucket) : source.version.metadata
    const { file } = source.version
    const wanted = checksumWanted(headers)
    const body = await context.store.bodies.receive(
      context.store.bodies.read(file),
      wanted ? [wanted] : [],
    )
    const value = wanted && body.checksums[wanted]
    const checksum = wanted && value ? { name: wanted, value } : source.version.checksum
    const guard = writeGuard(headers)
    // S3 copies the tags unless they are to be replaced; new ones cannot be given here.
    const tags =
      headers.get('x-amz-tagging-directive') === 'REPLACE' ? undefined : source.version.tags
    const object = { key, body, metadata, checksum, tags, reason: 'CopyObject' as const, guard }
    const version = await addObject(context, bucket, object, request)
    return {
      status: 200,
      headers: {
        ...versionHeaders(version, bucket),
        ...(source.bucket.versioned && {
          'x-amz-copy-source-version-id': source.version.versionId,
        }),
      },
      body: copyResult(version),
    }
  },
}

export const deleteOperation: Operation = {
  action: 'DeleteObject',
  parameters: ['versionId'],
  run: async (context, request) => {
    const { bucket, key, query, headers } = request
    checkHeaders(headers, context.account, [])
    for (const name of CONDITIONS) if (headers.has(name)) throw notImplemented(name)
    const versionId = query.get('versionId')
    const named = versionId === undefined ? {} : { versionId }
    const deletion = { key, ...named, reason: 'DeleteObject' as const }
    const version = await deleteObject(context, bucket, deletion, request)
    const answered = versionId ?? version?.versionId
    return {
      status: 204,
      headers: {
        ...(version?.deleteMarker && { 'x-amz-delete-marker': 'true' }),
        ...(bucket.versioned && answered !== undefined && { 'x-amz-version-id': answered }),
      },
    }
  },
}

/** @throws AwsError KeyTooLongError, InvalidArgument for an empty key */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key)
  if (size === 0) {
    const fields = { ArgumentName: 'key', ArgumentValue: key }
    throw new AwsError(
      'InvalidArgument',
      'User key must have a length greater than 0.',
      400,
      fields,
    )
  }
  if (size <= 1024) return
  const fields = { Size: size, MaxSizeAllowed: 1024 }
  throw new AwsError('KeyTooLongError', 'Your key is too long', 400, fields)
}

/** Stores the request's body and holds it against all that the headers say about it. */
async function receive(context: Context, { headers, body: source }: Request) {
  const trailers = new Map<string, string>()
  const claimed = headers.get('x-amz-content-sha256')
  const chunked = claimed?.startsWith('STREAMING-') ?? false
  const length = headers.get(chunked ? 'x-amz-decoded-content-length' : 'content-length')
  if (length === undefined) {
    const message = 'You must provide the Content-Length HTTP header.'
    throw new AwsError('MissingContentLength', message, 411)
  }
  const bytes = chunked ? decodeChunked(source, trailers) : source
  const body = await context.store.bodies.receive(bytes, checksumsAsked(headers))
  try {
    checkBody(body, Number(length), claimed)
    return { body, checksum: checkSums(new Map([...headers, ...trailers]), body) }
  } catch (error) {
    await context.store.bodies.remove(body.file)
    throw error
  }
}

function checkBody(body: Body, length: number, claimed: string | undefined): void {
  if (body.size !== length) {
    const message = 'You did not provide the number of bytes specified by the Content-Length'
    throw new AwsError('IncompleteBody', message)
  }
  // Only a hash is a claim about the body; the other values are words in capitals.
  if (claimed === undefined || !/^[0-9a-f]{64}$/.test(claimed) || claimed === body.sha256) return
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed."
  throw new AwsError('XAmzContentSHA256Mismatch', message, 400, {
    ClientComputedContentSHA256: claimed,
    S3ComputedContentSHA256: body.sha256,
  })
}

/** The checksum that a copy is to be given, whatever its source has. */
const checksumWanted = (headers: Fields): ChecksumName | undefined =>
  checksumName(`x-amz-checksum-${(headers.get(CHECKSUM) ?? 'algorithm').toLowerCase()}`)

/** What `x-amz-copy-source` names, `bucket/key?versionId=…`, URL-encoded. @throws AwsError */
export function copySource(headers: Fields): {
  readonly name: string
  readonly key: string
  readonly versionId: string | undefined
} {
  const [path = '', versionId] = (headers.get(COPY) ?? '').split('?versionId=')
  const [, name = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decode(path)) ?? []
  return { name, key, versionId }
}

/** The version to copy. */
function findSource(
  context: Context,
  { bucket, key, headers }: Request,
): { bucket: Bucket; version: Version } {
  const { name, key: sourceKey, versionId } = copySource(headers)
  const source = context.buckets.get(name)
  if (sourceKey === '') throw invalidCopy('Copy Source must mention the source bucket and key')
  if (!source) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
  const replace = headers.get('x-amz-metadata-directive') === 'REPLACE'
  if (source === bucket && sourceKey === key && versionId === undefined && !replace) {
    throw new AwsError(
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing its metadata.',
    )
  }
  return { bucket: source, version: findVersion(context, source, sourceKey, versionId) }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw invalidCopy('Copy Source must be URL-encoded')
  }
}

function invalidCopy(message: string): AwsError {
  return new AwsError('InvalidArgument', message, 400, { ArgumentName: COPY })
}

function copyResult(version: Version): string {
  const modified = new Date(version.lastModified)
  const { checksum } = version
  return document(
    [
      'CopyObjectResult',
      [
        ['LastModified', modified.toISOString()],
        ['ETag', `"${version.etag}"`],
        ...(checksum ? [[`Checksum${checksum.name.toUpperCase()}`, checksum.value] as const] : []),
      ],
    ],
    true,
  )
}

function checksumHeader({ checksum }: Version): Record<string, string> {
  return checksum ? { [`x-amz-checksum-${checksum.name}`]: checksum.value } : {}
}
