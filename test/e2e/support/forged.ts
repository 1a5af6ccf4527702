import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { Device } from './device.ts'
import type { LocalHost } from './local-host.ts'

/** A request that claims to have come through another host: fetch cannot send such headers. */
export async function forged(
  { origin }: LocalHost,
  { cookies }: Device,
  path: string,
  body?: string,
): Promise<{ status: number; location: string; text: string }> {
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example;proto=https',
    'sec-fetch-site': 'same-origin',
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
  }
  const method = body === undefined ? 'GET' : 'POST'
  const asked = request(new URL(path, origin), { method, headers })
  asked.end(body)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  for (const cookie of answer.headers['set-cookie'] ?? []) {
    const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? []
    cookies.set(name, value)
  }
  const text = (await answer.toArray()).join('')
  return { status: answer.statusCode ?? 0, location: answer.headers.location ?? '', text }
}
