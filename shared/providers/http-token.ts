import * as z from 'zod/mini'
import { fail, type ProviderAnswer, type ProviderCall, type ProviderHttp } from './http.ts'

/** RFC 6749 5.1; `expires_in` in seconds. */
const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() })

/** How long before its end a token is no longer used (ms): a call may take as long. */
const margin = 60 * 1000

/** What is sent to the token endpoint; it holds secrets. */
export type TokenRequest = {
  readonly url: URL
  readonly form: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

type Token = { readonly value: string; readonly until: number }

/** Makes calls with an access token, which is kept in memory for as long as it is good. */
export class TokenHttp {
  readonly #http: ProviderHttp
  readonly #request: TokenRequest
  readonly #now: () => number
  #token: Token | undefined

  constructor(http: ProviderHttp, request: TokenRequest, now: () => number) {
    this.#http = http
    this.#request = request
    this.#now = now
  }

  /** A token that the provider no longer takes is replaced once. @throws ProviderError */
  async answer(call: ProviderCall): Promise<ProviderAnswer> {
    const first = await this.#with(await this.#current(), call)
    if (first.status !== 401) return first
    this.#token = undefined
    const second = await this.#with(await this.#current(), call)
    return second.status === 401 ? this.#refused() : second
  }

  #with(token: Token, call: ProviderCall): Promise<ProviderAnswer> {
    const headers = { ...call.headers, authorization: `Bearer ${token.value}` }
    return this.#http.answer({ ...call, headers })
  }

  async #current(): Promise<Token> {
    const known = this.#token
    if (known && this.#now() < known.until) return known
    const { url, form, headers } = this.#request
    const { status, body } = await this.#http.answer({
      method: 'POST',
      url,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      repeatable: true,
    })
    const parsed = TokenAnswer.safeParse(body)
    if (status !== 200 || !parsed.success) return this.#refused()
    const { access_token, expires_in } = parsed.data
    this.#token = { value: access_token, until: this.#now() + expires_in * 1000 - margin }
    return this.#token
  }

  #refused(): never {
    return fail(this.#http.name, 'credentials')
  }
}
