import { randomBytes } from 'node:crypto'

/** What is known of one execution: all of it is JSON, as it stands in the journal. */

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'

/** `at` in milliseconds; `type` as in GetExecutionHistory. */
export type HistoryEvent = { at: number; type: string; state?: string; detail?: unknown }

/** What a thread does now. Times are absolute milliseconds, so that they outlive the process. */
export type Doing =
  | { kind: 'ready'; again: boolean }
  | {
      kind: 'task'
      id: number
      function: string
      payload: unknown
      deadline?: number
      /** Only where the task waits for it; dies with the attempt. */
      token?: string
      /** The function that carries the token away has returned. */
      submitted?: true
    }
  | { kind: 'timer'; id: number; until: number; next: 'leave' | 'retry' }
  | { kind: 'branches'; threads: readonly Thread[] }
  | { kind: 'ended'; output: unknown }

/** One walk through a sequence of states: the execution's own, or a branch's. */
export type Thread = {
  state: string
  enteredAt: number
  input: unknown
  variables: Readonly<Record<string, unknown>>
  /** Retries taken in this state, by the retrier's place. */
  retries: Readonly<Record<string, number>>
  doing: Doing
}

export type Start = {
  name: string
  /** ARN of the state machine. */
  machine: string
  /** Hash of the definition in force at the start. */
  definition: string
  input: unknown
  startedAt: number
}

export type Run = {
  status: Status
  thread: Thread
  /** The next id of something waited for. */
  nextId: number
  output?: unknown
  error?: string
  cause?: string
  stoppedAt?: number
}

export type Execution = { arn: string; start: Start; run: Run; history: readonly HistoryEvent[] }

/** A thread about to enter its first state. */
export function threadAt(
  state: string,
  input: unknown,
  variables: Readonly<Record<string, unknown>>,
  now: number,
): Thread {
  const doing: Doing = { kind: 'ready', again: false }
  return { state, enteredAt: now, input, variables, retries: {}, doing }
}

/** Everything that the thread and its branches wait for. */
export function waits(thread: Thread): Extract<Doing, { id: number }>[] {
  const { doing } = thread
  if (doing.kind === 'branches') return doing.threads.flatMap(waits)
  return doing.kind === 'task' || doing.kind === 'timer' ? [doing] : []
}

// A shape that nothing else has, so that tokens can be recognised wherever they turn up.
const TOKEN_MARK = 'AQCsiaranTaskToken'
const TOKEN = new RegExp(`${TOKEN_MARK}[\\w-]{128}`, 'g')

/** A task token: 96 random bytes. */
export function newToken(): string {
  return TOKEN_MARK + randomBytes(96).toString('base64url')
}

/** The tokens that the events tell of. */
export function tokensOf(history: readonly HistoryEvent[]): string[] {
  return history.flatMap(({ type, detail }) => {
    if (type !== 'TaskScheduled') return []
    const { token } = detail as { token?: string }
    return token === undefined ? [] : [token]
  })
}

/** The same JSON without any task token. */
export function withoutTokens<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll(TOKEN, '[task token]'))
}
