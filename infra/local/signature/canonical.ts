/** The canonical request of signature version 4: one spelling of what was sent. */
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

type Pair = readonly [name: string, value: string]

export type Target = {
  /** Still encoded, as received. */
  path: string
  /** Decoded. */
  query: readonly Pair[]
}

/** Parts a request target. @throws URIError where an escape is malformed */
export function target(url: string): Target {
  const [, path = '', search = ''] = /^([^?]*)\??(.*)$/s.exec(url) ?? []
  const pairs = search.split('&').filter((part) => part !== '')
  return { path, query: pairs.map(pair) }
}

function pair(part: string): Pair {
  const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(part) ?? []
  return [decodeURIComponent(name), decodeURIComponent(value)]
}

/** The canonical request text; S3 encodes the path once, the other services encode it again. */
export function canonicalRequest(
  request: { method: string; headers: IncomingHttpHeaders },
  { path, query }: Target,
  signed: { service: string; headers: readonly string[]; payloadHash: string },
): string {
  const uri = signed.service === 's3' ? decodeURIComponent(path) : path
  return [
    request.method,
    uri.split('/').map(encode).join('/'),
    query
      .map(([name, value]): Pair => [encode(name), encode(value)])
      .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
    ...signed.headers.map((name) => `${name}:${canonicalValue(request.headers[name])}`),
    '',
    signed.headers.join(';'),
    signed.payloadHash,
  ].join('\n')
}

/** A header's value as one text; empty when it is absent. */
export function headerText(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(',') : (value ?? '')
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function canonicalValue(value: string | string[] | undefined): string {
  return headerText(value).trim().replace(/ +/g, ' ')
}

/** RFC 3986: everything but the unreserved characters is escaped. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
