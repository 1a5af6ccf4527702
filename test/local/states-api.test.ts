import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, EXECUTION, Host, MACHINE, START, standStill } from './states-host.ts'

let host: Host

const waiting = { W: { Type: 'Wait', Seconds: DAY / 1000, Next: 'S' }, S: { Type: 'Succeed' } }

beforeEach(async () => {
  standStill()
  host = await new Host(waiting).open()
})
afterEach(() => host.close())

const arn = `${EXECUTION}:one`
type Listing = { executions: { name: string }[]; nextToken?: string }
const listing = (more: object) =>
  host.call<Listing>('ListExecutions', { stateMachineArn: MACHINE, ...more })
const startAgain = (input: string, name = 'one') =>
  host.call('StartExecution', { stateMachineArn: MACHINE, name, input })

describe('the name of an execution', () => {
  it('gives the same answer again while it runs with the same input', async () => {
    const first = await host.start({ a: 1, b: 2 })
    expect(first).toEqual({ executionArn: arn, startDate: START / 1000 })
    await host.until(1000)
    expect(await startAgain('{ "b": 2, "a": 1 }')).toEqual(first)
    expect(host.service.executions()).toHaveLength(1)
  })

  it('begins one execution when asked twice at once', async () => {
    const [one, other] = await Promise.all([startAgain('{}'), startAgain('{}')])
    expect(one).toEqual(other)
    expect(host.service.executions()).toHaveLength(1)
  })

  it('is refused with another input', async () => {
    await host.start({ a: 1 })
    await expect(startAgain('{"a":2}')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
  })

  it('is refused for 90 days after the end, and free then', async () => {
    await host.start({ a: 1 })
    await host.until(91 * DAY - 1000)
    await expect(startAgain('{"a":1}')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
    await host.until(91 * DAY)
    await expect(startAgain('{"a":1}')).resolves.toMatchObject({
      startDate: START / 1000 + (91 * DAY) / 1000,
    })
  })

  it('is made when none is given', async () => {
    await host.call('StartExecution', { stateMachineArn: MACHINE })
    const [execution] = host.service.executions()
    expect(execution).toMatchObject({ input: {} })
    expect(execution?.name).toMatch(/^[\da-f-]{36}$/)
  })

  it.each(['', 'x'.repeat(81), 'a b', 'a/b', 'a:b', 'a*', 'a\u0007'])(
    'cannot be %j',
    async (name) => {
      await expect(startAgain('{}', name)).rejects.toMatchObject({ code: 'InvalidName' })
    },
  )
})

describe('the API', () => {
  it('describes a running and an ended execution', async () => {
    await host.start({ n: 1 })
    expect(await host.call('DescribeExecution', { executionArn: arn })).toMatchObject({
      executionArn: arn,
      stateMachineArn: MACHINE,
      name: 'one',
      status: 'RUNNING',
      startDate: START / 1000,
      input: '{"n":1}',
    })
    await host.until(DAY)
    expect(await host.call('DescribeExecution', { executionArn: arn })).toMatchObject({
      status: 'SUCCEEDED',
      stopDate: (START + DAY) / 1000,
      output: '{"n":1}',
    })
  })

  it('lists executions of a machine, newest first, in pages and by status', async () => {
    for (const [day, name] of ['one', 'two', 'three'].entries()) {
      await host.until(day * DAY)
      await host.start({}, name)
    }
    const page = await listing({ maxResults: 2 })
    expect(page.executions.map(({ name }) => name)).toEqual(['three', 'two'])
    const rest = await listing({ maxResults: 2, nextToken: page.nextToken })
    expect(rest.executions.map(({ name }) => name)).toEqual(['one'])
    expect(rest.nextToken).toBeUndefined()
    const running = await listing({ statusFilter: 'RUNNING' })
    expect(running.executions.map(({ name }) => name)).toEqual(['three'])
  })

  it('stops an execution, whose timers come to nothing', async () => {
    await host.start()
    const stop = { executionArn: arn, error: 'Withdrawn', cause: 'by the applicant' }
    expect(await host.call('StopExecution', stop)).toEqual({ stopDate: START / 1000 })
    await host.until(2 * DAY)
    expect(host.execution()).toMatchObject({
      status: 'ABORTED',
      error: 'Withdrawn',
      cause: 'by the applicant',
    })
    expect(await host.call('StopExecution', stop)).toEqual({ stopDate: START / 1000 })
  })

  it('tells the history in AWS’s shape', async () => {
    await host.start({ n: 1 })
    const { events } = await host.call('GetExecutionHistory', { executionArn: arn })
    expect(events).toEqual([
      {
        id: 1,
        previousEventId: 0,
        timestamp: START / 1000,
        type: 'ExecutionStarted',
        executionStartedEventDetails: { input: '{"n":1}' },
      },
      {
        id: 2,
        previousEventId: 1,
        timestamp: START / 1000,
        type: 'WaitStateEntered',
        stateEnteredEventDetails: { name: 'W', input: '{"n":1}' },
      },
    ])
  })

  it('names the machine or the execution that was called', async () => {
    const input = { stateMachineArn: MACHINE, name: 'one' }
    expect((await host.service.call('StartExecution', input)).resource).toBe(MACHINE)
    const describing = await host.service.call('DescribeExecution', { executionArn: arn })
    expect(describing.resource).toBe(arn)
  })

  it.each<[string, object, string]>([
    ['StartExecution', { stateMachineArn: 'arn:none' }, 'StateMachineDoesNotExist'],
    ['StartExecution', {}, 'ValidationException'],
    ['StartExecution', { stateMachineArn: MACHINE, input: '{' }, 'InvalidExecutionInput'],
    [
      'StartExecution',
      { stateMachineArn: MACHINE, input: JSON.stringify('x'.repeat(262_144)) },
      'ValidationException',
    ],
    ['DescribeExecution', { executionArn: 'arn:none' }, 'ExecutionDoesNotExist'],
    ['StopExecution', { executionArn: 'arn:none' }, 'ExecutionDoesNotExist'],
    ['GetExecutionHistory', { executionArn: 'arn:none' }, 'ExecutionDoesNotExist'],
    ['ListExecutions', { stateMachineArn: 'arn:none' }, 'StateMachineDoesNotExist'],
    ['CreateStateMachine', {}, 'UnknownOperationException'],
  ])('refuses %s %j with %s', async (action, input, code) => {
    await expect(host.service.call(action, input as Record<string, unknown>)).rejects.toMatchObject(
      {
        code,
        status: 400,
      },
    )
  })
})
