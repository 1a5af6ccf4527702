import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ASK, DAY, Host, SECOND, START, standStill, throwing } from './states-host.ts'

let host: Host
let tokens: string[]

/** Asks with a token; on time out counts and asks again, up to twice. */
const asking = (timeout: unknown = DAY / SECOND) => ({
  Begin: { Type: 'Pass', Assign: { asked: 0 }, Next: 'Ask' },
  Ask: {
    Type: 'Task',
    Resource: ASK,
    Arguments: {
      FunctionName: 'ask',
      Payload: { token: '{% $states.context.Task.Token %}', asked: '{% $asked %}' },
    },
    TimeoutSeconds: timeout,
    Catch: [
      {
        ErrorEquals: ['States.Timeout'],
        Assign: { asked: '{% $asked + 1 %}' },
        Output: { error: '{% $states.errorOutput.Error %}', before: '{% $asked %}' },
        Next: 'Again',
      },
    ],
    End: true,
  },
  Again: {
    Type: 'Choice',
    Choices: [{ Condition: '{% $asked < 2 %}', Next: 'Ask' }],
    Default: 'GaveUp',
  },
  GaveUp: { Type: 'Succeed' },
})

async function ask(timeout?: unknown): Promise<Host> {
  tokens = []
  host = await new Host(asking(timeout), {
    ask: ({ token }: { token: string }) => void tokens.push(token),
  }).open()
  await host.start()
  return host
}

const succeed = (token: string | undefined, output: unknown = { decision: 'approve' }) =>
  host.call('SendTaskSuccess', { taskToken: token, output: JSON.stringify(output) })

beforeEach(standStill)
afterEach(() => host.close())

describe('a task that waits for its token', () => {
  it('ends with the output that comes with the token', async () => {
    await ask()
    expect(host.execution()).toMatchObject({ status: 'RUNNING', state: 'Ask' })
    await succeed(tokens[0])
    expect(host.execution()).toMatchObject({
      status: 'SUCCEEDED',
      output: { decision: 'approve' },
    })
  })

  it('fails with the error that comes with the token', async () => {
    await ask()
    await host.call('SendTaskFailure', { taskToken: tokens[0], error: 'Refused', cause: 'no' })
    expect(host.execution()).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'no' })
  })

  it('can be ended by the function itself, before that has returned', async () => {
    host = new Host(asking(), { ask: async ({ token }: { token: string }) => succeed(token, 7) })
    await host.open()
    await host.start()
    expect(host.execution()).toMatchObject({ status: 'SUCCEEDED', output: 7 })
  })

  it('fails when the function fails', async () => {
    host = await new Host(asking(), { ask: throwing('Broken') }).open()
    await host.start()
    expect(host.execution()).toMatchObject({ status: 'FAILED', error: 'Broken' })
  })

  it('is not work in flight, nor are its timers', async () => {
    await ask()
    await expect(host.work.settled()).resolves.toBeUndefined()
  })

  it('waits for 60 days of the clock', async () => {
    await ask((60 * DAY) / SECOND)
    await host.until(60 * DAY - SECOND)
    expect(host.execution().state).toBe('Ask')
    expect(tokens).toHaveLength(1)
    await host.until(60 * DAY)
    expect(tokens).toHaveLength(2)
  })

  it('runs out of time at its own time and is caught with Assign and Output', async () => {
    await ask()
    await host.until(10 * DAY)
    expect(
      host.invoked.map(({ at, payload }) => [at, (payload as { asked: number }).asked]),
    ).toEqual([
      [START, 0],
      [START + DAY, 1],
    ])
    expect(host.execution()).toMatchObject({
      status: 'SUCCEEDED',
      output: { error: 'States.Timeout', before: 1 },
      stoppedAt: new Date(START + 2 * DAY).toISOString(),
    })
  })

  it.each([
    ['zero', '{% 0 %}'],
    ['negative', '{% -5 %}'],
    ['a fraction', '{% 1.5 %}'],
    ['text', '{% "60" %}'],
  ])('does not begin with a timeout that is %s', async (_, timeout) => {
    await ask(timeout)
    expect(host.invoked).toEqual([])
    expect(host.execution()).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    })
  })

  it('takes a computed timeout', async () => {
    await ask('{% $max([1, $ceil(($toMillis("2026-11-23T02:00:30Z") - $millis()) / 1000)]) %}')
    await host.until(29 * SECOND)
    expect(tokens).toHaveLength(1)
    await host.until(30 * SECOND)
    expect(tokens).toHaveLength(2)
  })
})

describe('a token', () => {
  it('is long and different for each attempt', async () => {
    await ask()
    await host.until(DAY)
    expect(new Set(tokens).size).toBe(2)
    for (const token of tokens) expect(token.length).toBeGreaterThanOrEqual(128)
  })

  it('works once', async () => {
    await ask()
    await succeed(tokens[0])
    await expect(succeed(tokens[0])).rejects.toMatchObject({ code: 'TaskTimedOut', status: 400 })
  })

  it('is decided by the first of two at once', async () => {
    await ask()
    const both = await Promise.allSettled([succeed(tokens[0], 1), succeed(tokens[0], 2)])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(host.execution().output).toBe(1)
  })

  it.each(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'])(
    'of an attempt that timed out is refused, and the next attempt goes on: %s',
    async (action) => {
      await ask()
      await host.until(DAY)
      const late = host.call(action, { taskToken: tokens[0], output: '1' })
      await expect(late).rejects.toMatchObject({ code: 'TaskTimedOut' })
      await succeed(tokens[1])
      expect(host.execution().status).toBe('SUCCEEDED')
    },
  )

  it('of an execution that was stopped is refused', async () => {
    await ask()
    await host.call('StopExecution', { executionArn: host.execution().arn })
    await expect(succeed(tokens[0])).rejects.toMatchObject({ code: 'TaskTimedOut' })
  })

  it('that nobody made is refused as invalid', async () => {
    await ask()
    const forged = `${tokens[0]!.slice(0, -4)}AAAA`
    for (const token of [forged, '', 'nonsense', `${tokens[0]}x`]) {
      await expect(succeed(token)).rejects.toMatchObject({ code: 'InvalidToken' })
    }
    expect(host.execution().status).toBe('RUNNING')
  })

  it('needs an output that is JSON and within the quota', async () => {
    await ask()
    const send = (output: string) => host.call('SendTaskSuccess', { taskToken: tokens[0], output })
    await expect(send('{')).rejects.toMatchObject({ code: 'InvalidOutput' })
    const large = JSON.stringify('x'.repeat(262_144))
    await expect(send(large)).rejects.toMatchObject({ code: 'ValidationException' })
    expect(host.execution().status).toBe('RUNNING')
  })

  it('takes a heartbeat', async () => {
    await ask()
    await expect(host.call('SendTaskHeartbeat', { taskToken: tokens[0] })).resolves.toEqual({})
    expect(host.execution().state).toBe('Ask')
  })

  it('is in no view of an execution, even when it was handed on as output', async () => {
    await ask()
    await succeed(tokens[0], { sneaky: tokens[0] })
    const events = await host.call('GetExecutionHistory', { executionArn: host.execution().arn })
    for (const view of [host.service.executions(), events]) {
      expect(JSON.stringify(view)).not.toContain(tokens[0])
      expect(JSON.stringify(view)).toContain('[task token]')
    }
  })
})
