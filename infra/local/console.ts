import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ConsoleHost } from './console/host.ts'
import { findPage, refusalPage } from './console/pages.ts'
import { json, Refusal, type Reply, redirect } from './console/reply.ts'
import { readBody, refuseForeign } from './console/request.ts'
import { seams } from './console/seams.ts'

export type { ConsoleHost } from './console/host.ts'

export type Console = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const PREFIX = '/_local/'

/**
 * Answers every path under `/_local/`: the JSON seams for programs, the pages for people. A request
 * here must not count as work in flight: the clock and settle wait until none is.
 */
export function createConsole(host: ConsoleHost): Console {
  return async (request, response) => {
    const reply = await answer(host, request)
    response.writeHead(reply.status, {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-length': Buffer.byteLength(reply.body),
      ...reply.headers,
    })
    response.end(request.method === 'HEAD' ? undefined : reply.body)
  }
}

async function answer(host: ConsoleHost, request: IncomingMessage): Promise<Reply> {
  try {
    refuseForeign(request, host)
    const url = new URL(request.url ?? '/', host.consoleOrigin)
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')
    const seam = url.pathname.slice(PREFIX.length)
    return Object.hasOwn(seams, seam)
      ? await answerSeam(host, request, seam, method)
      : await answerPage(host, request, url, method)
  } catch (error) {
    return json({ error: sentence(error) }, error instanceof Refusal ? error.status : 500)
  }
}

async function answerSeam(
  host: ConsoleHost,
  request: IncomingMessage,
  name: string,
  method: string,
): Promise<Reply> {
  const methods = seams[name] ?? {}
  const seam = methods[method]
  if (seam) return seam(host, await readBody(request))
  const allow = Object.keys(methods).join(', ')
  const refused = json({ error: `${PREFIX}${name} answers ${allow}, not ${method}.` }, 405)
  return { ...refused, headers: { ...refused.headers, allow } }
}

async function answerPage(
  host: ConsoleHost,
  request: IncomingMessage,
  url: URL,
  method: string,
): Promise<Reply> {
  const page = findPage(method, partsOf(url.pathname))
  if (!page) throw unknown(url.pathname)
  // Mails are opened from another site than the service's own, as from a real mail program.
  if (method === 'GET' && request.headers.host !== new URL(host.consoleOrigin).host) {
    return redirect(`${host.consoleOrigin}${url.pathname}${url.search}`)
  }
  try {
    const { values, answer } = page
    return await answer(host, { values, query: url.searchParams, body: await readBody(request) })
  } catch (error) {
    if (error instanceof Refusal) return refusalPage(host, error)
    throw error
  }
}

function partsOf(path: string): string[] {
  try {
    return path.slice(PREFIX.length).split('/').map(decodeURIComponent)
  } catch {
    throw unknown(path)
  }
}

function unknown(path: string): Refusal {
  const list = Object.entries(seams).flatMap(([name, methods]) =>
    Object.keys(methods).map((method) => `${method} ${PREFIX}${name}`),
  )
  return new Refusal(404, `There is no ${path}. The seams are: ${list.join(', ')}.`)
}

const sentence = (error: unknown): string =>
  error instanceof Refusal
    ? error.message
    : `The local host failed: ${error instanceof Error ? error.message : String(error)}`
