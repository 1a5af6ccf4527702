import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { AwsError, type Right } from './calls.ts'
import type { Clock } from './clock.ts'
import type { Answer, Service } from './service.ts'
import {
  checkName,
  describe,
  history,
  type Input,
  jsonOf,
  list,
  optionalText,
  textOf,
} from './states/actions.ts'
import { definitionHash, readDefinition } from './states/definition.ts'
import { type Execution, type Run, threadAt, waits } from './states/execution.ts'
import type { Outcome } from './states/interpreter.ts'
import { Journal } from './states/journal.ts'
import { isForgotten, type Kept, type Line, linesOf, replay } from './states/replay.ts'
import { type Invoke, Runner, type Transition } from './states/runner.ts'
import { type ExecutionView, viewOf } from './states/view.ts'
import type { Work } from './work.ts'

export type { ExecutionView }

export type MachineSpec = {
  arn: string
  name: string
  /** Amazon States Language as JSON, references resolved. */
  definition: string
}

type StepFunctionsOptions = {
  /** Where the journal is kept. */
  folder: string
  machines: readonly MachineSpec[]
  clock: Clock
  work: Work
  invoke: Invoke
  onTransition?: (line: Transition) => void
}

/**
 * Step Functions Standard workflows in JSONata, on the host's clock. Every step is journaled first,
 * so executions go on after the host was killed.
 */
export class StepFunctions implements Service {
  readonly #options: StepFunctionsOptions
  readonly #kept: Kept
  readonly #journal: Journal
  readonly #runner: Runner
  /** Definition hash in force, by machine. */
  readonly #inForce = new Map<string, string>()

