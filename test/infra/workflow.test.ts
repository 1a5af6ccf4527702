import validate from 'asl-validator'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { readDefinition } from '../../infra/local/states/definition.ts'
import { at, local, shown } from './template.ts'

const template = local()
const machine = template.one('AWS::StepFunctions::StateMachine')
const text = shown(machine.at('DefinitionString')).replace(
  /"FunctionName":"<\w+>"/,
  '"FunctionName":"arn:aws:lambda:ap-southeast-3:000000000000:function:Siaran-reviews-ask"',
)
const definition: unknown = JSON.parse(text.replace('arn:<AWS::Partition>:', 'arn:aws:'))

const asks = [
  { step: 0, act: 'open-round', until: '2026-11-24T02:15:00Z' },
  { step: 1, act: 'remind', until: '2026-11-24T09:00:00Z' },
  { step: 2, act: 'escalate', until: '2026-11-25T00:30:00Z' },
]
const input = { reference: 'VC-2026-AAAAAAA', round: 1, attempt: 1, asks }

/** What an expression of the definition gives for a state's input, entered at an instant. */
async function evaluated(path: string, given: object, entered = '2026-11-23T02:00:00.000Z') {
  const expression = String(at(definition, path)).replace(/^\{%|%\}$/g, '')
  const states = {
    input: given,
    context: { State: { EnteredTime: entered }, Task: { Token: 't' } },
  }
  return JSON.parse(JSON.stringify(await jsonata(expression).evaluate({}, { states })))
}

describe('the review machine', () => {
  it('is valid Amazon States Language, and runs on the local host', () => {
    const checked = validate(definition as object)
    expect(checked.errorsText()).toBe('')
    expect(checked.isValid).toBe(true)
    expect(readDefinition('review', JSON.stringify(definition)).StartAt).toBe('Ask')
  })

  it('enters one state for a request decided in time, two more for each turn that runs out', () => {
    expect(at(definition, 'StartAt')).toBe('Ask')
    expect(at(definition, 'States.Ask.End')).toBe(true)
    expect(at(definition, 'States.Ask.Catch.0.Next')).toBe('More')
    expect(at(definition, 'States.More.Choices.0.Next')).toBe('Ask')
    expect(at(definition, 'States.More.Default')).toBe('Unanswered')
  })

  it('waits until the turn ends, in whole seconds and at least one', async () => {
    const timeout = 'States.Ask.TimeoutSeconds'
    expect(await evaluated(timeout, input)).toBe(24 * 3600 + 15 * 60)
    expect(await evaluated(timeout, input, '2026-11-24T02:14:58.001Z')).toBe(2)
    expect(await evaluated(timeout, input, '2026-11-24T02:15:00.000Z')).toBe(1)
    expect(await evaluated(timeout, input, '2027-01-01T00:00:00.000Z')).toBe(1)
  })

  it('tells the asking function the turn that is on', async () => {
    const payload = at(definition, 'States.Ask.Arguments.Payload') as object
    const values = await Promise.all(
      Object.keys(payload).map(async (name) => [
        name,
        await evaluated(`States.Ask.Arguments.Payload.${name}`, input),
      ]),
    )
    expect(Object.fromEntries(values)).toEqual({
      token: 't',
      reference: 'VC-2026-AAAAAAA',
      round: 1,
      attempt: 1,
      step: 0,
      act: 'open-round',
    })
  })

  it('goes on with the later turns, wherever it began, and ends after the last', async () => {
    const next = async (given: object) => evaluated('States.Ask.Catch.0.Output', given)
    const more = async (given: object) => evaluated('States.More.Choices.0.Condition', given)
    const second = await next(input)
    expect(second).toEqual({ ...input, asks: asks.slice(1) })
    const third = await next(second)
    expect(third).toEqual({ ...input, asks: asks.slice(2) })
    expect(await more(third)).toBe(true)
    const last = await next(third)
    expect(last).toEqual({ ...input, asks: [] })
    expect(await more(last)).toBe(false)
  })

  it('tries failed asking again, but takes a timeout for the end of the turn', () => {
    expect(at(definition, 'States.Ask.Retry.0.ErrorEquals')).toEqual(['States.TaskFailed'])
    expect(at(definition, 'States.Ask.Catch.0.ErrorEquals')).toEqual(['States.Timeout'])
  })

  it('ends by itself after 90 days, for which its names are taken', () => {
    expect(at(definition, 'TimeoutSeconds')).toBe(90 * 24 * 3600)
  })

  it('logs each step without what it works on: that holds task tokens', () => {
    expect(machine.at('LoggingConfiguration')).toMatchObject({
      Level: 'ALL',
      IncludeExecutionData: false,
    })
    expect(machine.at('TracingConfiguration.Enabled')).toBe(false)
  })

  it('has the name that its callers are told', () => {
    expect(machine.at('StateMachineName')).toBe('Siaran-request-review')
    const told = ['reviews/ask', 'reviews/follow', 'operations/sweep'].map((name) =>
      shown(template.function(name).at('Environment.Variables.REVIEW_WORKFLOW_ARN')),
    )
    const arn = 'arn:aws:states:ap-southeast-3:<AWS::AccountId>:stateMachine:Siaran-request-review'
    expect(told).toEqual([arn, arn, arn])
  })
})
