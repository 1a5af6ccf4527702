import { NodeHttpHandler, streamCollector } from '@smithy/node-http-handler'
import { type Parts, requestOf, type Service, signerOf } from './signature.ts'

type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** As many as the SDK's clients make, after as long a pause (ms). */
const attempts = 3
const pauseAfter = (attempt: number): number => Math.random() * 100 * 2 ** attempt

/** How long one attempt may wait for its connection and for its answer (ms). */
const http = new NodeHttpHandler({
  connectionTimeout: 3000,
  requestTimeout: 3000,
  throwOnRequestTimeout: true,
})

/**
 * One call of AWS without a client. Tries again where the network or AWS fails, or is throttled.
 * @throws the last failure to reach AWS; an answer of any other status is given back
 */
export async function signedCall(service: Service, parts: Parts): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await send(service, parts)
      if (attempt === attempts || !isPassing(answer)) return answer
    } catch (error) {
      if (attempt === attempts) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, pauseAfter(attempt)))
  }
}

const isPassing = ({ status, body }: Answer): boolean =>
  status >= 500 || status === 429 || /Throttl|TooManyRequests|SlowDown/.test(body)

async function send(service: Service, parts: Parts): Promise<Answer> {
  const request = requestOf(parts)
  const { headers } = await signerOf(service).sign(request)
  const trace = process.env['_X_AMZN_TRACE_ID']
  // Not signed, as the SDK's clients leave it too: others on the way may change it.
  request.headers = { ...headers, ...(trace ? { 'x-amzn-trace-id': trace } : {}) }
  const { response } = await http.handle(request)
  const body = Buffer.from(await streamCollector(response.body)).toString()
  return { status: response.statusCode, headers: response.headers, body }
}
