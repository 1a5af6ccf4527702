/** The versions of every key, in memory, as the journal tells them; no file and no clock here. */
import type { Checksum } from './checksums.ts'

export type Version = {
  bucket: string
  key: string
  /** Opaque; 'null' in a bucket without versioning. */
  versionId: string
  /** Grows with every change of the store; orders the versions of a key. */
  sequence: number
  /** Milliseconds, at whole seconds as S3 keeps them. */
  lastModified: number
  deleteMarker: boolean
  size: number
  /** Hex MD5; empty for a delete marker. */
  etag: string
  /** Hex; empty for a delete marker. */
  sha256: string
  /** Body file; empty for a delete marker. */
  file: string
  /** Content-* and x-amz-meta-* headers, names in lower case. */
  metadata: Readonly<Record<string, string>>
  checksum?: Checksum
  tags?: Tags
}

/** Tags of a version by their names. */
export type Tags = Readonly<Record<string, string>>

export type Named = Pick<Version, 'bucket' | 'key' | 'versionId'>

export class Versions {
  /** Bucket, then key, then versions from oldest to newest. */
  readonly #buckets = new Map<string, Map<string, Version[]>>()

  /** Adds a version as the newest. @returns the version of the same id that it replaces, if any */
  add(version: Version): Version | undefined {
    const replaced = this.remove(version)
    const keys = this.#keys(version.bucket)
    const versions = keys.get(version.key)
    if (versions) versions.push(version)
    else keys.set(version.key, [version])
    return replaced
  }

  /** @returns the version removed, if it was there */
  remove({ bucket, key, versionId }: Named): Version | undefined {
    const keys = this.#keys(bucket)
    const versions = keys.get(key)
    const at = versions?.findIndex((version) => version.versionId === versionId) ?? -1
    const [removed] = at < 0 ? [] : (versions?.splice(at, 1) ?? [])
    if (versions?.length === 0) keys.delete(key)
    return removed
  }

  /** Replaces the tags of a version; nothing happens where it is gone. */
  tag({ bucket, key, versionId }: Named, tags: Tags): void {
    const versions = this.#keys(bucket).get(key)
    const at = versions?.findIndex((version) => version.versionId === versionId) ?? -1
    const version = versions?.[at]
    if (version) versions[at] = { ...version, tags }
  }

  /** Oldest to newest; empty for an unknown key. */
  of(bucket: string, key: string): readonly Version[] {
    return this.#buckets.get(bucket)?.get(key) ?? []
  }

  latest(bucket: string, key: string): Version | undefined {
    return this.of(bucket, key).at(-1)
  }

  /** Keys that begin with `prefix`, in the order of their UTF-8 bytes, as S3 lists them. */
  keys(bucket: string, prefix: string): readonly string[] {
    const keys = [...(this.#buckets.get(bucket)?.keys() ?? [])].filter((key) =>
      key.startsWith(prefix),
    )
    return keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  }

  /** Every version, bucket by bucket, oldest to newest within a key. */
  all(): readonly Version[] {
    const buckets = [...this.#buckets.values()]
    return buckets.flatMap((keys) => [...keys.values()].flat())
  }

  #keys(bucket: string): Map<string, Version[]> {
    const keys = this.#buckets.get(bucket) ?? new Map<string, Version[]>()
    this.#buckets.set(bucket, keys)
    return keys
  }
}
