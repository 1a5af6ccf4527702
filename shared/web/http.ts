import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { VNode } from 'preact'
import { renderPage } from './layout.tsx'

export type WebEvent = APIGatewayProxyEventV2
export type WebAnswer = APIGatewayProxyStructuredResultV2
export type WebHandler = (event: WebEvent) => Promise<WebAnswer>

/** The fields of a posted form; a name that repeats keeps all its values. */
export function formOf(event: WebEvent): URLSearchParams {
  const body = event.body ?? ''
  return new URLSearchParams(event.isBase64Encoded ? Buffer.from(body, 'base64').toString() : body)
}

export function cookieOf(event: WebEvent, name: string): string | undefined {
  const found = event.cookies?.find((cookie) => cookie.startsWith(`${name}=`))
  return found?.slice(name.length + 1)
}

/**
 * A cookie that only this origin sets and reads. Lax, because people arrive from their mail;
 * without `maxAge` (seconds) it ends with the browser.
 */
export const cookie = (name: string, value: string, maxAge?: number): string =>
  `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${maxAge === undefined ? '' : `; Max-Age=${maxAge}`}`

export type PageOptions = {
  readonly status?: number
  readonly cookies?: readonly string[]
  /** Foreign origins that this page's forms and scripts may post to (the upload). */
  readonly postsTo?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A whole HTML page. */
export function page(content: VNode, options: PageOptions = {}): WebAnswer {
  return {
    statusCode: options.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentPolicy(options.postsTo),
      ...options.headers,
    },
    ...(options.cookies ? { cookies: [...options.cookies] } : {}),
    body: renderPage(content),
  }
}

/** 303: what was posted is done, the browser reads its result elsewhere. */
export const seeOther = (location: string, cookies: readonly string[] = []): WebAnswer => ({
  statusCode: 303,
  headers: { location, 'cache-control': 'no-store' },
  cookies: [...cookies],
  body: '',
})

/** Nothing is allowed but what our pages are made of. form-action also covers redirects of forms. */
export function contentPolicy(postsTo?: string): string {
  const foreign = postsTo === undefined ? '' : ` ${postsTo}`
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    `connect-src 'self'${foreign}`,
    `form-action 'self'${foreign}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
