/**
 * What a bucket tells EventBridge. Source: S3 user guide, "EventBridge event message structure".
 * Keys are not URL-encoded here, unlike in S3's own notifications.
 */
import { randomUUID } from 'node:crypto'
import type { Version } from './versions.ts'

/** An event as EventBridge receives it. */
export type StorageEvent = { readonly id: string; readonly [field: string]: unknown }

/** Who made a change, and by which request. */
export type Origin = {
  region: string
  account: string
  requestId: string
  /** The account, or the service that acted by itself. */
  requester: string
  /** Milliseconds. */
  now: number
}

export type CreationReason = 'PutObject' | 'POST Object' | 'CopyObject'
export type DeletionReason = 'DeleteObject' | 'Lifecycle Expiration'

export function objectCreated(
  version: Version,
  origin: Origin,
  reason: CreationReason,
): StorageEvent {
  const object = { key: version.key, size: version.size, etag: version.etag, ...marks(version) }
  return event('Object Created', version.bucket, origin, { object, reason })
}

/** @param version the delete marker that was created, or the version that is gone for ever */
export function objectDeleted(
  version: Version,
  origin: Origin,
  reason: DeletionReason,
  type: 'Delete Marker Created' | 'Permanently Deleted',
): StorageEvent {
  const object = { key: version.key, ...marks(version) }
  return event('Object Deleted', version.bucket, origin, { object, reason, 'deletion-type': type })
}

function marks({ versionId, sequence }: Version): Record<string, string> {
  const sequencer = sequence.toString(16).toUpperCase().padStart(18, '0')
  return { ...(versionId !== 'null' && { 'version-id': versionId }), sequencer }
}

function event(
  type: string,
  bucket: string,
  origin: Origin,
  detail: Readonly<Record<string, unknown>>,
): StorageEvent {
  const time = new Date(origin.now)
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': type,
    source: 'aws.s3',
    account: origin.account,
    time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: origin.region,
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      ...detail,
      'request-id': origin.requestId,
      requester: origin.requester,
      'source-ip-address': '127.0.0.1',
    },
  }
}
