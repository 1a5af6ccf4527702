import { join } from 'node:path'
import { Calls } from '../calls.ts'
import { Clock } from '../clock.ts'
import { issueCredentials } from '../credentials.ts'
import { DynamoDB } from '../dynamodb.ts'
import { Log, type LogOptions } from '../log.ts'
import { Mail } from '../mail.ts'
import { Queues } from '../queues.ts'
import { S3 } from '../s3.ts'
import { Secrets } from '../secrets.ts'
import type { Credentials, Holder } from '../service.ts'
import type { Stack } from '../template.ts'
import { Work } from '../work.ts'
import type { Folder } from './folder.ts'

export type StoresOptions = {
  readonly stack: Stack
  readonly folder: Folder
  readonly s3Port: number
  /** Milliseconds from real time to the clock. */
  readonly offset: number
  readonly logOptions: Omit<LogOptions, 'now'>
  /** Receives the events of the buckets. */
  readonly onEvent: (event: object) => Promise<void>
  /** Gets what must be closed, in the order of opening. */
  readonly closers: (() => Promise<void>)[]
}

/** The clock, and everything that keeps data. */
export type Stores = {
  readonly clock: Clock
  /** The clock's offset, shared with the worker threads. */
  readonly sharedOffset: SharedArrayBuffer
  readonly work: Work
  readonly calls: Calls
  readonly log: Log
  readonly queues: Queues
  readonly mail: Mail
  readonly secrets: Secrets
  readonly s3: S3
  readonly dynamodb: DynamoDB
  readonly holders: readonly Holder[]
  readonly credentials: Credentials
}

/** Opens what the data folder holds. @throws Error with a sentence when some of it is damaged */
export async function openStores(options: StoresOptions): Promise<Stores> {
  const { stack, folder, closers } = options
  const { region, account } = stack
  const path = folder.path
  const sharedOffset = new SharedArrayBuffer(8)
  const work = new Work()
  const calls = new Calls()
  const clock = openClock(options, sharedOffset, work)
  const log = new Log({ ...options.logOptions, now: () => clock.now() })
  const functions = stack.of('AWS::Lambda::Function').map(({ logicalId }) => logicalId)
  const holders = issueCredentials(path, functions)
  const byKey = new Map(holders.map((holder) => [holder.accessKeyId, holder]))
  const credentials: Credentials = (accessKeyId) => byKey.get(accessKeyId)

  const queueNames = stack.of('AWS::SQS::Queue').map(({ name }) => name)
  const queues = Queues.open(join(path, 'queues.jsonl'), queueNames)
  closers.push(async () => queues.close())
  const mail = await Mail.open({
    folder: path,
    account,
    clock,
    work,
    identities: stack.of('AWS::SES::EmailIdentity').map(({ name }) => name),
    configurationSets: stack.of('AWS::SES::ConfigurationSet').map(({ name }) => name),
    onMail: ({ to, subject }) => log.mail(to.join(', '), subject),
  })
  closers.push(() => mail.close())
  const secretSpecs = stack.of('AWS::SecretsManager::Secret')
  const secrets = Secrets.open(join(path, 'secrets.json'), secretSpecs, () => clock.now())
  const base = { region, account, clock, work }
  const s3 = await S3.open({
    ...base,
    folder: join(path, 's3'),
    buckets: specs(stack, 'AWS::S3::Bucket'),
    calls,
    credentials,
    port: options.s3Port,
    onEvent: options.onEvent,
  })
  closers.push(() => s3.close())
  const tables = specs(stack, 'AWS::DynamoDB::Table')
  const dynamodb = await DynamoDB.open({ ...base, folder: join(path, 'dynamodb'), tables })
  const kept = { clock, sharedOffset, work, calls, log, queues, mail, secrets, s3, dynamodb }
  return { ...kept, holders, credentials }
}

/** A clock that remembers, between one timer and the next, how far it was moved. */
function openClock(
  { folder, offset, closers }: StoresOptions,
  shared: SharedArrayBuffer,
  work: Work,
): Clock {
  let kept: number | undefined
  const keep = () => {
    if (clock.offset === kept) return
    kept = clock.offset
    folder.keepOffset(kept)
  }
  const clock = new Clock(shared, async () => {
    await work.settled()
    keep()
  })
  clock.set(Date.now() + offset)
  keep()
  closers.push(async () => clock.stop())
  return clock
}

/** The resources of a type as the emulators take them. */
export function specs(stack: Stack, type: string) {
  return stack.of(type).map(({ name, properties }) => ({ name, properties: { ...properties } }))
}
