import { mkdirSync } from 'node:fs'
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AwsError, Calls, type Right } from '../../infra/local/calls.ts'
import { Clock } from '../../infra/local/clock.ts'
import { issueCredentials } from '../../infra/local/credentials.ts'
import { Front } from '../../infra/local/front.ts'
import { Mail } from '../../infra/local/mail.ts'
import { Secrets } from '../../infra/local/secrets.ts'
import type { Answer } from '../../infra/local/service.ts'
import { Work } from '../../infra/local/work.ts'
import { type Assembly, createAssembly } from './assembly.ts'

const region = 'ap-southeast-3'
const start = Date.parse('2026-12-01T02:00:00Z')

describe('the front of the AWS services', () => {
  let assembly: Assembly
  let front: Front
  let calls: Calls
  let mail: Mail
  let clock: Clock
  let seen: { service: string; action: string; input: Record<string, unknown> }[]
  let answer: () => Answer
  let rights: readonly Right[]
  let client: {
    region: string
    endpoint: string
    maxAttempts: number
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string }
  }

  beforeEach(async () => {
    assembly = createAssembly()
    mkdirSync(assembly.folder)
    const work = new Work()
    clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
    clock.set(start)
    calls = new Calls()
    seen = []
    rights = []
    answer = () => ({ output: {}, resource: 'Requests' })
    const service = (name: string) => ({
      call: async (action: string, input: Record<string, unknown>) => {
        seen.push({ service: name, action, input })
        await Promise.resolve()
        return answer()
      },
      rights: (): readonly Right[] => rights,
    })
    mail = await Mail.open({
      folder: assembly.folder,
      account: '000000000000',
      clock,
      work,
      identities: ['siaran.example'],
      configurationSets: [],
    })
    const secrets = Secrets.open(
      `${assembly.folder}/secrets.json`,
      [
        {
          name: 'Keys',
          arn: `arn:aws:secretsmanager:${region}:000000000000:secret:Keys-Local1`,
          properties: {
            KmsKeyId: 'key',
            GenerateSecretString: {
              SecretStringTemplate: '{"current":"k1"}',
              GenerateStringKey: 'k1',
              PasswordLength: 64,
              ExcludePunctuation: true,
            },
          },
        },
      ],
      () => clock.now(),
    )
    const [holder] = issueCredentials(assembly.folder, ['SubmitFunction'])
    front = await Front.open()
    front.start({
      region,
      json: { dynamodb: service('dynamodb'), states: service('states'), secretsmanager: secrets },
      mail,
      lambda: async (name, type, payload) => {
        seen.push({ service: 'lambda', action: type, input: { name, payload: String(payload) } })
        await Promise.resolve()
        return { status: 200, headers: {}, body: '{"well":true}', resource: name }
      },
      functionArn: (name) => `arn:aws:lambda:${region}:000000000000:function:${name}`,
      credentials: (id) => (id === holder!.accessKeyId ? holder : undefined),
      clock,
      work,
      calls,
    })
    const { accessKeyId, secretAccessKey, sessionToken } = holder!
    client = {
      region,
      endpoint: front.origin,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey, sessionToken },
    }
  })
  afterEach(async () => {
    clock.stop()
    await front.close()
    await mail.close()
    assembly.remove()
  })

  const put = { TableName: 'Requests', Item: { pk: { S: 'a' } } }
  /** A client whose time is the host's, as in a function. */
  const dynamodb = (options: object = {}) => {
    const systemClockOffset = clock.offset
    return new DynamoDBClient({ ...client, systemClockOffset, ...options })
  }

  it('answers the SDK for DynamoDB, Step Functions, Secrets Manager, SES and Lambda', async () => {
    const shifted = { ...client, systemClockOffset: clock.offset }
    answer = () => ({ output: { Item: { pk: { S: 'a' } } }, resource: 'Requests', readUnits: 0.5 })
    const got = await dynamodb().send(
      new GetItemCommand({ TableName: 'Requests', Key: { pk: { S: 'a' } } }),
    )
    expect(got.Item).toEqual({ pk: { S: 'a' } })
    answer = () => ({ output: { executionArn: 'arn:x', startDate: 1 }, resource: 'arn:m' })
    const states = new SFNClient(shifted)
    expect(
      await states.send(new StartExecutionCommand({ stateMachineArn: 'arn:m', input: '{}' })),
    ).toMatchObject({ executionArn: 'arn:x' })
    await states.send(new SendTaskSuccessCommand({ taskToken: 't', output: '{}' }))
    const secrets = new SecretsManagerClient(shifted)
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: 'Keys' }))
    expect(JSON.parse(SecretString ?? '')).toEqual({
      current: 'k1',
      k1: expect.stringMatching(/^[A-Za-z0-9]{64}$/) as string,
    })
    const Data = Buffer.from(
      'From: a@siaran.example\r\nTo: b@office.example\r\nSubject: Hai\r\nMessage-ID: <1@x.example>\r\n\r\nIsi',
    )
    const { MessageId } = await new SESClient(shifted).send(
      new SendRawEmailCommand({ RawMessage: { Data } }),
    )
    expect(mail.list()).toMatchObject([{ id: MessageId, subject: 'Hai' }])
    const invoked = await new LambdaClient(shifted).send(
      new InvokeCommand({ FunctionName: 'Siaran-x', Payload: Buffer.from('{"a":1}') }),
    )
    expect(invoked.Payload?.transformToString()).toBe('{"well":true}')
    expect(seen.map(({ service, action }) => `${service}:${action}`)).toEqual([
      'dynamodb:GetItem',
      'states:StartExecution',
      'states:SendTaskSuccess',
      'lambda:RequestResponse',
    ])
  })

  it('records who called what, with units, keys and the request that made the call', async () => {
    answer = () => ({ output: {}, resource: 'Requests', writeUnits: 2 })
    rights = [
      { action: 'dynamodb:PutItem', resource: 'arn:table' },
      { action: 'kms:Decrypt', resource: 'arn:key' },
    ]
    const traced = dynamodb()
    traced.middlewareStack.add(
      (next) => (args) => {
        const { headers } = args.request as { headers: Record<string, string> }
        headers['X-Amzn-Trace-Id'] = 'Root=1-01234567-89ab4def8123456789abcdef'
        return next(args)
      },
      { step: 'build' },
    )
    await traced.send(new PutItemCommand(put))
    expect(calls.list()).toEqual([
      {
        at: expect.stringContaining('2026-12-01T02:00') as string,
        function: 'SubmitFunction',
        service: 'dynamodb',
        action: 'PutItem',
        resource: 'Requests',
        requestBytes: JSON.stringify({ ...put }).length,
        readUnits: 0,
        writeUnits: 2,
        authorised: rights,
        kms: ['kms:Decrypt'],
        parent: '01234567-89ab-4def-8123-456789abcdef',
      },
    ])
  })

  it('gives errors as AWS names them, with their fields', async () => {
    answer = () => {
      throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', 400, {
        Item: { pk: { S: 'a' }, version: { N: '2' } },
      })
    }
    await expect(dynamodb().send(new PutItemCommand(put))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { pk: { S: 'a' }, version: { N: '2' } },
    })
    expect(calls.list()).toMatchObject([{ action: 'PutItem', resource: 'Requests' }])
  })

  it.each([
    ['an unknown key', { accessKeyId: 'ASIAUNKNOWN' }, 'UnrecognizedClientException'],
    ['a wrong secret', { secretAccessKey: 'wrong' }, 'InvalidSignatureException'],
    ['no session token', { sessionToken: undefined }, 'UnrecognizedClientException'],
  ])('refuses a call with %s, and does not record it', async (_, wrong, name) => {
    const credentials = { ...client.credentials, ...wrong } as typeof client.credentials
    await expect(dynamodb({ credentials }).send(new PutItemCommand(put))).rejects.toMatchObject({
      name,
    })
    expect(seen).toEqual([])
    expect(calls.list()).toEqual([])
  })

  it('tells the SDK the time of the clock, so that a client with another time finds to it', async () => {
    const strayed = new DynamoDBClient({ ...client, maxAttempts: 2 })
    await strayed.send(new PutItemCommand(put))
    expect(seen).toHaveLength(1)
  })

  it.each([
    ['before', { name: 'InternalServerError' }, 0],
    ['throttle', { name: 'ProvisionedThroughputExceededException' }, 0],
    ['conflict', { name: 'TransactionConflictException' }, 0],
    ['timeout', { code: 'ECONNRESET' }, 0],
    ['after', { code: 'ECONNRESET' }, 1],
  ] as const)('meets a planted fault "%s" once', async (when, expected, done) => {
    calls.plant({ service: 'dynamodb', action: 'PutItem', nth: 2, when })
    const requests = dynamodb()
    await requests.send(new PutItemCommand(put))
    const error = await requests.send(new PutItemCommand(put)).catch((thrown: Error) => thrown)
    expect(error).toMatchObject(expected)
    expect(seen).toHaveLength(1 + done)
    await requests.send(new PutItemCommand(put))
    expect(seen).toHaveLength(2 + done)
  })

  it('cancels a transaction with its reasons for a planted conflict', async () => {
    calls.plant({ service: 'dynamodb', action: 'TransactWriteItems', nth: 1, when: 'conflict' })
    const TransactItems = [{ Put: put }, { Put: { ...put, TableName: 'Office' } }]
    await expect(
      dynamodb().send(new TransactWriteItemsCommand({ TransactItems })),
    ).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    })
    expect(calls.list()).toMatchObject([{ resource: 'Requests,Office' }])
  })

  it('loses the answer, not the mail, when a fault comes after', async () => {
    calls.plant({ service: 'ses', action: 'SendRawEmail', nth: 1, when: 'after' })
    const Data = Buffer.from(
      'From: a@siaran.example\r\nTo: b@office.example\r\nSubject: Hai\r\n\r\nIsi',
    )
    const ses = new SESClient({ ...client, systemClockOffset: clock.offset })
    await expect(ses.send(new SendRawEmailCommand({ RawMessage: { Data } }))).rejects.toMatchObject(
      {
        code: 'ECONNRESET',
      },
    )
    expect(mail.list()).toHaveLength(1)
  })

  it('keeps a secret over a restart, and the one before it as previous', async () => {
    const secrets = new SecretsManagerClient({ ...client, systemClockOffset: clock.offset })
    const current = await secrets.send(new GetSecretValueCommand({ SecretId: 'Keys' }))
    await secrets.send(new PutSecretValueCommand({ SecretId: 'Keys', SecretString: 'new' }))
    const again = Secrets.open(
      `${assembly.folder}/secrets.json`,
      [{ name: 'Keys', arn: 'arn', properties: {} }],
      () => 0,
    )
    expect((await again.call('GetSecretValue', { SecretId: 'Keys' })).output).toMatchObject({
      SecretString: 'new',
    })
    expect(
      (await again.call('GetSecretValue', { SecretId: 'Keys', VersionStage: 'AWSPREVIOUS' }))
        .output,
    ).toMatchObject({ SecretString: current.SecretString })
    await expect(again.call('GetSecretValue', { SecretId: 'None' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
  })

  it('issues each function its own credentials, the same after a restart', () => {
    const issued = issueCredentials(assembly.folder, ['A', 'B'])
    expect(issueCredentials(assembly.folder, ['B', 'A'])).toEqual(issued.toReversed())
    expect(new Set(issued.flatMap((holder) => Object.values(holder))).size).toBe(8)
  })
})
