import { Worker } from 'node:worker_threads'
import type { Failure, Invocation, Report, Start } from './protocol.ts'

/** One function as the template describes it, ready to run. */
export type FunctionSpec = {
  readonly name: string
  readonly arn: string
  /** File of the bundle. */
  readonly bundle: string
  /** Name of the export. */
  readonly handler: string
  readonly environment: Readonly<Record<string, string>>
  readonly memoryMb: number
  readonly timeoutSeconds: number
  /** Instances at once, where the template reserves a number. */
  readonly reserved?: number | undefined
}

/** A failed invocation, named as Lambda and Step Functions name it. */
export class FunctionError extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.errorMessage)
    this.name = failure.errorType
    this.failure = failure
  }
}

/** Lambda's quota for a synchronous answer: 6 MB, in bytes. */
const answerLimit = 6_291_556

type Pending = {
  readonly requestId: string
  readonly settle: (outcome: string | Failure) => void
}

/** One warm sandbox of a function: a worker thread that answers one event at a time. */
export class Instance {
  readonly spec: FunctionSpec
  /** Milliseconds, of the last use. */
  usedAt = 0
  readonly #worker: Worker
  readonly #onLog: (requestId: string, text: string) => void
  #pending: Pending | undefined
  #dead: Failure | undefined

  constructor(
    spec: FunctionSpec,
    clock: SharedArrayBuffer,
    onLog: (requestId: string, text: string) => void,
  ) {
    this.spec = spec
    this.#onLog = onLog
    const { bundle, handler, name, arn, memoryMb } = spec
    const start: Start = { bundle, handler, functionName: name, arn, memoryMb, clock }
    this.#worker = new Worker(new URL('./runtime.mjs', import.meta.url), {
      workerData: start,
      env: { ...spec.environment },
      execArgv: [],
      // A small young generation keeps ten idle instances small; the old one is the function's memory.
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
    })
    this.#worker.on('message', (report: Report) => this.#hear(report))
    this.#worker.on('error', (error) => this.#end(ended(error)))
    this.#worker.on('exit', (code) => this.#end(exited(code)))
  }

  get dead(): boolean {
    return this.#dead !== undefined
  }

  /** @throws FunctionError when the handler throws, runs out of time or memory, or cannot be loaded */
  async run(requestId: string, event: string): Promise<string> {
    const timeoutMs = this.spec.timeoutSeconds * 1000
    const { promise, resolve } = Promise.withResolvers<string | Failure>()
    const timer = setTimeout(() => {
      this.#end(timedOut(requestId, this.spec.timeoutSeconds))
      void this.#worker.terminate()
    }, timeoutMs)
    this.#pending = { requestId, settle: resolve }
    if (this.#dead) resolve(this.#dead)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage({ requestId, event, timeoutMs } satisfies Invocation)
    const outcome = await promise
    clearTimeout(timer)
    this.#pending = undefined
    if (typeof outcome !== 'string') throw new FunctionError(outcome)
    if (outcome.length > answerLimit) throw new FunctionError(tooLarge(outcome.length))
    return outcome
  }

  async terminate(): Promise<void> {
    this.#end(exited(0))
    await this.#worker.terminate()
  }

  #hear(report: Report): void {
    if (report.kind === 'log') this.#onLog(report.requestId, report.text)
    else if (report.kind === 'broken') this.#end(report.failure)
    else if (report.requestId === this.#pending?.requestId) {
      this.#pending.settle(report.kind === 'done' ? report.result : report.failure)
    }
  }

  #end(failure: Failure): void {
    this.#dead ??= failure
    this.#pending?.settle(this.#dead)
  }
}

function ended(error: unknown): Failure {
  const { code, name, message, stack } = error as NodeJS.ErrnoException
  const outOfMemory = code === 'ERR_WORKER_OUT_OF_MEMORY'
  const errorType = outOfMemory ? 'Runtime.OutOfMemory' : (name ?? 'Runtime.Unknown')
  return { errorType, errorMessage: message, trace: stack?.split('\n') ?? [] }
}

function exited(code: number): Failure {
  const errorMessage = `Runtime exited with error: exit status ${code}`
  return { errorType: 'Runtime.ExitError', errorMessage, trace: [] }
}

function timedOut(requestId: string, seconds: number): Failure {
  const errorMessage = `${requestId} Task timed out after ${seconds.toFixed(2)} seconds`
  return { errorType: 'Sandbox.Timedout', errorMessage, trace: [] }
}

function tooLarge(size: number): Failure {
  const errorMessage = `Response payload size (${size} bytes) exceeded maximum allowed payload size (${answerLimit} bytes).`
  return { errorType: 'Function.ResponseSizeTooLarge', errorMessage, trace: [] }
}
