import type { IncomingMessage } from 'node:http'
import type { ConsoleHost } from './host.ts'
import { Refusal } from './reply.ts'

/** Enough for every seam; a larger body is a mistake. */
const MAX_BODY_BYTES = 64 * 1024

type Origins = Pick<ConsoleHost, 'siteOrigin' | 'consoleOrigin'>

/**
 * Refuses other web sites. A page elsewhere could post to this port (it sends its Origin) or point a
 * name of its own at 127.0.0.1 (it sends that name as Host). The site itself is foreign too: what
 * runs on the product's pages must never reach the seams. Programs send no Origin and may pass.
 */
export function refuseForeign(request: IncomingMessage, origins: Origins): void {
  const { origin, host } = request.headers
  if (origin !== undefined && origin !== origins.consoleOrigin) {
    throw new Refusal(
      403,
      `Only ${origins.consoleOrigin}/_local/ and programs on this machine may use the local seams; ` +
        `this request came from ${origin}.`,
    )
  }
  const known = [origins.siteOrigin, origins.consoleOrigin].map((url) => new URL(url).host)
  if (!known.includes(host ?? '')) {
    throw new Refusal(403, `The local seams answer under ${known.join(' and ')} only.`)
  }
}

/** @throws Refusal 413 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) {
      throw new Refusal(413, `A body may have at most ${MAX_BODY_BYTES} bytes here.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The body as a JSON object. @param shape what a right body looks like, for the sentence */
export function readObject(body: string, shape: string): Record<string, unknown> {
  const value = parse(body)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new Refusal(400, `The body must be JSON like ${shape}.`)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}
