import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ASK,
  FunctionError,
  type Functions,
  Host,
  INVOKE,
  SECOND,
  standStill,
  throwing,
} from './states-host.ts'

let host: Host

const call = (name: string, fields: object = {}) => ({
  Type: 'Task',
  Resource: INVOKE,
  Arguments: { FunctionName: name, Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  End: true,
  ...fields,
})
const branch = (name: string, state: object, more: object = {}) => ({
  StartAt: name,
  States: { [name]: state, ...more },
})

async function run(states: object, functions: Functions, input: unknown = {}): Promise<Host> {
  host = await new Host(states, functions).open()
  await host.start(input)
  return host
}

beforeEach(standStill)
afterEach(() => host.close())

describe('branches', () => {
  it('give their outputs in order, whichever ends first', async () => {
    const Branches = [
      branch('Slow', { Type: 'Wait', Seconds: 9, Next: 'SlowEnd' }, { SlowEnd: call('one') }),
      branch('Quick', call('two')),
    ]
    const both = { Type: 'Parallel', Branches, Assign: { both: '{% $states.result %}' }, Next: 'S' }
    const last = { Type: 'Succeed', Output: ['{% $both %}', '{% $states.input %}'] }
    await run({ P: both, S: last }, { one: () => 1, two: () => 2 })
    expect(host.execution()).toMatchObject({ status: 'RUNNING', state: 'P' })
    await host.until(9 * SECOND)
    expect(host.execution().output).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  it('see the variables around them and keep their own', async () => {
    const inner = {
      Type: 'Pass',
      Assign: { mine: '{% $outer + 1 %}' },
      Next: 'Told',
    }
    const told = { Type: 'Pass', Output: '{% [$outer, $mine, $states.input] %}', End: true }
    const Branches = [branch('Inner', inner, { Told: told })]
    await run(
      {
        Begin: { Type: 'Pass', Assign: { outer: 1 }, Next: 'P' },
        P: { Type: 'Parallel', Branches, Arguments: { given: '{% $outer %}' }, Next: 'After' },
        After: { Type: 'Pass', Output: ['{% $states.input %}', '{% $exists($mine) %}'], End: true },
      },
      {},
    )
    expect(host.execution().output).toEqual([[[1, 2, { given: 1 }]], false])
  })

  it('all stop when one fails, and the failure can be caught', async () => {
    const tokens: string[] = []
    const asks = {
      Type: 'Task',
      Resource: ASK,
      Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
      End: true,
    }
    const Branches = [branch('Ask', asks), branch('Break', call('break'))]
    const Catch = [{ ErrorEquals: ['Broken'], Next: 'Caught' }]
    await run(
      {
        P: { Type: 'Parallel', Branches, Catch, End: true },
        Caught: { Type: 'Pass', Output: '{% $states.input.Error %}', End: true },
      },
      {
        ask: (token: string) => void tokens.push(token),
        break: throwing('Broken'),
      },
    )
    expect(host.execution()).toMatchObject({ status: 'SUCCEEDED', output: 'Broken' })
    const late = host.call('SendTaskSuccess', { taskToken: tokens[0], output: '1' })
    await expect(late).rejects.toMatchObject({ code: 'TaskTimedOut' })
  })

  it('all begin anew when the state is tried again', async () => {
    let failures = 1
    const Branches = [
      branch('Good', call('good')),
      branch('Bad', call('bad'), { Unused: { Type: 'Succeed' } }),
    ]
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5 }]
    await run(
      { P: { Type: 'Parallel', Branches, Retry, End: true } },
      {
        good: () => 'good',
        bad: () => {
          if (failures-- > 0) throw new FunctionError('Once')
          return 'bad'
        },
      },
    )
    await host.until(5 * SECOND)
    expect(host.execution().output).toEqual(['good', 'bad'])
    expect(host.invoked.filter(({ name }) => name === 'good')).toHaveLength(2)
  })

  it('can be nested', async () => {
    const innermost = { Type: 'Parallel', Branches: [branch('X', call('x'))], End: true }
    const Branches = [branch('Inner', innermost), branch('Y', call('y'))]
    await run({ P: { Type: 'Parallel', Branches, End: true } }, { x: () => 'x', y: () => 'y' })
    expect(host.execution().output).toEqual([['x'], 'y'])
  })
})
