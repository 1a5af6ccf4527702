/** Errors that a state machine can name, and which retriers and catchers they meet. */

/** A failure inside an execution: `error` is the name that Retry and Catch compare. */
export class StateError extends Error {
  readonly error: string
  constructor(error: string, cause: string) {
    super(cause)
    this.name = 'StateError'
    this.error = error
  }
}

/** Not met by a wildcard; Amazon States Language, "Errors". */
const TERMINAL: ReadonlySet<string> = new Set(['States.DataLimitExceeded', 'States.Runtime'])

/** Whether a retrier's or catcher's ErrorEquals list meets the error. */
export function meets(names: readonly string[], error: string): boolean {
  return names.some((name) => {
    if (name === error) return true
    if (TERMINAL.has(error)) return false
    if (name === 'States.ALL') return true
    return name === 'States.TaskFailed' && error !== 'States.Timeout'
  })
}

/** Retry policy of a state, with the defaults of the Amazon States Language written out. */
export type Retrier = {
  ErrorEquals: readonly string[]
  IntervalSeconds?: number
  BackoffRate?: number
  MaxAttempts?: number
  MaxDelaySeconds?: number
  JitterStrategy?: 'FULL' | 'NONE'
}

/** Milliseconds to wait before retry number `taken` + 1. */
export function retryDelay(retrier: Retrier, taken: number): number {
  const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** taken
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY)
  return Math.round(1000 * (retrier.JitterStrategy === 'FULL' ? Math.random() * seconds : seconds))
}

/** Bytes of JSON that an input, output, argument or variable may have (service quota: 256 KiB). */
export const PAYLOAD_BYTES = 262_144

/** The value itself when its JSON is within the quota; otherwise States.DataLimitExceeded. */
export function limited<T>(value: T, what: string): T {
  if (Buffer.byteLength(JSON.stringify(value) ?? '') <= PAYLOAD_BYTES) return value
  throw new StateError(
    'States.DataLimitExceeded',
    `${what} has a size exceeding the maximum number of bytes service limit.`,
  )
}
