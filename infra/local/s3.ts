import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Calls } from './calls.ts'
import type { Clock } from './clock.ts'
import { type BucketSpec, readBucket } from './s3/bucket.ts'
import { type Context, tagObject } from './s3/changes.ts'
import { Lifecycle } from './s3/lifecycle.ts'
import { Outbox, type Receiver } from './s3/outbox.ts'
import { type Front, serve } from './s3/server.ts'
import { Store } from './s3/store.ts'
import type { Named, Tags, Version } from './s3/versions.ts'
import type { Credentials } from './service.ts'
import type { Work } from './work.ts'

export type { BucketSpec } from './s3/bucket.ts'

export type S3Options = {
  /** Where objects and journal are kept. */
  folder: string
  region: string
  account: string
  buckets: readonly BucketSpec[]
  clock: Clock
  work: Work
  calls: Calls
  credentials: Credentials
  /** 0 takes any free port. */
  port: number
  /**
   * Receives what the buckets tell EventBridge, at least once: an event counts as delivered when
   * this resolves, and comes again, also after a restart, until then.
   */
  onEvent?: Receiver
}

/** One object version or delete marker, as `GET /_local/dump` shows it. */
export type ObjectDump = {
  readonly bucket: string
  readonly key: string
  readonly versionId: string
  readonly size: number
  readonly sha256: string
  readonly lastModified: string
  /** Content-* and x-amz-meta-* headers, names in lower case. */
  readonly metadata: Readonly<Record<string, string>>
  readonly latest: boolean
  readonly deleteMarker: boolean
}

/** Only programs on this machine may reach the host. */
const LOOPBACK = '127.0.0.1'
/** Longer than any client keeps an idle connection, so that none is closed under a request. */
const KEEP_ALIVE = 120_000

/**
 * S3 on one machine: an HTTP server of its own (path style) that checks signatures and POST
 * policies, versions on the disk, events, and lifecycle rules on the clock.
 */
export class S3 {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  readonly #server: Server
  readonly #context: Context
  readonly #lifecycle: Lifecycle
  readonly #outbox: Outbox | undefined

  private constructor(
    server: Server,
    context: Context,
    lifecycle: Lifecycle,
    outbox: Outbox | undefined,
  ) {
    this.origin = context.origin
    this.#server = server
    this.#context = context
    this.#lifecycle = lifecycle
    this.#outbox = outbox
  }

  /**
   * @throws Error with code EADDRINUSE when the port is taken; Error naming an unknown property of
   *   a bucket or the damaged file, each saying what to do
   */
  static async open(options: S3Options): Promise<S3> {
    const { clock, work, onEvent } = options
    const buckets = new Map(options.buckets.map((spec) => [spec.name, readBucket(spec)]))
    const server = createServer({ keepAliveTimeout: KEEP_ALIVE })
    const port = await listen(server, options.port)
    const origin = `http://${LOOPBACK}:${port}`
    const store = await Store.open(options.folder).catch(async (error: unknown) => {
      await stop(server)
      throw error
    })
    const outbox = onEvent && new Outbox(store, clock, work, onEvent)
    const publish = outbox && ((event: Parameters<Outbox['send']>[0]) => outbox.send(event))
    const { region, account, calls, credentials } = options
    const context = { origin, region, account, buckets, store, clock, work, publish }
    const front: Front = { ...context, calls, credentials }
    const lifecycle = new Lifecycle(front)
    outbox?.resume()
    await lifecycle.start()
    server.on('request', (message, response) => void serve(front, message, response))
    return new S3(server, front, lifecycle, outbox)
  }

  /** Every version and delete marker, by bucket and key, oldest first. */
  async dump(): Promise<readonly ObjectDump[]> {
    const { buckets, store } = this.#context
    return [...buckets.keys()].sort().flatMap((bucket) =>
      store.versions.keys(bucket, '').flatMap((key) => {
        const versions = store.versions.of(bucket, key)
        return versions.map((version, at) => ({
          bucket,
          key,
          versionId: version.versionId,
          size: version.size,
          sha256: version.sha256,
          lastModified: new Date(version.lastModified).toISOString(),
          metadata: version.metadata,
          latest: at === versions.length - 1,
          deleteMarker: version.deleteMarker,
        }))
      }),
    )
  }

  /** For services on the same machine: the versions whose keys begin so, oldest first. */
  versions(bucket: string, prefix: string): readonly Version[] {
    const { versions } = this.#context.store
    return versions.keys(bucket, prefix).flatMap((key) => versions.of(bucket, key))
  }

  /** A version's bytes, for services on the same machine. */
  read({ file, size }: Version): AsyncIterable<Buffer> | Iterable<Buffer> {
    return size === 0 ? [] : this.#context.store.bodies.read(file)
  }

  /** Replaces a version's tags, for services on the same machine. */
  tag(version: Named, tags: Tags): Promise<void> {
    return tagObject(this.#context, version, tags)
  }

  /** Ends every connection and waits for the change in progress; what was acknowledged is kept. */
  async close(): Promise<void> {
    this.#lifecycle.close()
    this.#outbox?.close()
    await stop(this.#server)
    await this.#context.store.close()
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)))
    server.listen(port, LOOPBACK, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return taken
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error
  const message = `Port ${port} on ${LOOPBACK} is in use. Stop the program that uses it, or choose another port.`
  return Object.assign(new Error(message, { cause: error }), { code: error.code })
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
