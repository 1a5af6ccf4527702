/** Runs in a worker thread what the Lambda runtime runs in its sandbox: one function, one event at a time. */
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { clockedDate } from './clocked-date.ts'
import type { Failure, Invocation, Report, Start } from './protocol.ts'

type Handler = (event: unknown, context: unknown) => unknown

const start = workerData as Start
let current = ''

function report(message: Report): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message)
}

/** Output reaches the host before the answer that follows it: both go through one port. */
function write(chunk: string | Uint8Array): boolean {
  report({ kind: 'log', requestId: current, text: Buffer.from(chunk).toString() })
  return true
}

function load(): Handler | undefined {
  try {
    const bundle = createRequire(start.bundle)(start.bundle) as Record<string, unknown>
    const handler = bundle[start.handler]
    if (typeof handler === 'function') return handler as Handler
    throw new TypeError(`${start.bundle} exports no function ${start.handler}`)
  } catch (error) {
    report({ kind: 'broken', failure: failureOf(error) })
    return undefined
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] }
  }
  const trace = error.stack?.split('\n') ?? []
  return { errorType: error.name, errorMessage: error.message, trace }
}

function contextOf({ requestId, timeoutMs }: Invocation) {
  const deadline = performance.now() + timeoutMs
  return {
    awsRequestId: requestId,
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.arn,
    memoryLimitInMB: String(start.memoryMb),
    logGroupName: `/aws/lambda/${start.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  }
}

async function answer(handler: Handler, invocation: Invocation): Promise<void> {
  const { requestId } = invocation
  current = requestId
  // The SDK sends this as X-Amzn-Trace-Id: the host reads from it which request made a call.
  process.env['_X_AMZN_TRACE_ID'] =
    `Root=1-${requestId.slice(0, 8)}-${requestId.slice(8).replaceAll('-', '')}`
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation))
    report({ kind: 'done', requestId, result: JSON.stringify(result) ?? 'null' })
  } catch (error) {
    const failure = failureOf(error)
    // Lambda's runtime writes what a handler throws to the function's log.
    write(`${JSON.stringify({ level: 'ERROR', requestId, ...failure })}\n`)
    report({ kind: 'failed', requestId, failure })
  }
}

globalThis.Date = clockedDate(Date, start.clock)
process.stdout.write = write
process.stderr.write = write
const handler = load()
if (handler) {
  parentPort?.on('message', (invocation: Invocation) => {
    void answer(handler, invocation)
  })
}
