/**
 * Lifecycle rules. Like S3, the emulator looks once a day, at midnight UTC, and counts days from
 * the time of an object (or of its successor) to the next midnight UTC.
 * Source: S3 user guide, "Lifecycle configuration elements".
 */
import { randomUUID } from 'node:crypto'
import type { Bucket } from './bucket.ts'
import { type Context, deleteObject } from './changes.ts'
import type { Version } from './versions.ts'

export type LifecycleRule = {
  prefix: string
  expirationDays: number | undefined
  noncurrentDays: number | undefined
  /** Remove a delete marker that hides nothing any more. */
  expiredDeleteMarker: boolean
}

type Due = { version: Version; act: 'expire' | 'remove' }

const DAY = 86_400_000
/** S3 names itself as the requester of what it does by itself. */
const REQUESTER = 's3.amazonaws.com'

export class Lifecycle {
  readonly #context: Context
  #cancel: (() => void) | undefined
  #closed = false

  constructor(context: Context) {
    this.#context = context
  }

  /** Does what fell due while the host was off, and arms the next midnight. */
  async start(): Promise<void> {
    const { clock, buckets } = this.#context
    if (![...buckets.values()].some(({ lifecycle }) => lifecycle.length > 0)) return
    await this.#sweep()
    if (this.#closed) return
    this.#cancel = clock.schedule(nextMidnight(clock.now()), () => this.start())
  }

  close(): void {
    this.#closed = true
    this.#cancel?.()
  }

  async #sweep(): Promise<void> {
    const { buckets, store } = this.#context
    for (const bucket of buckets.values()) {
      if (bucket.lifecycle.length === 0) continue
      for (const key of store.versions.keys(bucket.name, '')) await this.#expire(bucket, key)
    }
  }

  /** One step may make the next one due: the last version gone, its delete marker is alone. */
  async #expire(bucket: Bucket, key: string): Promise<void> {
    const { clock, store } = this.#context
    while (!this.#closed) {
      const step = due(bucket.lifecycle, store.versions.of(bucket.name, key), clock.now())
      if (!step) return
      const { versionId, sequence } = step.version
      const target = step.act === 'remove' ? { versionId } : { ifNewest: sequence }
      const actor = { requestId: randomUUID(), requester: REQUESTER }
      const deletion = { key, ...target, reason: 'Lifecycle Expiration' as const }
      await deleteObject(this.#context, bucket, deletion, actor)
    }
  }
}

/** The next step that the rules ask for a key. @param versions oldest to newest */
function due(
  rules: readonly LifecycleRule[],
  versions: readonly Version[],
  now: number,
): Due | undefined {
  const passed = (from: number, days: number | undefined) =>
    days !== undefined && nextMidnight(from + days * DAY) <= now
  for (const rule of rules.filter(({ prefix }) => versions[0]?.key.startsWith(prefix))) {
    for (const [at, version] of versions.entries()) {
      const successor = versions[at + 1]
      if (successor) {
        if (passed(successor.lastModified, rule.noncurrentDays)) return { version, act: 'remove' }
      } else if (!version.deleteMarker) {
        if (passed(version.lastModified, rule.expirationDays)) return { version, act: 'expire' }
      } else if (at === 0) {
        const days = rule.expiredDeleteMarker ? 0 : rule.expirationDays
        if (passed(version.lastModified, days)) return { version, act: 'remove' }
      }
    }
  }
  return undefined
}

/** The first midnight UTC after `at`, in milliseconds. */
function nextMidnight(at: number): number {
  return (Math.floor(at / DAY) + 1) * DAY
}
