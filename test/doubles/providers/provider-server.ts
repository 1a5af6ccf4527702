import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What goes wrong with a call, and whether its effect happened before. */
export type Fault = {
  /** 'late': it happens after the next call was answered. */
  readonly effect: 'none' | 'happened' | 'late'
  /** 'hangs up' closes the connection, 'silent' never answers. */
  readonly answer: 'hangs up' | 'silent' | Reply
}
export type Reply = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}
export type Asked = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

/** A request that the provider's documentation does not allow: the adapter is wrong. */
export class Misuse extends Error {}

/** A local server that stands for a provider: names each call, keeps count of it, fails as told. */
export abstract class ProviderServer<Operation extends string> {
  readonly calls: Operation[] = []
  /** What the requests did that the published shapes do not allow; a test expects none. */
  readonly misuses: string[] = []
  readonly #late: (() => unknown)[] = []
  readonly #faults: { operation: Operation | 'any'; fault: Fault }[] = []
  readonly #server: Server = createServer((request, response) => {
    void this.#handle(request, response)
  })

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  /** @throws Error where a request was not as the provider documents it */
  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
    if (this.misuses.length > 0) throw new Error(this.misuses.join('\n'))
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The next call of that operation (in the order told) fails so. */
  fail(operation: Operation | 'any', fault: Fault): void {
    this.#faults.push({ operation, fault })
  }

  /** Forgets faults that were not met. */
  heal(): void {
    this.#faults.length = 0
  }

  /** Names the call and gives its effect. @throws Misuse */
  protected abstract route(asked: Asked): { operation: Operation; act: () => Reply }

  /** How this provider answers a request that it cannot read. */
  protected abstract invalid(message: string): Reply

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { reply, fault } = await this.#receive(request)
    if (fault?.answer === 'silent') return
    if (fault?.answer === 'hangs up') {
      response.destroy()
      return
    }
    const { status, body, headers } = typeof fault?.answer === 'object' ? fault.answer : reply
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body === undefined ? '' : JSON.stringify(body))
  }

  async #receive(request: IncomingMessage): Promise<{ reply: Reply; fault?: Fault | undefined }> {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const url = new URL(request.url ?? '/', 'http://provider')
    try {
      const { operation, act } = this.route({
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        text,
      })
      this.calls.push(operation)
      const index = this.#faults.findIndex((one) => ['any', operation].includes(one.operation))
      const [told] = index < 0 ? [] : this.#faults.splice(index, 1)
      const late = this.#late.splice(0)
      const lost = { reply: { status: 500 }, fault: told?.fault }
      if (told?.fault.effect === 'late') this.#late.push(act)
      const answer =
        told && told.fault.effect !== 'happened' ? lost : { reply: act(), fault: told?.fault }
      for (const effect of late) effect()
      return answer
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.misuses.push(`${request.method} ${url.pathname}: ${message}`)
      return { reply: this.invalid(message) }
    }
  }
}

/** The text's JSON. @throws Misuse */
export function parsedJson({ headers, text }: Asked): unknown {
  if (headers['content-type'] !== 'application/json') throw new Misuse('content-type')
  return JSON.parse(text)
}

/** The query's fields, each once. @throws Misuse for an unknown, repeated or missing one */
export function queryOf(
  { query }: Asked,
  required: readonly string[],
  optional: readonly string[] = [],
): Readonly<Record<string, string>> {
  const names = [...query.keys()]
  const unknown = names.filter((name) => ![...required, ...optional].includes(name))
  const missing = required.filter((name) => !names.includes(name))
  if (unknown.length + missing.length > 0 || new Set(names).size < names.length)
    throw new Misuse(`query ${names.join()} (unknown ${unknown.join()}, missing ${missing.join()})`)
  return Object.fromEntries(query)
}

/** The form's fields. @throws Misuse unless they are exactly those */
export function formOf({ headers, text, query }: Asked, names: readonly string[]) {
  if (headers['content-type'] !== 'application/x-www-form-urlencoded') throw new Misuse('form type')
  if (query.size > 0) throw new Misuse('secrets do not belong into an address')
  const form = new URLSearchParams(text)
  if ([...form.keys()].sort().join() !== [...names].sort().join()) throw new Misuse('form fields')
  return Object.fromEntries(form) as Readonly<Record<string, string>>
}
