import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { Clock } from '../../infra/local/clock.ts'
import type { Transition } from '../../infra/local/states/runner.ts'
import { StepFunctions } from '../../infra/local/states.ts'
import { Work } from '../../infra/local/work.ts'

export const START = Date.parse('2026-11-23T09:00:00+07:00')
export const SECOND = 1000
export const DAY = 24 * 3600 * SECOND
export const MACHINE = 'arn:aws:states:ap-southeast-3:000000000000:stateMachine:Review'
export const EXECUTION = MACHINE.replace(':stateMachine:', ':execution:')
export const INVOKE = 'arn:aws:states:::lambda:invoke'
export const ASK = `${INVOKE}.waitForTaskToken`

/** A function of the test: its answer, or an error that it throws. */
export type Functions = Record<string, (payload: never) => unknown>

/** A function's failure as the host reports it to the state machine. */
export class FunctionError extends Error {
  readonly type: string
  constructor(type: string, message = 'on purpose') {
    super(message)
    this.type = type
  }
}

/** A state machine in a folder of its own, with functions, on a clock that stands still. */
export class Host {
  readonly folder = mkdtempSync(join(tmpdir(), 'states-'))
  readonly work = new Work()
  readonly clock = new Clock(new SharedArrayBuffer(8), () => this.work.settled())
  readonly invoked: { name: string; payload: unknown; at: number }[] = []
  readonly transitions: Transition[] = []
  readonly functions: Functions
  definition: string
  service!: StepFunctions

  constructor(states: object, functions: Functions = {}) {
    this.definition = machine(states)
    this.functions = functions
    this.clock.set(START)
  }

  /** Opens the service; again, without closing the one before, as after an abrupt end. */
  async open(): Promise<this> {
    this.service = await StepFunctions.open({
      folder: this.folder,
      machines: [{ arn: MACHINE, name: 'Review', definition: this.definition }],
      clock: this.clock,
      work: this.work,
      invoke: async (name, payload) => this.#invoke(name, payload),
      onTransition: (line) => this.transitions.push(line),
    })
    return this
  }

  async close() {
    await this.service?.close()
    this.clock.stop()
    vi.useRealTimers()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #invoke(name: string, payload: unknown) {
    this.invoked.push({ name, payload, at: this.clock.now() })
    const run = this.functions[name.split(':').at(-1)!]
    if (!run) throw new Error(`No function ${name}`)
    try {
      return { payload: await run(payload as never) }
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error
      return { error: error.type, cause: JSON.stringify({ errorMessage: error.message }) }
    }
  }

  /** Starts an execution and lets it go as far as it gets by itself. */
  async start(input: unknown = {}, name = 'one') {
    const answer = await this.call('StartExecution', {
      stateMachineArn: MACHINE,
      name,
      input: JSON.stringify(input),
    })
    await this.work.settled()
    return answer
  }

  async call<T = Record<string, unknown>>(action: string, input: Record<string, unknown>) {
    const { output } = await this.service.call(action, input)
    return output as T
  }

  /** Moves the clock to so many milliseconds after the test's start. */
  async until(ms: number) {
    await this.clock.advance(START + ms)
  }

  execution(name = 'one') {
    return this.service.executions().find((execution) => execution.name === name)!
  }

  /** The types of the history, for what a test does not want to see one by one. */
  types(name = 'one') {
    return this.execution(name).history.map(({ type }) => type)
  }
}

/** A function that fails so. */
export function throwing(type: string): () => never {
  return () => {
    throw new FunctionError(type)
  }
}

export function machine(states: object, rest: object = {}): string {
  return JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: Object.keys(states)[0],
    States: states,
    ...rest,
  })
}

/** From here on the clock stands still but for its moves. */
export function standStill() {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
}
