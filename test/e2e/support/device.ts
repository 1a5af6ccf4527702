import { type Form, formsOf } from '../../../infra/local/seed/forms.ts'
import { proofFor } from '../../../infra/local/seed/proof.ts'
import { LocalHost } from './local-host.ts'

/** An answer as it came over the wire: nothing is followed. */
export type Answer = {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

export type Typed = Readonly<Record<string, string | readonly string[]>>

/**
 * A browser for what no browser would send: keeps cookies, follows on request. Of script it knows one
 * thing, the proof of work; and it takes the time to read a form that asks for one.
 */
export class Device {
  readonly cookies = new Map<string, string>()
  readonly #origin: string

  constructor({ origin }: Pick<LocalHost, 'origin'>) {
    this.#origin = origin
  }

  /** One request to the site, as a browser sends it from one of its own pages. */
  async send(address: string, init: RequestInit = {}): Promise<Answer> {
    const url = new URL(address, this.#origin).href
    const headers = new Headers(init.headers)
    // Whoever names an origin is a browser of before Fetch Metadata, unless it says more.
    if (!headers.has('sec-fetch-site') && !headers.has('origin'))
      headers.set('sec-fetch-site', 'same-origin')
    const line = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (line !== '') headers.set('cookie', line)
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const body = await response.text()
    if (init.method === undefined && body.includes('data-challenge=')) await readingTime(url)
    return { url, status: response.status, headers: response.headers, body }
  }

  /** Goes to a page, through its redirects. */
  async open(address: string): Promise<Answer> {
    return this.follow(await this.send(address))
  }

  async follow(answer: Answer): Promise<Answer> {
    const location = answer.headers.get('location')
    if (location === null) return answer
    return this.follow(await this.send(new URL(location, answer.url).href))
  }

  /** Posts the form whose address ends with `action`, with `typed` in place of what it offers. */
  async submit(page: Answer, action: string, typed: Typed = {}): Promise<Answer> {
    const form = formIn(page, action)
    const proof = await proofFor(page.body)
    const body = new URLSearchParams(filled(form, { ...proof, ...typed }))
    return this.send(form.action, { method: 'POST', body })
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? []
    if (/;\s*max-age=0\b/i.test(cookie)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** Moves the clock by what a person needs at least to read the form that was opened at `url`. */
export async function readingTime(url: string): Promise<void> {
  const host = LocalHost.within({ siteOrigin: new URL(url).origin, folder: '' })
  await host.advance({ advance: 'PT3S' })
}

/** The form of a page whose address ends with `action`. */
export function formIn(page: Answer, action: string): Form {
  const form = formsOf(page.body, page.url).find((each) => each.action.endsWith(action))
  if (!form) throw new Error(`${page.url} (${page.status}) has no form that posts to ${action}.`)
  return form
}

/** What a form posts: its own values, but for those that are typed. */
export function filled(form: Form, typed: Typed): [string, string][] {
  const offered = form.fields.filter(([name]) => !Object.hasOwn(typed, name))
  const given = Object.entries(typed).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  )
  return [...offered.map(([name, value]): [string, string] => [name, value]), ...given]
}
