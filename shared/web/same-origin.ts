import { cookie, cookieOf, type WebEvent } from './http.ts'
import { randomId } from './signing.ts'

const name = '__Host-formulir'

/**
 * The double-submit token of a form: the same random value as cookie and as hidden field `csrf`.
 * A page keeps the browser's value where it has one, so that two open tabs both work.
 */
export function csrfOf(event: WebEvent): {
  readonly token: string
  readonly cookies: readonly string[]
} {
  const known = cookieOf(event, name)
  const token = known && /^[\w-]{22}$/.test(known) ? known : randomId()
  return { token, cookies: token === known ? [] : [cookie(name, token)] }
}

/**
 * Whether a post comes from our own page: same origin by the browser's word, and the form's token.
 * With no-referrer browsers send `Origin: null` even from our own pages, so Sec-Fetch-Site decides
 * where it exists.
 */
export function fromOwnPage(event: WebEvent, form: URLSearchParams, siteOrigin: string): boolean {
  const token = cookieOf(event, name)
  if (!token || form.get('csrf') !== token) return false
  const site = event.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const origin = event.headers['origin']
  return origin === undefined || origin === 'null' || origin === siteOrigin
}
