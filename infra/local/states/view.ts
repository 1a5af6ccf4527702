import { type Execution, type Status, withoutTokens } from './execution.ts'

/** An execution as the console and the tests see it: instants in ISO 8601, no task tokens. */
export type ExecutionView = {
  arn: string
  name: string
  machine: string
  status: Status
  /** Where it is now; nowhere once it has ended. */
  state: string | undefined
  input: unknown
  output?: unknown
  error?: string
  cause?: string
  startedAt: string
  stoppedAt?: string
  history: readonly { at: string; type: string; state?: string; detail?: unknown }[]
}

export function viewOf({ arn, start, run, history }: Execution): ExecutionView {
  const { name, machine, input } = start
  const { status, output, error, cause, stoppedAt } = run
  return withoutTokens({
    arn,
    name,
    machine,
    status,
    input,
    state: status === 'RUNNING' ? run.thread.state : undefined,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    startedAt: new Date(start.startedAt).toISOString(),
    ...(stoppedAt !== undefined && { stoppedAt: new Date(stoppedAt).toISOString() }),
    history: history.map((event) => ({ ...event, at: new Date(event.at).toISOString() })),
  })
}
