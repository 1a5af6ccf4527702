import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { arnOf, Bench, sdk, table } from './host-bench.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.remove())

describe('events', () => {
  it('hands a stream to its function, by the filters of the mapping', async () => {
    bench.assembly.write({
      ...bench.counting(),
      Source: table({ StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Source', 'StreamArn'] },
          FunctionName: { Ref: 'Fn' },
          StartingPosition: 'TRIM_HORIZON',
          BatchSize: 10,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
        },
      },
    })
    const { dynamodb, settled } = await bench.start()
    const put = (pk: string, a: string) =>
      dynamodb.call('PutItem', { TableName: 'Demo-Source', Item: { pk: { S: pk }, a: { S: a } } })
    await put('one', '1')
    await put('one', '2')
    await put('two', '1')
    await settled()
    expect(await bench.counts()).toEqual({ 'stream one': 1, 'stream two': 1 })
  })

  it('parks a batch that its function cannot take', async () => {
    bench.assembly.write({
      Source: table({ StreamSpecification: { StreamViewType: 'KEYS_ONLY' } }),
      Fn: bench.fn('exports.handler = async () => { throw new TypeError("no") }'),
      Failures: { Type: 'AWS::SQS::Queue' },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Source', 'StreamArn'] },
          FunctionName: arnOf('Fn'),
          StartingPosition: 'LATEST',
          MaximumRetryAttempts: 1,
          DestinationConfig: { OnFailure: { Destination: arnOf('Failures') } },
        },
      },
    })
    const { dynamodb, settled, queues } = await bench.start()
    await dynamodb.call('PutItem', { TableName: 'Demo-Source', Item: { pk: { S: 'x' } } })
    await settled()
    const [message] = queues.list()[0]!.messages
    expect(JSON.parse(message!.body)).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: { batchSize: 1 },
    })
  })

  it('brings an upload through the bus to the function of the rule', async () => {
    const writer = `
        const { S3Client, PutObjectCommand } = require(${sdk('client-s3')})
        exports.handler = ({ key }) => new S3Client().send(new PutObjectCommand({
          Bucket: process.env.BUCKET, Key: key, Body: 'letter',
        })).then(() => null)`
    bench.assembly.write({
      ...bench.counting(),
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        },
      },
      Writer: bench.fn(writer, { BUCKET: { Ref: 'Bucket' } }, 'Writer'),
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: {
            source: ['aws.s3'],
            detail: {
              bucket: { name: [{ Ref: 'Bucket' }] },
              object: { key: [{ prefix: 'in/' }] },
            },
          },
          State: 'ENABLED',
          Targets: [{ Arn: arnOf('Fn'), Id: 'Target0' }],
        },
      },
    })
    const { invoke, settled, calls } = await bench.start()
    await invoke('Demo-Writer', { key: 'in/1' })
    await invoke('Demo-Writer', { key: 'out/1' })
    await settled()
    expect(await bench.counts()).toEqual({ 'in/1': 1 })
    expect(calls.list()).toMatchObject([
      {
        function: 'Writer',
        service: 's3',
        action: 'PutObject',
        parent: expect.any(String) as string,
      },
      { function: 'Writer', service: 's3', action: 'PutObject' },
      { function: 'Fn', service: 'dynamodb', action: 'UpdateItem' },
    ])
  })

  it('runs a schedule on the clock', async () => {
    bench.assembly.write({
      ...bench.counting(),
      Nightly: {
        Type: 'AWS::Scheduler::Schedule',
        Properties: {
          ScheduleExpression: 'cron(0 0 * * ? *)',
          ScheduleExpressionTimezone: 'Asia/Jakarta',
          FlexibleTimeWindow: { Mode: 'OFF' },
          Target: { Arn: arnOf('Fn'), RoleArn: 'role', Input: '{}' },
        },
      },
    })
    await bench.start({ at: '2026-11-23T09:00:00+07:00' })
    await bench.hours(48)
    expect(await bench.counts()).toEqual({ schedule: 2 })
  })

  it('walks a state machine through a function', async () => {
    const definition = {
      QueryLanguage: 'JSONata',
      StartAt: 'Count',
      States: {
        Count: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Arguments: { FunctionName: '${Name}', Payload: { id: '{% $states.input.id %}' } },
          End: true,
        },
      },
    }
    bench.assembly.write({
      ...bench.counting(),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          DefinitionString: JSON.stringify(definition),
          DefinitionSubstitutions: { Name: arnOf('Fn') },
        },
      },
    })
    const { states, settled } = await bench.start()
    const stateMachineArn = 'arn:aws:states:ap-southeast-3:000000000000:stateMachine:Demo-Machine'
    await states.call('StartExecution', { stateMachineArn, input: '{"id":"flow"}' })
    await settled()
    expect(await bench.counts()).toEqual({ flow: 1 })
  })
})

