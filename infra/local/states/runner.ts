import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Work } from '../work.ts'
import type { Definition } from './definition.ts'
import { type Doing, type Execution, type HistoryEvent, tokensOf, waits } from './execution.ts'
import type { Journal } from './journal.ts'
import type { Line } from './replay.ts'
import { ENDING, runAfter, type Step } from './step.ts'

/** What a function answered: its payload, or the error as the state machine names it. */
export type Invoke = (
  functionNameOrArn: string,
  payload: unknown,
) => Promise<{ payload: unknown } | { error: string; cause: string }>

/** `status`: ENTERED for a state, or how the execution ended (then without a state). */
export type Transition = { execution: string; state: string; status: string }

type RunnerOptions = {
  journal: Journal
  clock: Clock
  work: Work
  invoke: Invoke
  onTransition: (line: Transition) => void
  definitionOf: (execution: Execution) => Definition
  executions: Map<string, Execution>
}

type Waited = Extract<Doing, { id: number }>
/** Stops waiting for something. 'machine' is the time limit of the execution itself. */
type Armed = Map<number | 'machine', () => void>

/**
 * Runs the executions. Each takes one step at a time; a step is in the journal before anything in
 * the world follows from it: functions invoked, timers set, answers given.
 */
export class Runner {
  readonly #options: RunnerOptions
  /** Per execution: the end of what is queued. */
  readonly #queues = new Map<string, Promise<unknown>>()
  readonly #armed = new Map<string, Armed>()
  /** Every token ever handed out, to tell a late one from an invented one. */
  readonly #tokens = new Map<string, string>()
  #stopped = false

  constructor(options: RunnerOptions) {
    this.#options = options
    for (const { arn, history } of options.executions.values()) {
      for (const token of tokensOf(history)) this.#tokens.set(token, arn)
    }
  }

  /** ARN of the execution that the token was made for, also when it is spent. */
  executionOf(token: string): string | undefined {
    return this.#tokens.get(token)
  }

  /** Lets everything that was running go on, once the caller's turn is over. */
  resume(): void {
    void this.#options.work.track(async () => {
      await setImmediate()
      const running = [...this.#options.executions.values()].filter(
        ({ run }) => run.status === 'RUNNING',
      )
      for (const { arn } of running) {
        this.#follow(arn)
        this.begin(arn)
      }
    })
  }

  /** Lets the execution walk to its first wait, if it has not yet. */
  begin(arn: string): void {
    void this.take(arn, () => ({ kind: 'begin' }))
  }

  /** Forgets timers and ignores whatever comes back from now on. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const armed of this.#armed.values()) for (const disarm of armed.values()) disarm()
    await Promise.allSettled(this.#queues.values())
  }

  /** Runs `task` when everything queued for the execution is done. */
  exclusively<T>(arn: string, task: () => Promise<T>): Promise<T> {
    const queued = this.#queues.get(arn) ?? Promise.resolve()
    const next = this.#options.work.track(() => queued.then(task, task))
    this.#queues.set(arn, next)
    const forget = () => {
      if (this.#queues.get(arn) === next) this.#queues.delete(arn)
    }
    void next.then(forget, forget)
    return next
  }

  /**
   * Takes one step of an execution; resolves when it is in the journal.
   *
   * @param decide gives the step from the execution as it is then, or nothing; its error is passed on
   */
  take(arn: string, decide: (execution: Execution) => Step | undefined): Promise<void> {
    return this.exclusively(arn, async () => {
      const execution = this.#options.executions.get(arn)
      if (this.#stopped || !execution) return
      const step = decide(execution)
      if (!step || execution.run.status !== 'RUNNING') return
      if ('id' in step && !waits(execution.run.thread).some(({ id }) => id === step.id)) return
      const definition = this.#options.definitionOf(execution)
      const { run, history } = await runAfter(
        execution,
        definition,
        step,
        this.#options.clock.now(),
      )
      if (step.kind === 'begin' && history.length === 0) return
      const line: Line = { kind: 'execution', arn, run, history }
      await this.#options.journal.append(line)
      const all = [...execution.history, ...history]
      this.#options.executions.set(arn, { ...execution, run, history: all })
      this.#follow(arn)
      this.#tell(execution, history)
    })
  }

  /** Brings what is waited for in the world in line with the execution. */
  #follow(arn: string): void {
    const execution = this.#options.executions.get(arn)
    if (!execution || this.#stopped) return
    const running = execution.run.status === 'RUNNING'
    const wanted = running ? waits(execution.run.thread) : []
    const armed: Armed = this.#armed.get(arn) ?? new Map()
    for (const [id, disarm] of armed) {
      if (id === 'machine' ? running : wanted.some((wait) => wait.id === id)) continue
      disarm()
      armed.delete(id)
    }
    for (const wait of wanted) {
      if (!armed.has(wait.id)) armed.set(wait.id, this.#arm(arn, wait))
    }
    if (running && !armed.has('machine')) armed.set('machine', this.#armMachine(execution))
    if (running) this.#armed.set(arn, armed)
    else this.#armed.delete(arn)
  }

  #arm(arn: string, wait: Waited): () => void {
    const { clock } = this.#options
    const { id } = wait
    if (wait.kind === 'timer') {
      return clock.schedule(wait.until, () => this.take(arn, () => ({ kind: 'due', id })))
    }
    if (wait.token !== undefined) this.#tokens.set(wait.token, arn)
    if (!wait.submitted) void this.#invoke(arn, wait)
    if (wait.deadline === undefined) return () => undefined
    return clock.schedule(wait.deadline, () => this.take(arn, () => ({ kind: 'expired', id })))
  }

  #armMachine(execution: Execution): () => void {
    const seconds = this.#options.definitionOf(execution).TimeoutSeconds
    if (seconds === undefined) return () => undefined
    const { arn, start } = execution
    return this.#options.clock.schedule(start.startedAt + seconds * 1000, () =>
      this.take(arn, () => ({ kind: 'end', status: 'TIMED_OUT', error: 'States.Timeout' })),
    )
  }

  #invoke(arn: string, task: Extract<Waited, { kind: 'task' }>): Promise<void> {
    const { id } = task
    return this.#options.work.track(async () => {
      const answer = await this.#options.invoke(task.function, task.payload).catch((error) => ({
        error: 'Lambda.SdkClientException',
        cause: String(error),
      }))
      await this.take(arn, () =>
        'error' in answer
          ? { id, kind: 'failed', error: answer.error, cause: answer.cause }
          : { id, kind: 'returned', payload: answer.payload },
      )
    })
  }

  #tell({ start }: Execution, history: readonly HistoryEvent[]): void {
    for (const { type, state = '' } of history) {
      const status = type.endsWith('StateEntered') ? 'ENTERED' : STATUS_OF.get(type)
      if (status) this.#options.onTransition({ execution: start.name, state, status })
    }
  }
}

const STATUS_OF = new Map(Object.entries(ENDING).map(([status, type]) => [type, status]))
