import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ASK,
  DAY,
  type Functions,
  Host,
  INVOKE,
  MACHINE,
  machine,
  SECOND,
  START,
  standStill,
  throwing,
} from './states-host.ts'

let host: Host

async function run(states: object, input: unknown = {}, functions: Functions = {}): Promise<Host> {
  host = await new Host(states, functions).open()
  await host.start(input)
  return host
}

beforeEach(standStill)
afterEach(() => host.close())

const echo = (fields: object) => ({
  Type: 'Task',
  Resource: INVOKE,
  Arguments: { FunctionName: 'echo', Payload: '{% $states.input %}' },
  End: true,
  ...fields,
})

describe('a task', () => {
  it('gives the answer of the Lambda service, with the payload in it', async () => {
    await run({ A: echo({}) }, { n: 1 }, { echo: (payload) => ({ got: payload }) })
    expect(host.invoked).toEqual([{ name: 'echo', payload: { n: 1 }, at: START }])
    expect(host.execution()).toMatchObject({
      status: 'SUCCEEDED',
      output: { Payload: { got: { n: 1 } }, StatusCode: 200 },
    })
  })

  it('gives the bare payload when its resource is a function', async () => {
    const resource = 'arn:aws:lambda:ap-southeast-3:000000000000:function:echo'
    const task = { Type: 'Task', Resource: resource, End: true }
    await run({ A: task }, { n: 1 }, { echo: (payload) => [payload] })
    expect(host.execution().output).toEqual([{ n: 1 }])
    expect(host.invoked[0]?.name).toBe(resource)
  })

  it('sees input, context and variables, and hands on what Output says', async () => {
    await run(
      {
        Remember: {
          Type: 'Pass',
          Assign: { who: '{% $states.input.name %}' },
          Output: { kept: true },
          Next: 'A',
        },
        A: echo({
          Arguments: {
            FunctionName: 'echo',
            Payload: {
              who: '{% $who %}',
              execution: '{% $states.context.Execution.Name %}',
              started: '{% $states.context.Execution.StartTime %}',
              original: '{% $states.context.Execution.Input %}',
              state: '{% $states.context.State.Name %}',
              entered: '{% $states.context.State.EnteredTime %}',
              machine: '{% $states.context.StateMachine.Name %}',
              now: '{% $now() %}',
            },
          },
          Output: '{% { "answer": $states.result.Payload, "input": $states.input } %}',
        }),
      },
      { name: 'Sari' },
      { echo: (payload) => payload },
    )
    const now = new Date(START).toISOString()
    expect(host.execution().output).toEqual({
      answer: {
        who: 'Sari',
        execution: 'one',
        started: now,
        original: { name: 'Sari' },
        state: 'A',
        entered: now,
        machine: 'Review',
        now,
      },
      input: { kept: true },
    })
  })

  it('fails with the type of the error that the function threw', async () => {
    await run({ A: echo({}) }, {}, { echo: throwing('ProviderDown') })
    expect(host.execution()).toMatchObject({ status: 'FAILED', error: 'ProviderDown' })
    expect(JSON.parse(host.execution().cause!)).toEqual({ errorMessage: 'on purpose' })
  })

  it('fails when the result has more than 256 KiB, which no wildcard catches', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'B' }]
    await run(
      { A: echo({ Catch }), B: { Type: 'Succeed' } },
      {},
      { echo: () => 'x'.repeat(262_145) },
    )
    expect(host.execution()).toMatchObject({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    })
  })
})

describe('expressions', () => {
  it.each([
    ['an expression that gives nothing', { Output: { a: '{% $states.input.missing %}' } }],
    ['a variable that nobody assigned', { Assign: { a: '{% $nobody %}' } }],
    ['an expression that throws', { Output: '{% $error("no") %}' }],
    ['a function as a value', { Output: '{% $sum %}' }],
    ['a number that JSON does not have', { Output: '{% 1 / 0 %}' }],
    ['a field that is not below $states', { Output: '{% name %}' }],
  ])('fail the state with States.QueryEvaluationError: %s', async (_, fields) => {
    await run({ A: { Type: 'Pass', ...fields, End: true } }, { name: 'Sari' })
    expect(host.execution()).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    })
  })

  it('all see the variables as they were before the state', async () => {
    await run({
      A: { Type: 'Pass', Assign: { x: 1, y: 2 }, Next: 'B' },
      B: {
        Type: 'Pass',
        Assign: { x: '{% $y %}', y: '{% $x %}' },
        Output: '{% [$x, $y] %}',
        Next: 'C',
      },
      C: { Type: 'Pass', Output: '{% [$states.input, $x, $y] %}', End: true },
    })
    expect(host.execution().output).toEqual([1, 2, 2, 1])
  })

  it('have the functions that Step Functions adds', async () => {
    await run({
      A: {
        Type: 'Pass',
        Output: {
          partition: '{% $partition([1, 2, 3], 2) %}',
          range: '{% $range(1, 9, 4) %}',
          hash: '{% $hash("abc", "SHA-256") %}',
          same: '{% $random(7) = $random(7) %}',
          uuid: '{% $length($uuid()) %}',
          parse: '{% $parse("[1]")[0] %}',
          millis: '{% $millis() %}',
        },
        End: true,
      },
    })
    expect(host.execution().output).toEqual({
      partition: [[1, 2], [3]],
      range: [1, 5, 9],
      hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      same: true,
      uuid: 36,
      parse: 1,
      millis: START,
    })
  })
})

