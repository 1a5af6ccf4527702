import type { WebAnswer, WebEvent, WebHandler } from '../../shared/web/http.ts'
import { routes } from '../../shared/web/routes.ts'

export type Site = {
  readonly origin: string
  readonly handlers: Readonly<Record<string, WebHandler>>
}

type Fields = Readonly<Record<string, string | readonly string[]>>

type Sent = {
  readonly form?: Fields
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer with its body as text and its page's hidden fields by name. */
export type Shown = {
  readonly status: number
  readonly body: string
  readonly location: string
  readonly headers: WebAnswer['headers']
  readonly cookies: readonly string[]
  readonly field: (name: string) => string
}

/** A browser on the service's own handlers: routes, cookies, forms; redirects only when asked to. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #site: Site
  readonly #address: string

  constructor(site: Site, address = '203.0.113.1') {
    this.#site = site
    this.#address = address
  }

  get(path: string): Promise<Shown> {
    return this.send('GET', path)
  }

  /** Posts as a page of ours does: same origin, with the browser's own form token. */
  post(path: string, fields: Fields = {}): Promise<Shown> {
    const csrf = this.cookies.get('__Host-formulir') ?? ''
    const headers = { 'sec-fetch-site': 'same-origin', origin: 'null' }
    return this.send('POST', path, { form: { csrf, ...fields }, headers })
  }

  /** GET, and every redirect within the service after it. */
  async open(path: string): Promise<Shown> {
    let answer = await this.get(path)
    for (let hops = 0; answer.location.startsWith('/') && hops < 5; hops += 1)
      answer = await this.get(answer.location)
    return answer
  }

  async send(method: string, path: string, sent: Sent = {}): Promise<Shown> {
    const event = this.#event(method, path, sent)
    const { handler } = routed(this.#site, method, new URL(path, this.#site.origin).pathname)
    return this.#shown(await handler(event))
  }

  #event(method: string, path: string, { form, headers = {} }: Sent): WebEvent {
    const url = new URL(path, this.#site.origin)
    const { routeKey, pathParameters } = routed(this.#site, method, url.pathname)
    const body = form && encoded(form).toString()
    return {
      version: '2.0',
      routeKey,
      rawPath: url.pathname,
      rawQueryString: url.search.slice(1),
      cookies: [...this.cookies].map(([name, value]) => `${name}=${value}`),
      headers: { host: url.host, ...headers },
      queryStringParameters: Object.fromEntries(url.searchParams),
      pathParameters,
      ...(body === undefined ? {} : { body }),
      isBase64Encoded: false,
      requestContext: {
        http: { method, path: url.pathname, sourceIp: this.#address, protocol: '', userAgent: '' },
      },
    } as unknown as WebEvent
  }

  #shown(answer: WebAnswer): Shown {
    for (const line of answer.cookies ?? []) {
      const [pair = ''] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      if (/Max-Age=0(;|$)/.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1))
    }
    const body = answer.body ?? ''
    return {
      status: answer.statusCode ?? 200,
      body,
      location: String(answer.headers?.['location'] ?? ''),
      headers: answer.headers,
      cookies: answer.cookies ?? [],
      field: (name) => hidden(body, name),
    }
  }
}

function routed(site: Site, method: string, pathname: string) {
  const asked = method === 'HEAD' ? 'GET' : method
  for (const route of routes) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
    const shape = route.path.replace(/\{\w+\}/g, '([^/]+)')
    const match = new RegExp(`^${shape}$`).exec(pathname)
    const handler = site.handlers[route.function]
    if (!match || !handler || route.method !== asked) continue
    const values = match.slice(1).map(decodeURIComponent)
    const pathParameters = Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']))
    return { handler, routeKey: `${method} ${route.path}`, pathParameters }
  }
  throw new Error(`No route answers ${method} ${pathname}`)
}

function encoded(fields: Fields): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields))
    for (const one of typeof value === 'string' ? [value] : value) form.append(name, one)
  return form
}

function hidden(html: string, name: string): string {
  const tag = html
    .match(/<input(?:[^>"]|"[^"]*")*>/g)
    ?.find((input) => input.includes(` name="${name}"`))
  const value = /\svalue="([^"]*)"/.exec(tag ?? '')?.[1] ?? ''
  return value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
}
