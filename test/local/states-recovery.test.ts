import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { meets, retryDelay } from '../../infra/local/states/errors.ts'
import { FunctionError, Host, INVOKE, SECOND, START, standStill } from './states-host.ts'

let host: Host

/** Fails so many times with each error, then answers. */
async function failing(errors: readonly string[], fields: object): Promise<Host> {
  const left = [...errors]
  const work = () => {
    const error = left.shift()
    if (error !== undefined) throw new FunctionError(error)
    return 'done'
  }
  const task = {
    Type: 'Task',
    Resource: INVOKE,
    Arguments: {
      FunctionName: 'work',
      Payload: '{% $states.context.State.RetryCount %}',
    },
    Output: '{% $states.result.Payload %}',
    End: true,
  }
  const caught = { Type: 'Pass', Output: '{% [$states.input, $why] %}', End: true }
  host = await new Host({ Work: { ...task, ...fields }, Caught: caught }, { work }).open()
  await host.start()
  return host
}

const seconds = () => host.invoked.map(({ at }) => (at - START) / SECOND)

beforeEach(standStill)
afterEach(() => host.close())

describe('a retrier', () => {
  it('tries again with growing pauses on the clock', async () => {
    const Retry = [{ ErrorEquals: ['Down'], IntervalSeconds: 10, BackoffRate: 3, MaxAttempts: 3 }]
    await failing(['Down', 'Down', 'Down'], { Retry })
    expect(seconds()).toEqual([0])
    await host.until(1000 * SECOND)
    expect(seconds()).toEqual([0, 10, 40, 130])
    expect(host.invoked.map(({ payload }) => payload)).toEqual([0, 1, 2, 3])
    expect(host.execution()).toMatchObject({ status: 'SUCCEEDED', output: 'done' })
  })

  it('has AWS’s defaults: after 1, 2 and 4 seconds, three times', async () => {
    await failing(['E', 'E', 'E', 'E'], { Retry: [{ ErrorEquals: ['States.ALL'] }] })
    await host.until(1000 * SECOND)
    expect(seconds()).toEqual([0, 1, 3, 7])
    expect(host.execution()).toMatchObject({ status: 'FAILED', error: 'E' })
  })

  it('waits no longer than MaxDelaySeconds', async () => {
    const rule = { IntervalSeconds: 10, BackoffRate: 10, MaxAttempts: 3, MaxDelaySeconds: 20 }
    await failing(['E', 'E', 'E'], { Retry: [{ ErrorEquals: ['E'], ...rule }] })
    await host.until(1000 * SECOND)
    expect(seconds()).toEqual([0, 10, 30, 50])
  })

  it('counts its own attempts, not those of the others', async () => {
    const Retry = [
      { ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1 },
      { ErrorEquals: ['B'], IntervalSeconds: 5, MaxAttempts: 1 },
    ]
    await failing(['A', 'B', 'A'], { Retry })
    await host.until(1000 * SECOND)
    expect(seconds()).toEqual([0, 1, 6])
    expect(host.execution().error).toBe('A')
  })

  it('is the first that meets the error, even when it allows no attempt', async () => {
    const Retry = [{ ErrorEquals: ['A'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }]
    await failing(['A'], { Retry })
    await host.until(1000 * SECOND)
    expect(seconds()).toEqual([0])
  })

  it('begins anew when the state is entered again', async () => {
    const Retry = [{ ErrorEquals: ['E'], IntervalSeconds: 1, MaxAttempts: 1 }]
    const Catch = [{ ErrorEquals: ['E'], Next: 'Work' }]
    await failing(['E', 'E', 'E'], { Retry, Catch })
    await host.until(1000 * SECOND)
    expect(host.invoked.map(({ payload }) => payload)).toEqual([0, 1, 0, 1])
    expect(host.execution().output).toBe('done')
  })

  it('with full jitter waits at most the pause', () => {
    const retrier = { ErrorEquals: ['E'], IntervalSeconds: 8, JitterStrategy: 'FULL' as const }
    for (let n = 0; n < 50; n += 1) {
      expect(retryDelay(retrier, 1)).toBeGreaterThanOrEqual(0)
      expect(retryDelay(retrier, 1)).toBeLessThanOrEqual(16 * SECOND)
    }
  })
})

describe('a catcher', () => {
  it('takes over after the last attempt, with Error and Cause', async () => {
    const Retry = [{ ErrorEquals: ['E'], MaxAttempts: 1 }]
    const Catch = [
      {
        ErrorEquals: ['States.ALL'],
        Assign: { why: '{% $states.errorOutput.Error %}' },
        Next: 'Caught',
      },
    ]
    await failing(['E', 'E'], { Retry, Catch })
    await host.until(1000 * SECOND)
    expect(host.execution().output).toEqual([
      { Error: 'E', Cause: '{"errorMessage":"on purpose"}' },
      'E',
    ])
  })

  it('also takes an Output of the state that cannot be computed', async () => {
    const Catch = [
      {
        ErrorEquals: ['States.QueryEvaluationError'],
        Assign: { why: 'output' },
        Output: '{% $states.input %}',
        Next: 'Caught',
      },
    ]
    await failing([], { Output: '{% $states.result.Missing %}', Catch })
    expect(host.execution().output).toEqual([{}, 'output'])
  })

  it('fails the execution when its own expressions fail', async () => {
    const Catch = [{ ErrorEquals: ['E'], Output: '{% $nobody %}', Next: 'Caught' }]
    await failing(['E'], { Catch })
    expect(host.execution().error).toBe('States.QueryEvaluationError')
  })

  it('lets other errors pass', async () => {
    await failing(['E'], { Catch: [{ ErrorEquals: ['F'], Next: 'Caught' }] })
    expect(host.execution()).toMatchObject({ status: 'FAILED', error: 'E' })
  })
})

describe('error names', () => {
  it.each([
    ['States.ALL', 'Own', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.ALL', 'States.Runtime', false],
    ['States.TaskFailed', 'Own', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.Timeout', 'States.Timeout', true],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['Own', 'Other', false],
  ])('%s meets %s: %j', (name, error, expected) => {
    expect(meets([name], error)).toBe(expected)
  })

  it('of a call that could not be made are Lambda’s', async () => {
    host = await new Host({
      A: { Type: 'Task', Resource: INVOKE, Arguments: { FunctionName: 'none' }, End: true },
    }).open()
    await host.start()
    expect(host.execution().error).toBe('Lambda.SdkClientException')
  })
})