describe('a choice', () => {
  const states = {
    Choose: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.n > 10 %}', Next: 'Big', Assign: { size: 'big' } },
        { Condition: '{% $states.input.n > 5 %}', Next: 'Middle', Output: { cut: true } },
      ],
      Default: 'Small',
      Assign: { size: 'small' },
    },
    Big: { Type: 'Pass', Output: '{% [$size, $states.input.n] %}', End: true },
    Middle: { Type: 'Pass', End: true },
    Small: { Type: 'Pass', Output: '{% $size %}', End: true },
  }

  it.each([
    [11, ['big', 11]],
    [6, { cut: true }],
    [1, 'small'],
  ])(
    'takes the first rule that holds (%j), with the rule’s own Assign and Output',
    async (n, output) => {
      await run(states, { n })
      expect(host.execution().output).toEqual(output)
    },
  )

  it('fails with States.NoChoiceMatched without a default', async () => {
    const { Default: _, ...rest } = states.Choose
    await run({ ...states, Choose: rest, Small: { Type: 'Succeed' } }, { n: 1 })
    expect(host.execution().error).toBe('States.NoChoiceMatched')
  })

  it('does not take a value for a boolean', async () => {
    const rule = { Condition: '{% $states.input.n %}', Next: 'Middle' }
    await run({ ...states, Choose: { ...states.Choose, Choices: [rule] } }, { n: 1 })
    expect(host.execution().error).toBe('States.QueryEvaluationError')
  })
})

describe('a wait', () => {
  it.each([
    ['seconds', { Seconds: 90 }],
    ['computed seconds', { Seconds: '{% $states.input.half * 2 %}' }],
    ['an instant', { Timestamp: new Date(START + 90 * SECOND).toISOString() }],
    ['a computed instant', { Timestamp: '{% $fromMillis($millis() + 90000) %}' }],
  ])('lasts until its time on the clock: %s', async (_, time) => {
    await run({ W: { Type: 'Wait', ...time, End: true } }, { half: 45 })
    await host.until(89 * SECOND)
    expect(host.execution()).toMatchObject({ status: 'RUNNING', state: 'W' })
    await host.until(90 * SECOND)
    expect(host.execution()).toMatchObject({
      status: 'SUCCEEDED',
      stoppedAt: new Date(START + 90 * SECOND).toISOString(),
    })
  })

  it('for an instant that has passed is over at once', async () => {
    await run({ W: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', End: true } })
    await host.until(0)
    expect(host.execution().status).toBe('SUCCEEDED')
  })
})

describe('the end', () => {
  it('is the name and cause of a Fail state', async () => {
    await run(
      { F: { Type: 'Fail', Error: 'Late', Cause: '{% $states.input.why %}' } },
      { why: 'x' },
    )
    expect(host.execution()).toMatchObject({ status: 'FAILED', error: 'Late', cause: 'x' })
  })

  it('is the output of a Succeed state', async () => {
    await run({ S: { Type: 'Succeed', Output: { done: '{% $states.input.n %}' } } }, { n: 3 })
    expect(host.execution()).toMatchObject({ status: 'SUCCEEDED', output: { done: 3 } })
  })

  it('comes to a machine that loops without waiting', async () => {
    await run({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } })
    expect(host.execution()).toMatchObject({ status: 'FAILED', error: 'States.Runtime' })
  })

  it('comes to the machine when its time is over, whatever it catches', async () => {
    host = new Host({})
    host.definition = machine(
      {
        Ask: {
          Type: 'Task',
          Resource: ASK,
          Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Succeed' },
      },
      { TimeoutSeconds: (70 * DAY) / SECOND },
    )
    host.functions['ask'] = () => null
    await host.open()
    await host.start()
    await host.until(70 * DAY - SECOND)
    expect(host.execution().status).toBe('RUNNING')
    await host.until(70 * DAY)
    expect(host.execution()).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' })
  })
})

describe('the terminal', () => {
  it('is told of each state entered and of the end', async () => {
    await run({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } })
    expect(host.transitions).toEqual([
      { execution: 'one', state: 'A', status: 'ENTERED' },
      { execution: 'one', state: 'B', status: 'ENTERED' },
      { execution: 'one', state: '', status: 'SUCCEEDED' },
    ])
  })
})

describe('the history', () => {
  it('names the machine and each step', async () => {
    await run({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } }, { n: 1 })
    expect(host.execution().machine).toBe(MACHINE)
    expect(host.types()).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ])
  })
})
