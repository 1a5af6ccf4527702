import { join } from 'node:path'
import { type Host, type HostOptions, startHost } from '../../infra/local/host.ts'
import { type Assembly, createAssembly } from './assembly.ts'

type Properties = Readonly<Record<string, unknown>>
type Resources = Readonly<Record<string, { Type: string; Properties?: Properties }>>

/** The SDK's client for the code of a test function, as text for `require`. */
export const sdk = (name: string) =>
  JSON.stringify(join(process.cwd(), 'node_modules/@aws-sdk', name))

export const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] })

export const table = (more: Properties = {}) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...more,
  },
})

/** Counts its events by id in a table; fails as often as the event asks. */
const counter = `
const { DynamoDBClient, UpdateItemCommand } = require(${sdk('client-dynamodb')})
const client = new DynamoDBClient()
const count = async (id) => {
  const { Attributes } = await client.send(new UpdateItemCommand({
    TableName: process.env.COUNTS,
    Key: { pk: { S: id } },
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
    ReturnValues: 'ALL_NEW',
  }))
  return Number(Attributes.n.N)
}
exports.handler = async (event) => {
  const ids = event.Records
    ? event.Records.map((record) => 'stream ' + record.dynamodb.Keys.pk.S)
    : [event.detail?.object?.key ?? event.id ?? 'schedule']
  for (const id of ids) {
    const n = await count(id)
    if (n <= (event.failures ?? 0)) throw new Error('failure ' + n)
  }
  return { ids }
}`

/** Invokes another function through the Lambda API, as the event asks. */
const caller = `
const { LambdaClient, InvokeCommand } = require(${sdk('client-lambda')})
exports.handler = ({ type, payload }) => new LambdaClient().send(new InvokeCommand({
  FunctionName: process.env.TARGET, InvocationType: type, Payload: JSON.stringify(payload),
})).then(({ StatusCode, FunctionError, Payload }) => ({
  StatusCode, FunctionError, text: Payload && Buffer.from(Payload).toString(),
}))`

/** A small stack of a test, and the host that runs it. */
export class Bench {
  readonly assembly: Assembly = createAssembly()
  #host: Host | undefined

  get host(): Host {
    if (!this.#host) throw new Error('The host does not run.')
    return this.#host
  }

  async start(options: Partial<HostOptions> = {}): Promise<Host> {
    await this.stop()
    const { out, folder } = this.assembly
    this.#host = await startHost({ out, folder, port: 0, ...options })
    return this.#host
  }

  async stop(): Promise<void> {
    await this.#host?.close()
    this.#host = undefined
  }

  async remove(): Promise<void> {
    await this.stop()
    this.assembly.remove()
  }

  fn(source: string, variables: Properties = {}, id = 'Fn') {
    return {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: this.assembly.code(id.toLowerCase(), source),
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        MemorySize: 128,
        Timeout: 10,
        Environment: { Variables: variables },
      },
    }
  }

  /** `Fn` counts in the table `Counts`; what it cannot do goes to the queue `Failures`. */
  counting(): Resources {
    return {
      Counts: table(),
      Fn: this.fn(counter, { COUNTS: { Ref: 'Counts' } }),
      Failures: { Type: 'AWS::SQS::Queue' },
      Config: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: {
          FunctionName: { Ref: 'Fn' },
          Qualifier: '$LATEST',
          MaximumRetryAttempts: 2,
          DestinationConfig: { OnFailure: { Destination: arnOf('Failures') } },
        },
      },
    }
  }

  /** The same, with `Caller`, which invokes `Fn` as it is asked. */
  calling(): Resources {
    return { ...this.counting(), Caller: this.fn(caller, { TARGET: { Ref: 'Fn' } }, 'Caller') }
  }

  /** Has `Caller` hand an event over to `Fn`. */
  send(payload: object): Promise<unknown> {
    return this.host.invoke('Demo-Caller', { type: 'Event', payload })
  }

  async counts(): Promise<Record<string, number>> {
    const items = (await this.host.dynamodb.dump()) as readonly {
      table: string
      item: { pk: { S: string }; n: { N: string } }
    }[]
    const counted = items.filter(({ table }) => table === 'Demo-Counts')
    return Object.fromEntries(counted.map(({ item }) => [item.pk.S, Number(item.n.N)]))
  }

  /** Moves the clock. */
  hours(n: number): Promise<void> {
    const { clock } = this.host
    return clock.advance(clock.now() + n * 3_600_000)
  }
}