describe('asynchronous events', () => {
  it('invokes a function at once for whoever waits', async () => {
    bench.assembly.write(bench.calling())
    const { invoke } = await bench.start()
    expect(await invoke('Demo-Caller', { type: 'RequestResponse', payload: { id: 'a' } })).toEqual({
      StatusCode: 200,
      text: '{"ids":["a"]}',
    })
    expect(
      await invoke('Demo-Caller', { type: 'RequestResponse', payload: { id: 'b', failures: 1 } }),
    ).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' })
  })

  it('tries a failing event again after one and two minutes, then parks it', async () => {
    bench.assembly.write(bench.calling())
    const { settled, queues } = await bench.start()
    expect(await bench.send({ id: 'once', failures: 1 })).toMatchObject({ StatusCode: 202 })
    await bench.send({ id: 'never', failures: 9 })
    await settled()
    expect(await bench.counts()).toEqual({ once: 1, never: 1 })
    await bench.hours(61 / 3600)
    expect(await bench.counts()).toEqual({ once: 2, never: 2 })
    await bench.hours(1)
    expect(await bench.counts()).toEqual({ once: 2, never: 3 })
    const { messages } = queues.list()[0]!
    expect(messages.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      {
        requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
        requestPayload: { id: 'never', failures: 9 },
        responsePayload: { errorType: 'Error', errorMessage: 'failure 3' },
      },
    ])
  })

  it('brings an event again that was pending when the host stopped', async () => {
    bench.assembly.write(bench.calling())
    const { settled } = await bench.start()
    await bench.send({ id: 'later', failures: 1 })
    await settled()
    await bench.start()
    await bench.hours(1)
    expect(await bench.counts()).toEqual({ later: 2 })
    await bench.start()
    await bench.hours(1)
    expect(await bench.counts()).toEqual({ later: 2 })
  })

  it('brings everything twice while duplicates are on', async () => {
    bench.assembly.write(bench.calling())
    const { settled, setDuplicates } = await bench.start()
    setDuplicates({ on: true, seed: 7 })
    await Promise.all(['a', 'b', 'c'].map((id) => bench.send({ id })))
    await settled()
    expect(await bench.counts()).toEqual({ a: 2, b: 2, c: 2 })
    setDuplicates({ on: false, seed: 7 })
    await bench.send({ id: 'd' })
    await settled()
    expect(await bench.counts()).toEqual({ a: 2, b: 2, c: 2, d: 1 })
  })

  it('brings everything once more on the clock where that is asked for', async () => {
    bench.assembly.write(bench.calling())
    const { settled, setDuplicates, clock } = await bench.start()
    setDuplicates({ on: true, seed: 7, againAfter: 86_400_000 })
    await bench.send({ id: 'a' })
    await settled()
    setDuplicates({ on: false, seed: 7 })
    expect(await bench.counts()).toEqual({ a: 2 })
    await clock.advance(clock.now() + 86_500_000)
    expect(await bench.counts()).toEqual({ a: 3 })
  })
})
