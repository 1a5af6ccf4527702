/**
 * What the emulator does of an AWS::S3::Bucket, read from its resolved CloudFormation properties. A
 * property it does not know stops the start: a silent difference from AWS would be worse.
 * Source: CloudFormation template reference, AWS::S3::Bucket.
 */
import type { CorsRule } from './cors.ts'
import type { LifecycleRule } from './lifecycle.ts'

export type BucketSpec = { name: string; properties: Record<string, unknown> }

export type Bucket = {
  name: string
  versioned: boolean
  cors: readonly CorsRule[]
  lifecycle: readonly LifecycleRule[]
  /** Whether the bucket sends its events to EventBridge. */
  events: boolean
  encryption: 'AES256' | 'aws:kms'
  /** ARN of the key, where one of our own encrypts. */
  key: string | undefined
}

type Properties = Record<string, unknown>

/** Properties that change nothing a caller on this host could see. */
const WITHOUT_EFFECT = [
  'BucketName',
  'LoggingConfiguration',
  'OwnershipControls',
  'PublicAccessBlockConfiguration',
  'Tags',
]

/** @throws Error naming the bucket and the property that the emulator does not know */
export function readBucket({ name, properties }: BucketSpec): Bucket {
  const unknown = (path: string) =>
    new Error(`Bucket ${name}: the local S3 does not know ${path}. Remove it or teach it to s3/.`)
  const read = new Reader(properties, '', unknown)
  for (const property of WITHOUT_EFFECT) read.take(property)
  const bucket = {
    name,
    versioned: readVersioning(read.object('VersioningConfiguration')),
    cors: read.object('CorsConfiguration').list('CorsRules').map(readCorsRule),
    lifecycle: readLifecycle(read.object('LifecycleConfiguration')),
    events: readEvents(read.object('NotificationConfiguration')),
    ...readEncryption(read.object('BucketEncryption')),
  }
  read.done()
  return bucket
}

/** Reads one object of the template and refuses what nobody asked for. */
class Reader {
  readonly #rest: Properties
  readonly #path: string
  readonly #unknown: (path: string) => Error
  readonly #children: Reader[] = []

  constructor(value: unknown, path: string, unknown: (path: string) => Error) {
    this.#rest = typeof value === 'object' && value !== null ? { ...value } : {}
    this.#path = path
    this.#unknown = unknown
  }

  has(name: string): boolean {
    return this.#rest[name] !== undefined
  }

  take(name: string): unknown {
    const value = this.#rest[name]
    delete this.#rest[name]
    return value
  }

  /** One of the texts allowed; undefined when the property is absent. */
  text<T extends string>(name: string, ...allowed: readonly T[]): T | undefined {
    const value = this.take(name)
    if (value === undefined) return undefined
    const found = allowed.find((text) => text === value)
    if (found === undefined) throw this.#unknown(`${this.#path}${name}: ${JSON.stringify(value)}`)
    return found
  }

  /** Templates write numbers and booleans as such or as text. */
  number(name: string): number | undefined {
    const value = this.take(name)
    return value === undefined ? undefined : Number(value)
  }

  flag(name: string): boolean | undefined {
    const value = this.take(name)
    return value === undefined ? undefined : value === true || value === 'true'
  }

  texts(name: string): readonly string[] {
    const value = this.take(name)
    return Array.isArray(value) ? value.map(String) : []
  }

  object(name: string): Reader {
    return this.#child(this.take(name), `${name}.`)
  }

  list(name: string): readonly Reader[] {
    const value = this.take(name)
    if (!Array.isArray(value)) return []
    return value.map((item, at) => this.#child(item, `${name}[${at}].`))
  }

  /** @throws Error naming the first property that was not read, here or below */
  done(): void {
    for (const name of Object.keys(this.#rest)) throw this.#unknown(`${this.#path}${name}`)
    for (const child of this.#children) child.done()
  }

  #child(value: unknown, path: string): Reader {
    const child = new Reader(value, `${this.#path}${path}`, this.#unknown)
    this.#children.push(child)
    return child
  }
}

function readVersioning(read: Reader): boolean {
  return read.text('Status', 'Enabled') === 'Enabled'
}

function readEvents(read: Reader): boolean {
  if (!read.has('EventBridgeConfiguration')) return false
  return read.object('EventBridgeConfiguration').flag('EventBridgeEnabled') ?? true
}

function readEncryption(read: Reader): Pick<Bucket, 'encryption' | 'key'> {
  let encryption: Bucket['encryption'] = 'AES256'
  let key: string | undefined
  for (const rule of read.list('ServerSideEncryptionConfiguration')) {
    rule.take('BucketKeyEnabled')
    const standard = rule.object('ServerSideEncryptionByDefault')
    const id = standard.take('KMSMasterKeyID')
    key = typeof id === 'string' ? id : key
    encryption = standard.text('SSEAlgorithm', 'AES256', 'aws:kms') ?? encryption
  }
  return { encryption, key }
}

function readCorsRule(read: Reader): CorsRule {
  read.take('Id')
  return {
    origins: read.texts('AllowedOrigins'),
    methods: read.texts('AllowedMethods'),
    headers: read.texts('AllowedHeaders'),
    exposed: read.texts('ExposedHeaders'),
    maxAge: read.number('MaxAge'),
  }
}

function readLifecycle(read: Reader): readonly LifecycleRule[] {
  return read.list('Rules').flatMap((rule) => {
    rule.take('Id')
    // No upload here ever has parts, so there is never one to abort.
    rule.object('AbortIncompleteMultipartUpload').number('DaysAfterInitiation')
    const enabled = rule.text('Status', 'Enabled', 'Disabled') === 'Enabled'
    const prefix = rule.take('Prefix')
    const read = {
      prefix: typeof prefix === 'string' ? prefix : '',
      expirationDays: rule.number('ExpirationInDays'),
      noncurrentDays:
        rule.object('NoncurrentVersionExpiration').number('NoncurrentDays') ??
        rule.number('NoncurrentVersionExpirationInDays'),
      expiredDeleteMarker: rule.flag('ExpiredObjectDeleteMarker') ?? false,
    }
    return enabled ? [read] : []
  })
}
