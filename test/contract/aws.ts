import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { AwsError, Calls } from '../../infra/local/calls.ts'
import { Clock } from '../../infra/local/clock.ts'
import { DynamoDB, type TableSpec } from '../../infra/local/dynamodb.ts'
import { Front, type LambdaApi } from '../../infra/local/front.ts'
import { Mail } from '../../infra/local/mail.ts'
import { S3 } from '../../infra/local/s3.ts'
import type { Service } from '../../infra/local/service.ts'
import { StepFunctions } from '../../infra/local/states.ts'
import { Work } from '../../infra/local/work.ts'
import { monday } from '../builders.ts'

export const bucket = 'letters'
export const tables = { requests: 'Requests', office: 'Office' }
export const machineArn = 'arn:aws:states:ap-southeast-3:000000000000:stateMachine:Review'
export const holder = {
  accessKeyId: 'ASIALOCALHOST0000001',
  secretAccessKey: 'a-secret-of-the-test',
  sessionToken: 'a+token/of=the-test',
  function: 'Test',
}
const region = 'ap-southeast-3'
const account = '000000000000'

/**
 * The local host's services that a test names, where the SDK finds them: the stores under test run
 * as they are. The clock stands still on a Monday morning.
 */
export class Aws {
  readonly folder = mkdtempSync(join(tmpdir(), 'siaran-contract-'))
  readonly work = new Work()
  readonly clock = new Clock(new SharedArrayBuffer(8), () => this.work.settled())
  readonly calls = new Calls()
  /** The function behind Invoke; set by who needs one. */
  lambda: LambdaApi = () => Promise.reject(new AwsError('ResourceNotFoundException', 'none', 404))
  mail!: Mail
  /** Raw messages as they went over the wire. */
  readonly messages: string[] = []
  /** Tokens that the state machine's executions wait for, oldest first. */
  readonly tokens: string[] = []
  s3!: S3
  readonly #closing: (() => Promise<void>)[] = []

  static async open(...wanted: readonly ('dynamodb' | 's3' | 'states')[]): Promise<Aws> {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(monday) })
    const aws = new Aws()
    aws.clock.set(Date.parse(monday))
    const json: Record<string, Service> = {}
    if (wanted.includes('dynamodb')) json['dynamodb'] = await aws.#dynamodb()
    if (wanted.includes('states')) json['states'] = await aws.#states()
    if (wanted.includes('s3')) await aws.#openS3()
    await aws.#front(json)
    return aws
  }

  /** Moves the clock and `Date` so many seconds on. */
  async pass(seconds: number): Promise<void> {
    const to = this.clock.now() + seconds * 1000
    await this.clock.advance(to)
    vi.setSystemTime(to)
    this.clock.set(to)
  }

  async close(): Promise<void> {
    for (const close of this.#closing.reverse()) await close()
    this.clock.stop()
    vi.unstubAllEnvs()
    vi.useRealTimers()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #front(json: Record<string, Service>): Promise<void> {
    const front = await Front.open()
    const { folder, clock, work } = this
    this.mail = await Mail.open({
      folder,
      account,
      clock,
      work,
      identities: ['siaran.example'],
      configurationSets: ['siaran'],
    })
    front.start({
      region,
      json,
      mail: {
        send: (request) => {
          const raw = new URLSearchParams(request.body.toString()).get('RawMessage.Data') ?? ''
          this.messages.push(Buffer.from(raw, 'base64').toString())
          return this.mail.send(request)
        },
        rights: (request) => this.mail.rights(request),
      },
      lambda: (...call) => this.lambda(...call),
      functionArn: (name) => `arn:aws:lambda:${region}:${account}:function:${name}`,
      credentials,
      clock,
      work,
      calls: this.calls,
    })
    this.#closing.push(
      () => this.mail.close(),
      () => front.close(),
    )
    const s3 = this.s3 ? { AWS_ENDPOINT_URL_S3: this.s3.origin } : {}
    const environment = {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: holder.accessKeyId,
      AWS_SECRET_ACCESS_KEY: holder.secretAccessKey,
      AWS_SESSION_TOKEN: holder.sessionToken,
      AWS_ENDPOINT_URL: front.origin,
      ...s3,
    }
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  }

  async #dynamodb(): Promise<Service> {
    const { folder, clock, work } = this
    const specs = [table(tables.requests, indexes), table(tables.office, [])]
    const settings = { folder: join(folder, 'tables'), region, account, clock, work }
    const dynamodb = await DynamoDB.open({ ...settings, tables: specs })
    this.#closing.push(() => dynamodb.close())
    return dynamodb
  }

  async #states(): Promise<Service> {
    const { folder, clock, work } = this
    const definition = JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Ask',
      States: { Ask: asking, Unanswered: { Type: 'Succeed' } },
    })
    const states = await StepFunctions.open({
      folder,
      machines: [{ arn: machineArn, name: 'Review', definition }],
      clock,
      work,
      invoke: (_, payload) => {
        this.tokens.push((payload as { token: string }).token)
        return Promise.resolve({ payload: null })
      },
    })
    this.#closing.push(() => states.close())
    return states
  }

  async #openS3(): Promise<void> {
    const { folder, clock, work, calls } = this
    this.s3 = await S3.open({
      folder: join(folder, 's3'),
      region,
      account,
      buckets: [{ name: bucket, properties: { VersioningConfiguration: { Status: 'Enabled' } } }],
      clock,
      work,
      calls,
      credentials,
      port: 0,
    })
    this.#closing.push(() => this.s3.close())
  }
}

const credentials = (accessKeyId: string) =>
  accessKeyId === holder.accessKeyId ? holder : undefined

/** Asks once and waits a minute for the answer. */
const asking = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: {
    FunctionName: 'arn:aws:lambda:ap-southeast-3:000000000000:function:Ask',
    Payload: { token: '{% $states.context.Task.Token %}' },
  },
  TimeoutSeconds: 60,
  Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Unanswered' }],
  End: true,
}

const indexes = [['byDue', 'dueShard', 'dueSort']] as const

/** A table of the one shape of docs/data-model.md. */
function table(name: string, indexed: typeof indexes | []): TableSpec {
  const key = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' },
    { AttributeName: range, KeyType: 'RANGE' },
  ]
  const attributes = ['pk', 'sk', ...indexed.flatMap(([, hash, range]) => [hash, range])]
  const secondary = indexed.map(([IndexName, hash, range]) => ({
    IndexName,
    KeySchema: key(hash, range),
    Projection: { ProjectionType: 'KEYS_ONLY' },
  }))
  return {
    name,
    properties: {
      KeySchema: key('pk', 'sk'),
      AttributeDefinitions: attributes.map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      ...(secondary.length > 0 ? { GlobalSecondaryIndexes: secondary } : {}),
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  }
}
