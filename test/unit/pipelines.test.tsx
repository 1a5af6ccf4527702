import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { eventHandler, httpHandler, streamHandler } from '../../shared/web/pipelines.ts'
import { demoOffice } from './demo-office.ts'

let lines: string[]

beforeEach(() => {
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line))
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

const event = (method = 'GET', headers: Record<string, string> = {}, body?: string) =>
  ({
    routeKey: `${method} /lacak`,
    rawPath: '/lacak',
    headers,
    body,
    isBase64Encoded: false,
    requestContext: { http: { method } },
  }) as unknown as WebEvent

const answered = async (
  handler: (event: WebEvent) => Promise<WebAnswer>,
  asked = event(),
): Promise<WebAnswer> => httpHandler(handler, demoOffice)(asked, {})

const long = <p>{'Isi halaman. '.repeat(300)}</p>
const ok = () => Promise.resolve(page(long))

describe('every answer', () => {
  const kinds: readonly (readonly [string, () => Promise<WebAnswer>])[] = [
    ['a page', () => answered(ok)],
    ['a redirect', () => answered(() => Promise.resolve(seeOther('/lacak')))],
    ['a broken page', () => answered(() => Promise.reject(new Error('broken')))],
    ['a refused body', () => answered(ok, event('POST', {}, 'x'.repeat(300_000)))],
  ]

  it.each(kinds)('carries the security headers: %s', async (_, make) => {
    const { headers = {} } = await make()
    const named = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    expect(named['content-security-policy']).toContain("default-src 'none'")
    expect(named['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(named['strict-transport-security']).toMatch(/max-age=63072000/)
    expect(named['x-content-type-options']).toBe('nosniff')
    expect(named['referrer-policy']).toBe('no-referrer')
    expect(named['x-frame-options']).toBe('DENY')
    expect(named['cache-control']).toBe('no-store')
    expect(named['x-powered-by']).toBeUndefined()
  })

  it('keeps the policy that its page needs', async () => {
    const own = await answered(() => Promise.resolve(page(long, { postsTo: 'https://up.example' })))
    expect(own.headers?.['content-security-policy']).toContain(
      "form-action 'self' https://up.example",
    )
  })
})

describe('a body', () => {
  it('of more than 256 KB is refused before it is read', async () => {
    const handler = vi.fn<() => Promise<WebAnswer>>(ok)
    const answer = await answered(handler, event('POST', {}, 'x'.repeat(256 * 1024 + 1)))
    expect(answer.statusCode).toBe(413)
    expect(handler).not.toHaveBeenCalled()
    expect((await answered(handler, event('POST', {}, 'x'.repeat(256 * 1024)))).statusCode).toBe(
      200,
    )
  })
})

describe('a page', () => {
  const decoded = ({ body = '', isBase64Encoded, headers }: WebAnswer): string => {
    if (!isBase64Encoded) return body
    const bytes = Buffer.from(body, 'base64')
    const brotli = headers?.['content-encoding'] === 'br'
    return (brotli ? brotliDecompressSync(bytes) : gunzipSync(bytes)).toString()
  }

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['identity', undefined],
    ['', undefined],
  ])('is compressed as the browser takes it: %j', async (accepted, encoding) => {
    const answer = await answered(ok, event('GET', { 'accept-encoding': accepted }))
    expect(answer.headers?.['content-encoding']).toBe(encoding)
    expect(decoded(answer)).toBe((await ok()).body)
  })

  it('has no body for HEAD, and the same status', async () => {
    const answer = await answered(ok, event('HEAD', { 'accept-encoding': 'br' }))
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
  })
})

describe('a failure', () => {
  it('becomes a page that says what to do, and one line of the log', async () => {
    const cause = new Error('for sri@agency.example at 0812 3456 7890')
    const answer = await answered(() => Promise.reject(new Error('broken', { cause })))
    expect(answer.statusCode).toBe(500)
    expect(answer.body).toContain('muat ulang halaman ini')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', event: 'page-failed' })
    expect(lines[0]).not.toMatch(/sri@agency|3456 7890/)
  })

  it('of an event is logged once and left to the retry', async () => {
    const handler = eventHandler(() => Promise.reject(new Error('broken')))
    await expect(handler({})).rejects.toThrow('broken')
    expect(lines).toHaveLength(1)
  })
})

describe('a stream', () => {
  const records = ['1', '2', '3'].map((SequenceNumber) => ({ dynamodb: { SequenceNumber } }))

  it('is read in order, and nothing comes again', async () => {
    const read: string[] = []
    const handle = streamHandler(async ({ dynamodb }) => {
      await Promise.resolve()
      read.push(dynamodb?.SequenceNumber ?? '')
    })
    expect(await handle({ Records: records })).toEqual({ batchItemFailures: [] })
    expect(read).toEqual(['1', '2', '3'])
  })

  it('stops at the first failure, so that it and those after it come again', async () => {
    const handle = streamHandler(({ dynamodb }) =>
      dynamodb?.SequenceNumber === '2' ? Promise.reject(new Error('broken')) : Promise.resolve(),
    )
    expect(await handle({ Records: records })).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    })
  })
})
