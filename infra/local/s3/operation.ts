/** What an operation gets and gives; the server around it signs, counts, records and writes. */
import type { Readable } from 'node:stream'
import { AwsError } from '../calls.ts'
import type { Holder } from '../service.ts'
import type { Bucket } from './bucket.ts'
import type { Actor, Context } from './changes.ts'
import type { Fields } from './headers.ts'
import type { Version } from './versions.ts'

export type Request = Actor & {
  holder: Holder
  bucket: Bucket
  /** Empty for a request to the bucket. */
  key: string
  query: ReadonlyMap<string, string>
  headers: Fields
  body: AsyncIterable<Buffer>
}

export type Reply = {
  status: number
  headers: Readonly<Record<string, string>>
  body?: string | Readable
}

export type Operation = {
  /** As S3 names it. */
  action: string
  /** Query parameters that it knows; another one means another operation. */
  parameters: readonly string[]
  run: (context: Context, request: Request) => Promise<Reply>
}

/**
 * The version that a request names, or the newest.
 * @throws AwsError NoSuchKey, NoSuchVersion, InvalidArgument, MethodNotAllowed (a delete marker)
 */
export function findVersion(
  { store }: Context,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): Version {
  const versions = store.versions.of(bucket.name, key)
  if (versionId === undefined) {
    const latest = versions.at(-1)
    if (latest && !latest.deleteMarker) return latest
    const message = 'The specified key does not exist.'
    throw new AwsError('NoSuchKey', message, 404, { Key: key, ...marker(latest) })
  }
  const version = versions.find((version) => version.versionId === versionId)
  if (!version) throw noVersion(key, versionId)
  if (!version.deleteMarker) return version
  const message = 'The specified method is not allowed against this resource.'
  throw new AwsError('MethodNotAllowed', message, 405, {
    Method: 'GET',
    ResourceType: 'DeleteMarker',
    ...marker(version),
  })
}

/** Version ids are 32 URL-safe characters; anything else was never one. */
function noVersion(key: string, versionId: string): AwsError {
  if (!/^(?:[\w-]{32}|null)$/.test(versionId)) {
    const fields = { ArgumentName: 'versionId', ArgumentValue: versionId }
    return new AwsError('InvalidArgument', 'Invalid version id specified', 400, fields)
  }
  const message = 'The specified version does not exist.'
  return new AwsError('NoSuchVersion', message, 404, { Key: key, VersionId: versionId })
}

/** The server writes this field as headers: a delete marker is answered with its id. */
function marker(version: Version | undefined): Record<string, string> {
  return version ? { DeleteMarkerVersionId: version.versionId } : {}
}
