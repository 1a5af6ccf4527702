import type { Workflow } from '../../shared/contracts/ports.ts'
import type { Ask } from '../../shared/domain/review-timer.ts'

type Input = {
  readonly reference: string
  readonly round: number
  readonly attempt: number
  readonly asks: readonly Ask[]
}

type Execution = {
  readonly name: string
  readonly input: Input
  status: 'RUNNING' | 'SUCCEEDED' | 'LOST'
  turn: number
  token: string
  endsAt: string
  output?: object
}

/**
 * The review's state machine in memory, as infra/constructs/review-machine.ts draws it: asks with a
 * token, waits until the turn's end (one second at least), asks the next, ends when resumed.
 */
export class MemoryWorkflow implements Workflow {
  readonly executions: Execution[] = []
  /** Every input and every question, for who looks for what must not be there. */
  readonly record: unknown[] = []
  readonly #now: () => Date
  #tokens = 0
  /** The function that asks; what it throws is tried again at the next tick. */
  ask: (input: object) => Promise<void> = () => Promise.resolve()

  constructor(now: () => Date) {
    this.#now = now
  }

  async start(name: string, input: object): Promise<void> {
    if (this.executions.some((known) => known.name === name)) return
    this.record.push({ name, input })
    const begun: Execution = {
      name,
      input: input as Input,
      status: 'RUNNING',
      turn: -1,
      token: '',
      endsAt: '',
    }
    this.executions.push(begun)
    await this.#next(begun)
  }

  async running(name: string): Promise<boolean> {
    await Promise.resolve()
    return this.executions.some((known) => known.name === name && known.status === 'RUNNING')
  }

  async resume(token: string, output: object): Promise<void> {
    await Promise.resolve()
    this.record.push({ output })
    const waiting = this.executions.find((known) => known.token === token)
    if (waiting?.status !== 'RUNNING') return
    waiting.status = 'SUCCEEDED'
    waiting.output = output
  }

  /** Ends an execution as if it had never been. */
  lose(name: string): void {
    const lost = this.executions.find((known) => known.name === name)
    if (lost) lost.status = 'LOST'
  }

  /** When the next turn ends. */
  nextAt(): string | undefined {
    const running = this.executions.filter(({ status }) => status === 'RUNNING')
    return running.map(({ endsAt }) => endsAt).sort()[0]
  }

  /** Ends the turns whose time has come. */
  async tick(): Promise<void> {
    const now = this.#now().toISOString()
    for (const execution of this.executions)
      if (execution.status === 'RUNNING' && execution.endsAt <= now) await this.#next(execution)
  }

  async #next(execution: Execution): Promise<void> {
    execution.turn += 1
    const ask = execution.input.asks[execution.turn]
    if (!ask) {
      execution.status = 'SUCCEEDED'
      return
    }
    this.#tokens += 1
    execution.token = `token-${this.#tokens}`
    const now = this.#now().getTime()
    const seconds = Math.max(1, Math.ceil((Date.parse(ask.until) - now) / 1000))
    execution.endsAt = new Date(now + seconds * 1000).toISOString()
    const { reference, round, attempt } = execution.input
    const { step, act } = ask
    const input = { token: execution.token, reference, round, attempt, step, act }
    this.record.push({ ...input, token: 'token' })
    await this.ask(input)
  }
}