  private constructor(options: StepFunctionsOptions, kept: Kept, journal: Journal) {
    this.#options = options
    this.#kept = kept
    this.#journal = journal
    for (const { arn, definition } of options.machines) {
      this.#inForce.set(arn, definitionHash(definition))
    }
    const { clock, work, invoke, onTransition = () => undefined } = options
    this.#runner = new Runner({
      journal,
      clock,
      work,
      invoke,
      onTransition,
      executions: kept.executions,
      definitionOf: ({ start }) => {
        const found = kept.definitions.get(start.definition)
        if (!found) throw new Error(`No definition of ${start.machine}`)
        return found.definition
      },
    })
  }

  /**
   * Replays the journal; executions that were running go on.
   *
   * @throws Error naming state and field of what the host does not run, or saying what to do about
   * a damaged journal
   */
  static async open(options: StepFunctionsOptions): Promise<StepFunctions> {
    const path = join(options.folder, 'executions.jsonl')
    const kept = replay(await Journal.read(path), path, options.clock.now())
    for (const { arn, name, definition: text } of options.machines) {
      const hash = definitionHash(text)
      const line = { kind: 'definition' as const, hash, machine: arn, text }
      kept.definitions.set(hash, { line, definition: readDefinition(name, text) })
    }
    const journal = await Journal.create(path, linesOf(kept))
    const service = new StepFunctions(options, kept, journal)
    service.#runner.resume()
    return service
  }

  /** Stops waiting; what runs goes on at the next start. */
  async close(): Promise<void> {
    await this.#runner.stop()
    await this.#journal.close()
  }

  async call(action: string, input: Input): Promise<Answer> {
    switch (action) {
      case 'StartExecution':
        return this.#start(input)
      case 'DescribeExecution':
        return describe(this.#execution(input))
      case 'GetExecutionHistory':
        return history(this.#execution(input), input)
      case 'ListExecutions':
        this.#definitionInForce(textOf(input, 'stateMachineArn'))
        return list([...this.#kept.executions.values()], input)
      case 'StopExecution':
        return this.#stop(input)
      case 'SendTaskSuccess': {
        const output = jsonOf(input, 'output', 'InvalidOutput')
        return this.#endTask(input, (id) => ({ id, kind: 'completed', output }))
      }
      case 'SendTaskFailure': {
        const error = optionalText(input, 'error') ?? ''
        const cause = optionalText(input, 'cause') ?? ''
        return this.#endTask(input, (id) => ({ id, kind: 'failed', error, cause }))
      }
      case 'SendTaskHeartbeat':
        return this.#endTask(input, () => undefined)
      default:
        throw new AwsError('UnknownOperationException', `The local host does not know ${action}`)
    }
  }

  /**
   * Source: service authorization reference, Step Functions. A token is authorised on the machine
   * that gave it; one that is gone may be of any.
   */
  rights(action: string, input: Input): readonly Right[] {
    const named = input['executionArn'] ?? input['stateMachineArn']
    if (typeof named === 'string') return [{ action: `states:${action}`, resource: named }]
    const arn = this.#runner.executionOf(String(input['taskToken']))
    const machine = arn === undefined ? undefined : this.#kept.executions.get(arn)?.start.machine
    const machines = machine === undefined ? [...this.#inForce.keys()] : [machine]
    return machines.map((resource) => ({ action: `states:${action}`, resource }))
  }

  /** Every execution, oldest first. */
  executions(): readonly ExecutionView[] {
    return [...this.#kept.executions.values()].map(viewOf)
  }

  #start(input: Input): Promise<Answer> {
    const machine = textOf(input, 'stateMachineArn')
    const definition = this.#definitionInForce(machine)
    const name = optionalText(input, 'name') ?? randomUUID()
    checkName(name)
    const given =
      input['input'] === undefined ? {} : jsonOf(input, 'input', 'InvalidExecutionInput')
    const arn = `${machine.replace(':stateMachine:', ':execution:')}:${name}`
    return this.#runner.exclusively(arn, async () => {
      const now = this.#options.clock.now()
      const before = this.#kept.executions.get(arn)
      if (before && !isForgotten(before.run, now)) return sameAgain(before, given)
      const start = { name, machine, definition, input: given, startedAt: now }
      const first = this.#kept.definitions.get(definition)?.definition.StartAt ?? ''
      const run: Run = { status: 'RUNNING', thread: threadAt(first, given, {}, now), nextId: 1 }
      const events = [{ at: now, type: 'ExecutionStarted', detail: { input: given } }]
      const line: Line = { kind: 'execution', arn, start, run, history: events }
      await this.#journal.append(line)
      this.#kept.executions.set(arn, { arn, start, run, history: events })
      this.#runner.begin(arn)
      return { output: { executionArn: arn, startDate: now / 1000 }, resource: machine }
    })
  }

  async #stop(input: Input): Promise<Answer> {
    const { arn } = this.#execution(input)
    const error = optionalText(input, 'error')
    const cause = optionalText(input, 'cause')
    const end = { ...(error && { error }), ...(cause && { cause }) }
    await this.#runner.take(arn, () => ({ kind: 'end', status: 'ABORTED', ...end }))
    const { stoppedAt = 0 } = this.#execution(input).run
    return { output: { stopDate: stoppedAt / 1000 }, resource: arn }
  }

  /** Brings an outcome to the task that waits for the token; only its present attempt has one. */
  async #endTask(input: Input, outcome: (id: number) => Outcome | undefined): Promise<Answer> {
    const token = textOf(input, 'taskToken')
    const arn = this.#runner.executionOf(token)
    if (arn === undefined) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'")
    await this.#runner.take(arn, ({ run }) => {
      const waited = run.status === 'RUNNING' ? waits(run.thread) : []
      const task = waited.find((wait) => wait.kind === 'task' && wait.token === token)
      const late = task?.kind === 'task' && (task.deadline ?? Infinity) <= this.#options.clock.now()
      if (task && !late) return outcome(task.id)
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
    })
    return { output: {}, resource: this.#kept.executions.get(arn)?.start.machine ?? arn }
  }

  #execution(input: Input): Execution {
    const arn = textOf(input, 'executionArn')
    const found = this.#kept.executions.get(arn)
    if (found) return found
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  }

  #definitionInForce(machine: string): string {
    const hash = this.#inForce.get(machine)
    if (hash !== undefined) return hash
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machine}'`)
  }
}

/** A start that was there already: the same answer while it runs with the same input. */
function sameAgain({ arn, start, run }: Execution, input: unknown): Answer {
  if (run.status === 'RUNNING' && isDeepStrictEqual(start.input, input)) {
    const output = { executionArn: arn, startDate: start.startedAt / 1000 }
    return { output, resource: start.machine }
  }
  throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`)
}
