/** The changes of a bucket: each one is a line of the journal, visible at once, with its event. */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Work } from '../work.ts'
import type { Body } from './bodies.ts'
import type { Bucket } from './bucket.ts'
import type { Checksum } from './checksums.ts'
import {
  type CreationReason,
  type DeletionReason,
  type Origin,
  objectCreated,
  objectDeleted,
  type StorageEvent,
} from './events.ts'
import type { Change, Store } from './store.ts'
import type { Named, Tags, Version } from './versions.ts'

/** What the operations work on. */
export type Context = {
  /** `http://127.0.0.1:PORT` */
  origin: string
  region: string
  account: string
  buckets: ReadonlyMap<string, Bucket>
  store: Store
  clock: Clock
  work: Work
  /** Starts the delivery of an event; absent when nobody listens. */
  publish: ((event: StorageEvent) => void) | undefined
}

/** Who asks for a change. */
export type Actor = { requestId: string; requester: string }

/** Looks at the newest version, or at none, and refuses the change by throwing. */
export type Guard = (latest: Version | undefined) => void

export type NewObject = {
  key: string
  body: Body
  metadata: Readonly<Record<string, string>>
  checksum: Checksum | undefined
  tags?: Tags | undefined
  reason: CreationReason
  guard?: Guard
}

/** Makes a received body the newest version of its key. The body is dropped when `guard` refuses. */
export async function addObject(
  context: Context,
  bucket: Bucket,
  { key, body, metadata, checksum, tags, reason, guard }: NewObject,
  actor: Actor,
): Promise<Version> {
  let added: Version | undefined
  const decide = (sequence: number): Change => {
    guard?.(context.store.versions.latest(bucket.name, key))
    const version: Version = {
      ...blank(context, bucket, key, sequence),
      size: body.size,
      etag: body.md5,
      sha256: body.sha256,
      file: body.file,
      metadata,
      ...(checksum && { checksum }),
      ...(tags && { tags }),
    }
    added = version
    const event = (origin: Origin) => objectCreated(version, origin, reason)
    return { kind: 'added', version, ...tell(context, bucket, actor, event) }
  }
  try {
    await apply(context, decide)
  } catch (error) {
    await context.store.bodies.remove(body.file)
    throw error
  }
  if (!added) throw new Error('The store made no change.')
  return added
}

export type Deletion = {
  key: string
  /** Deletes this version for ever; without it, a versioned bucket gets a delete marker. */
  versionId?: string
  /** Does nothing unless the newest version has this sequence number. */
  ifNewest?: number
  reason: DeletionReason
}

/** @returns the delete marker made or the version removed; undefined when nothing was to be done */
export async function deleteObject(
  context: Context,
  bucket: Bucket,
  { key, versionId, ifNewest, reason }: Deletion,
  actor: Actor,
): Promise<Version | undefined> {
  const target = versionId ?? (bucket.versioned ? undefined : 'null')
  let changed: Version | undefined
  await apply(context, (sequence) => {
    const versions = context.store.versions.of(bucket.name, key)
    if (ifNewest !== undefined && versions.at(-1)?.sequence !== ifNewest) return undefined
    if (target === undefined) {
      const version = { ...blank(context, bucket, key, sequence), deleteMarker: true }
      changed = version
      const event = (origin: Origin) =>
        objectDeleted(version, origin, reason, 'Delete Marker Created')
      return { kind: 'added', version, ...tell(context, bucket, actor, event) }
    }
    const version = versions.find((version) => version.versionId === target)
    if (!version) return undefined
    changed = version
    const event = (origin: Origin) =>
      objectDeleted({ ...version, sequence }, origin, reason, 'Permanently Deleted')
    const removed = { bucket: bucket.name, key, versionId: target }
    return { kind: 'removed', removed, sequence, ...tell(context, bucket, actor, event) }
  })
  return changed
}

/** Replaces the tags of a version; nothing happens where it is gone. */
export async function tagObject(context: Context, tagged: Named, tags: Tags): Promise<void> {
  await apply(context, (sequence) => ({ kind: 'tagged', tagged, tags, sequence }))
}

/** Counted as in flight, and its event with it, so that there is no gap between the two. */
function apply(
  { work, store, publish }: Context,
  decide: (sequence: number) => Change | undefined,
): Promise<void> {
  return work.track(async () => {
    const change = await store.change(decide)
    if (change?.event) publish?.(change.event)
  })
}

function blank({ clock }: Context, bucket: Bucket, key: string, sequence: number): Version {
  return {
    bucket: bucket.name,
    key,
    versionId: bucket.versioned ? randomBytes(24).toString('base64url') : 'null',
    sequence,
    lastModified: Math.floor(clock.now() / 1000) * 1000,
    deleteMarker: false,
    size: 0,
    etag: '',
    sha256: '',
    file: '',
    metadata: {},
  }
}

function tell(
  { region, account, clock, publish }: Context,
  bucket: Bucket,
  actor: Actor,
  make: (origin: Origin) => StorageEvent,
): { event?: StorageEvent } {
  if (!bucket.events || !publish) return {}
  return { event: make({ region, account, now: clock.now(), ...actor }) }
}
