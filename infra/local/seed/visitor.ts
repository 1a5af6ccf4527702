import { complaintsOf, type Form, formsOf } from './forms.ts'
import { proofFor } from './proof.ts'

export type Page = {
  /** Where the redirects ended. */
  readonly url: string
  readonly status: number
  readonly markup: string
  readonly forms: readonly Form[]
}

export type Typed = Readonly<Record<string, string | readonly string[]>>
export type File = { readonly name: string; readonly type: string; readonly content: Uint8Array }

/** Enough for every journey; more is a loop. */
const MAX_REDIRECTS = 10

/** A person at a browser without script: goes to pages, fills in forms, keeps cookies. */
export class Visitor {
  readonly #cookies = new Map<string, string>()
  readonly #site: string

  /** @param site origin that the cookies belong to */
  constructor(site: string) {
    this.#site = site
  }

  /** @throws Error when the page is not there */
  get(url: string): Promise<Page> {
    return this.#visit(new URL(url, this.#site).href, {})
  }

  /**
   * Posts the form whose address ends with `action`, with `typed` in place of what it offers, and
   * with the proof of work that it asks for.
   *
   * @throws Error when the page has no such form, or with the page's complaints when it refuses
   */
  submit(page: Page, action: string, typed: Typed = {}, file?: File): Promise<Page> {
    const form = page.forms.find((each) => each.action.endsWith(action))
    if (!form) throw new Error(`${page.url} has no form that posts to ${action}.`)
    return this.#post(page, form, typed, file)
  }

  async #post(page: Page, form: Form, typed: Typed, file?: File): Promise<Page> {
    const entries = filled(form, { ...(await proofFor(page.markup)), ...typed })
    const headers = { origin: this.#site }
    const body = file ? multipart(entries, file) : new URLSearchParams(entries)
    return this.#visit(form.action, { method: 'POST', headers, body })
  }

  async #visit(address: string, request: RequestInit): Promise<Page> {
    let url = address
    let init = request
    for (let step = 0; step <= MAX_REDIRECTS; step += 1) {
      const own = new URL(url).origin === this.#site
      const headers = new Headers(init.headers)
      if (own && this.#cookies.size > 0) headers.set('cookie', this.#cookieLine())
      const response = await fetch(url, { ...init, headers, redirect: 'manual' })
      if (own) this.#keep(response.headers.getSetCookie())
      const markup = await response.text()
      const location = response.headers.get('location')
      if (response.status >= 400) throw refusal(url, response.status, markup)
      if (location === null)
        return { url, status: response.status, markup, forms: formsOf(markup, url) }
      url = new URL(location, url).href
      init = {}
    }
    throw new Error(`${address} redirects without end.`)
  }

  #cookieLine(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? []
      if (/;\s*max-age=0\b/i.test(line)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}

function filled(form: Form, typed: Typed): [string, string][] {
  const kept = form.fields.filter(([name]) => !Object.hasOwn(typed, name))
  const given = Object.entries(typed).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  )
  return [...kept.map(([name, value]): [string, string] => [name, value]), ...given]
}

/** S3 ignores what comes behind the file, so it is the last part. */
function multipart(entries: readonly (readonly [string, string])[], file: File): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  data.append('file', new Blob([new Uint8Array(file.content)], { type: file.type }), file.name)
  return data
}

function refusal(url: string, status: number, markup: string): Error {
  const complaints = complaintsOf(markup).join(' ')
  return new Error(`${url} answered ${status}. ${complaints || markup.slice(0, 300)}`)
}
