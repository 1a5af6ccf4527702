import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StepFunctionsWorkflow } from '../../shared/aws/workflow.ts'
import type { Workflow } from '../../shared/contracts/ports.ts'
import { after, monday } from '../builders.ts'
import { StepClock } from '../doubles/step-clock.ts'
import { MemoryWorkflow } from '../doubles/workflow.ts'
import { Aws, machineArn } from './aws.ts'

type Opened = {
  readonly workflow: Workflow
  /** Lets so many seconds pass: an execution lasts a minute. */
  readonly pass: (seconds: number) => Promise<void>
  /** The token that the latest execution waits for. */
  readonly token: () => Promise<string>
  readonly close: () => Promise<void> | void
}

function inMemory(): Promise<Opened> {
  const clock = new StepClock(monday)
  const workflow = new MemoryWorkflow(clock.now)
  const pass = (seconds: number) => {
    clock.pass({ minutes: seconds / 60 })
    return workflow.tick()
  }
  const token = () => Promise.resolve(workflow.executions.at(-1)?.token ?? '')
  return Promise.resolve({ workflow, pass, token, close: () => {} })
}

async function inStepFunctions(): Promise<Opened> {
  const aws = await Aws.open('states')
  const workflow = new StepFunctionsWorkflow(machineArn)
  const token = async () => {
    await aws.work.settled()
    return aws.tokens.at(-1) ?? ''
  }
  return { workflow, pass: (seconds) => aws.pass(seconds), token, close: () => aws.close() }
}

const reference = 'VC-2026-0000000'
const inputOf = (attempt: number, until = after(monday, { minutes: 1 })) => ({
  reference,
  round: 1,
  attempt,
  asks: [{ step: 0, act: 'open-round', until }],
})

describe.each([
  ['in memory', inMemory],
  ['in Step Functions', inStepFunctions],
] as const)('the workflow %s', (_, open) => {
  let opened: Opened

  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  it('runs what was started, and nothing else', async () => {
    const { workflow } = opened
    await workflow.start(`${reference}-1-1`, inputOf(1))
    expect(await workflow.running(`${reference}-1-1`)).toBe(true)
    expect(await workflow.running(`${reference}-1-2`)).toBe(false)
  })

  it('takes no harm from starting again, with the same input or another', async () => {
    const { workflow } = opened
    await workflow.start(`${reference}-1-1`, inputOf(1))
    await workflow.start(`${reference}-1-1`, inputOf(1, after(monday, { days: 1 })))
    expect(await workflow.running(`${reference}-1-1`)).toBe(true)
  })

  it('ends when it is resumed, and takes no harm from being resumed again', async () => {
    const { workflow, token } = opened
    await workflow.start(`${reference}-3-1`, inputOf(1))
    const waiting = await token()
    await workflow.resume(waiting, { outcome: 'approve' })
    expect(await workflow.running(`${reference}-3-1`)).toBe(false)
    await expect(workflow.resume(waiting, { outcome: 'reject' })).resolves.toBeUndefined()
  })

  it('takes no harm from a token whose time is over', async () => {
    const { workflow, token, pass } = opened
    await workflow.start(`${reference}-4-1`, inputOf(1))
    const waiting = await token()
    await pass(61)
    await expect(workflow.resume(waiting, {})).resolves.toBeUndefined()
  })

  it('takes no harm from a token that nobody waits for', async () => {
    const { workflow } = opened
    await expect(workflow.resume('a token that never was', {})).resolves.toBeUndefined()
  })

  it('knows that an execution has ended, and does not start it again', async () => {
    const { workflow, pass } = opened
    await workflow.start(`${reference}-2-1`, inputOf(1))
    await pass(61)
    expect(await workflow.running(`${reference}-2-1`)).toBe(false)
    await workflow.start(`${reference}-2-1`, inputOf(1))
    expect(await workflow.running(`${reference}-2-1`)).toBe(false)
  })
})
