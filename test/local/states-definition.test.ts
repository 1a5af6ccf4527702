import { describe, expect, it } from 'vitest'
import { readDefinition } from '../../infra/local/states/definition.ts'
import { ASK, INVOKE, machine } from './states-host.ts'

const pass = { Type: 'Pass', End: true }
const task = { Type: 'Task', Resource: INVOKE, Arguments: { FunctionName: 'f' }, End: true }
const branches = (state: object) => ({
  Type: 'Parallel',
  Branches: [{ StartAt: 'Inner', States: { Inner: state } }],
  End: true,
})

const read = (text: string) => readDefinition('Review', text)

describe('a definition', () => {
  it('is accepted with every field of the subset', () => {
    const rule = { ErrorEquals: ['E'], Comment: 'c', IntervalSeconds: 1, BackoffRate: 1.5 }
    const states = {
      A: {
        ...task,
        Comment: 'c',
        QueryLanguage: 'JSONata',
        Resource: ASK,
        TimeoutSeconds: '{% $states.input.seconds %}',
        Retry: [{ ...rule, MaxAttempts: 0, MaxDelaySeconds: 9, JitterStrategy: 'FULL' }],
        Catch: [
          { ErrorEquals: ['States.ALL'], Next: 'B', Assign: { e: '{% $states.errorOutput %}' } },
        ],
        Assign: { huruf_é: '{% $states.result %}' },
      },
      B: { ...branches({ ...pass, Assign: { mine: 1 } }), Assign: { other: 1 } },
      C: { Type: 'Wait', Timestamp: '2026-11-23T09:00:00+07:00', Next: 'D' },
      D: { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'E' }], Default: 'F' },
      E: { Type: 'Succeed', Output: 1 },
      F: { Type: 'Fail', Error: 'E', Cause: '{% "c" %}' },
    }
    const text = machine(states, { Comment: 'c', Version: '1.0', TimeoutSeconds: 60 })
    expect(read(text).StartAt).toBe('A')
  })

  it('may say JSONata in each state instead of once', () => {
    const state = { ...pass, QueryLanguage: 'JSONata' }
    const text = JSON.stringify({ StartAt: 'A', States: { A: state } })
    expect(read(text).StartAt).toBe('A')
  })

  it.each<[problem: string, state: string, field: string, definition: object]>([
    ['JSONPath', 'A', 'QueryLanguage', { StartAt: 'A', States: { A: pass } }],
    ['an unknown state type', 'A', 'Type', { A: { Type: 'Map', End: true } }],
    ['a field of JSONPath', 'A', 'ResultPath', { A: { ...pass, ResultPath: '$' } }],
    ['an unknown field', 'A', 'HeartbeatSeconds', { A: { ...task, HeartbeatSeconds: 5 } }],
    ['another service', 'A', 'Resource', { A: { ...task, Resource: 'arn:aws:states:::sqs:x' } }],
    ['a timeout of zero', 'A', 'TimeoutSeconds', { A: { ...task, TimeoutSeconds: 0 } }],
    ['a fraction as timeout', 'A', 'TimeoutSeconds', { A: { ...task, TimeoutSeconds: 1.5 } }],
    ['a task without a function', 'A', 'FunctionName', { A: { ...task, Arguments: {} } }],
    [
      'an unknown argument',
      'A',
      'Qualifier',
      { A: { ...task, Arguments: { FunctionName: 'f', Qualifier: '1' } } },
    ],
    ['a target that is no state', 'A', 'Next', { A: { Type: 'Pass', Next: 'Nowhere' } }],
    ['neither Next nor End', 'A', 'Next', { A: { Type: 'Pass' } }],
    ['both Next and End', 'A', 'Next', { A: { ...pass, Next: 'A' } }],
    ['a wait for nothing', 'A', 'Seconds', { A: { Type: 'Wait', End: true } }],
    ['a local time', 'A', 'Timestamp', { A: { Type: 'Wait', Timestamp: '2026-11-23', End: true } }],
    ['no choices', 'A', 'Choices', { A: { Type: 'Choice', Choices: [] } }],
    [
      'a condition that is no expression',
      'A',
      'Condition',
      { A: { Type: 'Choice', Choices: [{ Condition: 'x', Next: 'A' }] } },
    ],
    ['bad JSONata', 'A', 'Output', { A: { ...pass, Output: '{% 1 + %}' } }],
    ['$eval', 'A', 'Output', { A: { ...pass, Output: { a: ['{% $eval("1") %}'] } } }],
    [
      'a result that is not there',
      'A',
      'Output',
      { A: { ...pass, Output: '{% $states.result %}' } },
    ],
    [
      'an error outside a catcher',
      'A',
      'Assign',
      { A: { ...task, Assign: { e: '{% $states.errorOutput.Error %}' } } },
    ],
    ['a reserved variable', 'A', 'Assign', { A: { ...pass, Assign: { states: 1 } } }],
    [
      'States.ALL before others',
      'A',
      'Catch',
      {
        A: {
          ...task,
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'A' },
            { ErrorEquals: ['E'], Next: 'A' },
          ],
        },
      },
    ],
    [
      'States.ALL among others',
      'A',
      'ErrorEquals',
      { A: { ...task, Retry: [{ ErrorEquals: ['States.ALL', 'E'] }] } },
    ],
    [
      'a name twice',
      'A',
      '',
      { A: { ...branches(pass), Branches: [{ StartAt: 'A', States: { A: pass } }] } },
    ],
    [
      'a branch that assigns to the scope around it',
      'Inner',
      'Assign',
      { A: { ...branches({ ...pass, Assign: { x: 1 } }), Assign: { x: 1 } } },
    ],
    [
      'an unknown field in a branch’s state',
      'Inner',
      'ItemsPath',
      { A: branches({ ...pass, ItemsPath: '$' }) },
    ],
  ])('is refused with %s, naming state and field', (_, state, field, definition) => {
    const text = 'StartAt' in definition ? JSON.stringify(definition) : machine(definition)
    expect(() => read(text)).toThrow(
      new RegExp(`^State machine "Review", state "${state}", .*${field ? `"${field}"` : ''}`),
    )
  })

  it.each([
    ['text that is not JSON', '{', /Review/],
    ['no object', '[]', /Review/],
    ['a start that is no state', machine({ A: pass }, { StartAt: 'B' }), /"StartAt"/],
    ['an unknown field', machine({ A: pass }, { Tracing: true }), /"Tracing"/],
    ['no states', machine({}, { StartAt: 'A' }), /"States"/],
    [
      'a computed time limit',
      machine({ A: pass }, { TimeoutSeconds: '{% 1 %}' }),
      /"TimeoutSeconds"/,
    ],
  ])('is refused as a whole with %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})
