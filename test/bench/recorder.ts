import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Call } from '../../infra/local/calls.ts'
import { type Host, startHost } from '../../infra/local/host.ts'
import { Workers } from '../../infra/local/workers.ts'
import { LocalHost } from '../e2e/support/local-host.ts'

/** A call with its place in the order of all beginnings and ends. */
export type OrderedCall = Call & { readonly began: number; readonly ended: number }

export type Invocation = {
  /** Physical name of the function. */
  readonly function: string
  readonly requestId: string
  /** Whether the HTTP API asked. */
  readonly web: boolean
  readonly answerBytes: number
}

export type Recording = {
  readonly calls: readonly OrderedCall[]
  readonly invocations: readonly Invocation[]
  /** UTF-8 bytes of each line that functions wrote, with the function. */
  readonly lines: readonly { readonly function: string; readonly bytes: number }[]
  /** States entered by all executions. */
  readonly states: number
}

/**
 * How long each call to a table or a state machine is held back where depth is measured (ms): calls
 * that a function sends without waiting for each other are then all there before one is answered.
 */
export const hold = 25

/** The local host within this process, with each call's order and each invocation written down. */
export class Recorder {
  readonly machine: Host
  readonly host: LocalHost
  readonly #calls: OrderedCall[] = []
  #invocations: readonly Invocation[] = []
  readonly #restore: () => void

  private constructor(machine: Host, restore: () => void, heldBack: number) {
    this.machine = machine
    this.host = LocalHost.within(machine)
    this.#restore = restore
    this.#order(heldBack)
  }

  /**
   * @param at instant that the clock shows
   * @param heldBack of each call to a table or a state machine, milliseconds; see `hold`
   */
  static async start(at: string, heldBack: number = 0): Promise<Recorder> {
    const folder = mkdtempSync(join(tmpdir(), 'siaran-bench-'))
    const out = resolve(process.env['CDK_OUTDIR'] ?? 'cdk.out')
    const invocations: Invocation[] = []
    const restore = onInvocation((invocation) => invocations.push(invocation))
    const machine = await startHost({ out, folder, port: 0, at })
    const recorder = new Recorder(machine, restore, heldBack)
    recorder.#invocations = invocations
    return recorder
  }

  /** What happens in `task` and by what follows from it. */
  async during(task: () => Promise<unknown>): Promise<Recording> {
    await this.host.settle()
    const [calls, invocations] = [this.#calls.length, this.#invocations.length]
    const lines = this.machine.logs().length
    const states = this.statesEntered()
    await task()
    await this.host.settle()
    return {
      calls: this.#calls.slice(calls),
      invocations: this.#invocations.slice(invocations),
      lines: this.machine
        .logs()
        .slice(lines)
        .map(({ function: name, line }) => ({ function: name, bytes: Buffer.byteLength(line) })),
      states: this.statesEntered() - states,
    }
  }

  /** @param reference of one request, or all */
  statesEntered(reference = ''): number {
    const own = this.machine.states.executions().filter(({ name }) => name.includes(reference))
    const events = own.flatMap(({ history }) => history)
    return events.filter(({ type }) => type.endsWith('StateEntered')).length
  }

  async close(): Promise<void> {
    this.#restore()
    await this.machine.close()
    rmSync(this.host.folder, { recursive: true, force: true })
  }

  /** A call begins where faults are asked for, and ends where it is recorded: once each. */
  #order(heldBack: number): void {
    const { calls, dynamodb, states } = this.machine
    const begun = new AsyncLocalStorage<number>()
    let moment = 0
    const meet = calls.meet.bind(calls)
    const record = calls.record.bind(calls)
    calls.meet = (...call: Parameters<typeof meet>) => {
      begun.enterWith((moment += 1))
      return meet(...call)
    }
    calls.record = (call) => {
      this.#calls.push({ ...call, began: begun.getStore() ?? 0, ended: (moment += 1) })
      record(call)
    }
    for (const service of heldBack > 0 ? [dynamodb, states] : []) {
      const real = service.call.bind(service)
      service.call = async (action, input) => {
        await new Promise((resume) => {
          setTimeout(resume, heldBack)
        })
        return real(action, input)
      }
    }
  }
}

/** Tells of each invocation from now on, whoever asks for it; gives what ends the telling. */
function onInvocation(tell: (invocation: Invocation) => void): () => void {
  const real = Object.getOwnPropertyDescriptor(Workers.prototype, 'invoke')?.value as Invoke
  Workers.prototype.invoke = async function (name, payload, id?: string) {
    const requestId = id ?? randomUUID()
    const answer = await real.call(this, name, payload, requestId)
    const web = typeof payload === 'object' && payload !== null && 'rawPath' in payload
    const answerBytes = Buffer.byteLength(JSON.stringify(answer) ?? '')
    tell({ function: this.find(name)?.name ?? name, requestId, web, answerBytes })
    return answer
  }
  return () => {
    Workers.prototype.invoke = real
  }
}

type Invoke = (this: Workers, name: string, payload: unknown, id?: string) => Promise<unknown>

/** Several recordings as one. */
export const together = (parts: readonly Recording[]): Recording => ({
  calls: parts.flatMap(({ calls }) => calls),
  invocations: parts.flatMap(({ invocations }) => invocations),
  lines: parts.flatMap(({ lines }) => lines),
  states: parts.reduce((sum, { states }) => sum + states, 0),
})

/** The longest chain of calls in which each began after the one before had ended. */
export function depthOf(calls: readonly OrderedCall[]): number {
  const depths = new Map<OrderedCall, number>()
  for (const call of [...calls].sort((one, other) => one.began - other.began)) {
    const before = [...depths].filter(([{ ended }]) => ended < call.began)
    depths.set(call, 1 + Math.max(0, ...before.map(([, depth]) => depth)))
  }
  return Math.max(0, ...depths.values())
}
