/**
 * Runs in a worker thread what the Lambda runtime runs in its sandbox: one function, one event at a
 * time. JavaScript, because a thread that strips types takes 11 MB more, and ten of them are warm.
 *
 * @typedef {import('./protocol.ts').Start} Start
 * @typedef {import('./protocol.ts').Invocation} Invocation
 * @typedef {import('./protocol.ts').Failure} Failure
 * @typedef {import('./protocol.ts').Report} Report
 * @typedef {(event: unknown, context: unknown) => unknown} Handler
 */
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

/** @type {Start} */
const start = workerData
let current = ''

/** @param {Report} message */
function report(message) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(message)
}

/**
 * Output reaches the host before the answer that follows it: both go through one port.
 * @param {string | Uint8Array} chunk
 */
function write(chunk) {
  report({ kind: 'log', requestId: current, text: Buffer.from(chunk).toString() })
  return true
}

/**
 * A `Date` whose present is the host's clock: real time plus the shared offset (milliseconds).
 * Everything else of `Date` stays; `performance.now` and timers keep real time.
 * @param {DateConstructor} real
 * @param {SharedArrayBuffer} shared
 * @returns {DateConstructor}
 */
function clockedDate(real, shared) {
  const offset = new Float64Array(shared)
  const now = () => Math.round(real.now() + (offset[0] ?? 0))
  const clocked = new Proxy(real, {
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  real.prototype.constructor = clocked
  return clocked
}

/** @returns {Handler | undefined} */
function load() {
  try {
    const bundle = createRequire(start.bundle)(start.bundle)
    const handler = bundle[start.handler]
    if (typeof handler === 'function') return handler
    throw new TypeError(`${start.bundle} exports no function ${start.handler}`)
  } catch (error) {
    report({ kind: 'broken', failure: failureOf(error) })
    return undefined
  }
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function failureOf(error) {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] }
  }
  const trace = error.stack?.split('\n') ?? []
  return { errorType: error.name, errorMessage: error.message, trace }
}

/** @param {Invocation} invocation */
function contextOf({ requestId, timeoutMs }) {
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

/**
 * @param {Handler} handler
 * @param {Invocation} invocation
 */
async function answer(handler, invocation) {
  const { requestId } = invocation
  current = requestId
  const rest = requestId.slice(8).replaceAll('-', '')
  // The SDK sends this as X-Amzn-Trace-Id: the host reads from it which request made a call.
  process.env['_X_AMZN_TRACE_ID'] = `Root=1-${requestId.slice(0, 8)}-${rest}`
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
  parentPort?.on('message', (invocation) => {
    void answer(handler, invocation)
  })
}
