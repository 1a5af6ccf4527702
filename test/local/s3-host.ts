import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { vi } from 'vitest'
import { Calls } from '../../infra/local/calls.ts'
import { Clock } from '../../infra/local/clock.ts'
import { S3 } from '../../infra/local/s3.ts'
import { Work } from '../../infra/local/work.ts'

export const START = Date.parse('2026-11-23T09:00:00+07:00')
export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE
export const REGION = 'ap-southeast-3'
export const ACCOUNT = '000000000000'
export const BUCKET = 'letters'
export const SITE = 'http://127.0.0.1:4000'

export const HOLDER = {
  accessKeyId: 'ASIALOCALHOST0000001',
  secretAccessKey: 'a-secret-of-the-test',
  sessionToken: 'a+token/of=the-test',
  function: 'AcceptLetter',
}

export const credentials = (accessKeyId: string) =>
  accessKeyId === HOLDER.accessKeyId ? HOLDER : undefined

export const VERSIONED = { VersioningConfiguration: { Status: 'Enabled' } }
export const EVENTS = { NotificationConfiguration: { EventBridgeConfiguration: {} } }

export type StorageEvent = {
  id: string
  time: string
  'detail-type': string
  resources: string[]
  detail: Record<string, unknown> & { object: Record<string, unknown> }
}

/** S3 in a folder of its own, on a clock that stands still on a Monday morning. */
export class Host {
  readonly folder = mkdtempSync(join(tmpdir(), 's3-'))
  readonly work = new Work()
  readonly clock = new Clock(new SharedArrayBuffer(8), () => this.work.settled())
  readonly calls = new Calls()
  readonly events: StorageEvent[] = []
  receive = async (event: StorageEvent): Promise<void> => void this.events.push(event)
  service!: S3
  client!: S3Client
  readonly #opened: { service: S3; client: S3Client }[] = []
  readonly #properties: Record<string, unknown>

  constructor(properties: Record<string, unknown> = VERSIONED) {
    this.#properties = properties
    vi.useFakeTimers({ toFake: ['Date'], now: START })
    this.clock.set(START)
  }

  /** Opens the service; again, without closing the one before, as after an abrupt end. */
  async open(): Promise<this> {
    this.service = await S3.open({
      folder: this.folder,
      region: REGION,
      account: ACCOUNT,
      buckets: [{ name: BUCKET, properties: this.#properties }],
      clock: this.clock,
      work: this.work,
      calls: this.calls,
      credentials,
      port: 0,
      onEvent: (event) => this.receive(event as StorageEvent),
    })
    this.client = this.clientOf()
    this.#opened.push({ service: this.service, client: this.client })
    return this
  }

  /** A client as a function has it; `settings` on top. */
  clientOf(settings: Record<string, unknown> = {}): S3Client {
    return new S3Client({
      endpoint: this.service.origin,
      region: REGION,
      credentials: HOLDER,
      systemClockOffset: this.clock.offset,
      maxAttempts: 1,
      ...settings,
    })
  }

  async put(key: string, body = 'content', more: Record<string, unknown> = {}) {
    const input = { Bucket: BUCKET, Key: key, Body: body, ...more }
    return this.client.send(new PutObjectCommand(input))
  }

  /** Moves the clock to so many milliseconds after the test's start. */
  async until(ms: number) {
    await this.clock.advance(START + ms)
    this.client.config.systemClockOffset = this.clock.offset
  }

  async close() {
    for (const { service, client } of this.#opened) {
      client.destroy()
      await service.close()
    }
    this.clock.stop()
    vi.useRealTimers()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** What a refused call of the SDK says: S3's error code and the status. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; status: number }> {
  try {
    await call
  } catch (error) {
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode: number } }
    return { code: name, status: $metadata?.httpStatusCode ?? 0 }
  }
  throw new Error('The call was not refused.')
}

/** One element of an XML document; `''` when it is not there. */
export function element(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''
}
