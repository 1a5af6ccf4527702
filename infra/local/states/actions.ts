import { AwsError } from '../calls.ts'
import type { Answer } from '../service.ts'
import { PAYLOAD_BYTES } from './errors.ts'
import { type Execution, type HistoryEvent, withoutTokens } from './execution.ts'

/** Requests and answers of the Step Functions API (AWS JSON 1.0: times are epoch seconds). */

export type Input = Record<string, unknown>

/** A text member; ValidationException when it is missing or no text. */
export function textOf(input: Input, member: string): string {
  const value = input[member]
  if (typeof value === 'string') return value
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  )
}

export function optionalText(input: Input, member: string): string | undefined {
  return input[member] === undefined ? undefined : textOf(input, member)
}

/** A member that holds JSON; refused when too large, or with `code` when it is not JSON. */
export function jsonOf(input: Input, member: string, code: string): unknown {
  const text = textOf(input, member)
  if (Buffer.byteLength(text) > PAYLOAD_BYTES) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${PAYLOAD_BYTES}`,
    )
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new AwsError(code, `${code}: '${member}' is not JSON`)
  }
}

/** An execution's name: 1–80 characters, none of those that ARNs and logs cannot take. */
export function checkName(name: string): void {
  if (name.length >= 1 && name.length <= 80 && !/[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u.test(name)) {
    return
  }
  throw new AwsError('InvalidName', `Invalid Name: '${name}'`)
}

function summaryOf({ arn, start, run }: Execution): Record<string, unknown> {
  return {
    executionArn: arn,
    stateMachineArn: start.machine,
    name: start.name,
    status: run.status,
    startDate: start.startedAt / 1000,
    ...(run.stoppedAt !== undefined && { stopDate: run.stoppedAt / 1000 }),
  }
}

export function describe(execution: Execution): Answer {
  const { arn, start, run } = execution
  const output = {
    ...summaryOf(execution),
    input: JSON.stringify(start.input),
    inputDetails: { included: true },
    redriveCount: 0,
    ...(run.output !== undefined && {
      output: JSON.stringify(run.output),
      outputDetails: { included: true },
    }),
    ...(run.error !== undefined && { error: run.error }),
    ...(run.cause !== undefined && { cause: run.cause }),
  }
  return { output, resource: arn }
}

/** Newest first; `nextToken` is the place to go on at. */
export function list(executions: readonly Execution[], input: Input): Answer {
  const machine = textOf(input, 'stateMachineArn')
  const status = optionalText(input, 'statusFilter')
  const from = Number(optionalText(input, 'nextToken') ?? 0)
  const most = Number(input['maxResults'] ?? 0) || 100
  const found = executions
    .filter(({ start, run }) => start.machine === machine && (!status || run.status === status))
    .toSorted((one, other) => other.start.startedAt - one.start.startedAt)
  const page = found.slice(from, from + most).map(summaryOf)
  const more = from + most < found.length
  const output = { executions: page, ...(more && { nextToken: String(from + most) }) }
  return { output, resource: machine }
}

/** The events with their states; unlike AWS, never with a task token. */
export function history({ arn, history: events }: Execution, input: Input): Answer {
  const numbered = withoutTokens(events).map((event, index) => eventOf(event, index + 1))
  return {
    output: { events: input['reverseOrder'] === true ? numbered.reverse() : numbered },
    resource: arn,
  }
}

function eventOf({ at, type, state, detail }: HistoryEvent, id: number): Record<string, unknown> {
  const event = { id, previousEventId: id - 1, timestamp: at / 1000, type }
  const fields = Object.fromEntries(
    Object.entries(detail ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  if (type.endsWith('StateEntered')) {
    return { ...event, stateEnteredEventDetails: { name: state, ...fields } }
  }
  if (type.endsWith('StateExited')) {
    return { ...event, stateExitedEventDetails: { name: state, ...fields } }
  }
  return { ...event, [`${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`]: fields }
}
