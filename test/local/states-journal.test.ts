import { fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  ASK,
  DAY,
  Host,
  INVOKE,
  MACHINE,
  machine,
  SECOND,
  START,
  standStill,
} from './states-host.ts'

let host: Host
let tokens: string[]

const states = {
  What: {
    Type: 'Choice',
    Choices: [
      { Condition: "{% $states.input.do = 'asks' %}", Assign: { kept: 'x' }, Next: 'Ask' },
      { Condition: "{% $states.input.do = 'hangs' %}", Next: 'Call' },
    ],
    Default: 'Wait',
  },
  Ask: {
    Type: 'Task',
    Resource: ASK,
    Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
    TimeoutSeconds: (60 * DAY) / SECOND,
    Output: ['{% $kept %}', '{% $states.result %}'],
    End: true,
  },
  Call: {
    Type: 'Task',
    Resource: INVOKE,
    Arguments: { FunctionName: 'hangs', Payload: 1 },
    Output: '{% $states.result.Payload %}',
    End: true,
  },
  Wait: { Type: 'Wait', Seconds: (2 * DAY) / SECOND, End: true },
}

const functions = { ask: (token: string) => void tokens.push(token), hangs: () => 'answered' }
const journal = () => join(host.folder, 'executions.jsonl')

beforeEach(() => {
  standStill()
  tokens = []
  host = new Host(states, functions)
})
afterEach(() => host.close())

describe('after kill -9', () => {
  it('waiting tokens work, timers ring, and a function that was running is asked again', async () => {
    const messages: { token?: string; hangs?: unknown; acknowledged?: true }[] = []
    const child = fork(
      join(import.meta.dirname, 'states-killed.ts'),
      [host.folder, MACHINE, host.definition, String(START)],
      { execArgv: [] },
    )
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', () => reject(new Error('ended by itself')))
      child.on('message', (message: object) => {
        messages.push(message)
        if (messages.length === 3) resolve()
      })
    })
    child.removeAllListeners('exit')
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    await host.open()
    await host.work.settled()

    expect(host.execution('hangs')).toMatchObject({ status: 'SUCCEEDED', output: 'answered' })
    expect(host.invoked.map(({ name }) => name)).toContain('hangs')
    const token = messages.find((message) => message.token)?.token ?? tokens[0]
    await host.call('SendTaskSuccess', { taskToken: token, output: '"yes"' })
    expect(host.execution('asks')).toMatchObject({ status: 'SUCCEEDED', output: ['x', 'yes'] })
    await host.until(3 * DAY)
    expect(host.execution('waits')).toMatchObject({ status: 'SUCCEEDED' })
  })
})

describe('opened again without having been closed', () => {
  it('has every execution with its history, and asks no answered function again', async () => {
    await host.open()
    await host.start({ do: 'asks' })
    const before = host.service.executions()
    await host.open()
    await host.work.settled()
    expect(host.service.executions()).toEqual(before)
    expect(tokens).toHaveLength(1)
  })

  it('still tells a late token from an invented one', async () => {
    await host.open()
    await host.start({ do: 'asks' })
    await host.call('SendTaskSuccess', { taskToken: tokens[0], output: '1' })
    await host.open()
    const late = host.call('SendTaskSuccess', { taskToken: tokens[0], output: '1' })
    await expect(late).rejects.toMatchObject({ code: 'TaskTimedOut' })
  })

  it('fires at once what fell due while it was closed', async () => {
    await host.open()
    await host.start({ do: 'waits' })
    await host.service.close()
    await host.until(5 * DAY)
    expect(host.execution().status).toBe('RUNNING')
    await host.open()
    await host.until(5 * DAY)
    expect(host.execution()).toMatchObject({
      status: 'SUCCEEDED',
      stoppedAt: new Date(START + 5 * DAY).toISOString(),
    })
  })

  it('finishes an execution with the definition that it began with', async () => {
    await host.open()
    await host.start({ do: 'asks' })
    host.definition = machine({ New: { Type: 'Pass', Output: 'new', End: true } })
    await host.open()
    await host.start({}, 'second')
    await host.call('SendTaskSuccess', { taskToken: tokens[0], output: '"yes"' })
    expect(host.execution().output).toEqual(['x', 'yes'])
    expect(host.execution('second').output).toBe('new')
  })

  it('forgets what ended 90 days ago', async () => {
    await host.open()
    await host.start({ do: 'waits' })
    await host.until(93 * DAY)
    await host.open()
    expect(host.service.executions()).toEqual([])
  })

  it('holds the same in a shorter journal', async () => {
    await host.open()
    for (const name of ['a', 'b', 'c']) await host.start({ do: 'hangs' }, name)
    const before = host.service.executions()
    const lines = readFileSync(journal(), 'utf8').split('\n').length
    await host.open()
    expect(readFileSync(journal(), 'utf8').split('\n').length).toBeLessThan(lines)
    await host.open()
    expect(host.service.executions()).toEqual(before)
  })
})

describe('a damaged journal', () => {
  beforeEach(async () => {
    await host.open()
    await host.start({ do: 'asks' })
    await host.service.close()
  })

  it('loses nothing but a last line that was cut off', async () => {
    const before = host.service.executions()
    appendFileSync(journal(), '{"kind":"execution","arn":"arn:')
    await host.open()
    await host.work.settled()
    expect(host.service.executions()).toEqual(before)
    await host.call('SendTaskSuccess', { taskToken: tokens[0], output: '1' })
    await host.open()
    expect(host.execution().status).toBe('SUCCEEDED')
  })

  it.each([
    ['text', 'garbage\n'],
    ['an unknown kind', '{"kind":"other"}\n'],
    ['nothing', 'null\n'],
    ['an execution without a beginning', '{"kind":"execution","arn":"x","run":{},"history":[]}\n'],
  ])('stops the start with advice when a whole line is %s', async (_, line) => {
    writeFileSync(journal(), line + readFileSync(journal(), 'utf8'))
    await expect(host.open()).rejects.toThrow(/damaged at line 1\. .*--fresh.*--data/)
  })
})
