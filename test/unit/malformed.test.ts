import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { WebEvent } from '../../shared/web/http.ts'
import { routes } from '../../shared/web/routes.ts'
import { formFields } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

/** One who has every cookie: what is malformed gets as far as it can. */
let world: World
let browser: Browser
let known: readonly string[]

beforeAll(async () => {
  world = await World.open()
  browser = world.browser()
  const reference = await world.file(browser)
  await world.acceptLetter(world.upload(reference))
  await world.settle()
  const link = world.linkIn('sekar@office.example', 'Setujui')
  const path = await world.enter(browser, link)
  known = [reference, link.split('/')[2] ?? '', path.split('/')[2] ?? '']
})

const handled = routes.filter(({ function: name }) => /^(requests|cases|reviews)\//.test(name))
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '%',
    '%00',
    '\0',
    '../..',
    'VC-2026-',
    '9'.repeat(400),
  ),
)
const names = [
  ...['csrf', 'draft', 'decision', 'reason', 'stage', 'edition', 'code', 'ticket', 'reference'],
  ...['joinUrl', 'meetingId', 'passcode', 'streamUrl', 'remember', 'equipment', 'unknown'],
  ...Object.keys(formFields),
]
const request = fc.record({
  route: fc.constantFrom(...handled),
  method: fc.constantFrom('GET', 'HEAD', 'POST'),
  fields: fc.dictionary(fc.constantFrom(...names), fc.array(text, { maxLength: 3 })),
  parameter: fc.oneof(text, fc.nat(2)),
  query: fc.dictionary(fc.constantFrom('nomor', 'tindakan', 'etag', 'unknown'), text),
  cookies: fc.array(text, { maxLength: 3 }),
  ours: fc.boolean(),
  raw: fc.option(fc.record({ body: text, isBase64Encoded: fc.boolean() })),
})

type Request = typeof request extends fc.Arbitrary<infer T> ? T : never

function eventOf(sent: Request): WebEvent {
  const { route, method, fields, parameter, query, ours, raw } = sent
  const form = new URLSearchParams()
  for (const [name, values] of Object.entries(fields))
    for (const value of values) form.append(name, value)
  if (ours) form.set('csrf', browser.cookies.get('__Host-formulir') ?? '')
  const value = typeof parameter === 'number' ? (known[parameter] ?? '') : parameter
  const own = [...browser.cookies].map(([name, cookie]) => `${name}=${cookie}`)
  return {
    routeKey: `${method} ${route.path}`,
    rawPath: route.path,
    headers: ours ? { 'sec-fetch-site': 'same-origin' } : {},
    cookies: [...sent.cookies, ...(ours ? own : [])],
    pathParameters: { reference: value, token: value, id: value },
    queryStringParameters: query,
    body: form.toString(),
    isBase64Encoded: false,
    ...raw,
    requestContext: { http: { method, sourceIp: '203.0.113.1' } },
  } as unknown as WebEvent
}

describe('a request of any shape', () => {
  it('is answered without a failure, and shows nothing unsafe', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (sent) => {
        const handler = world.site.handlers[sent.route.function]
        const answer = await handler?.(eventOf(sent))
        expect(answer?.statusCode).toBeLessThan(500)
        expect(String(answer?.headers?.['location'] ?? '/')).toMatch(
          /^(\/[\w./?=&-]*|https:\/\/letters\.example\/\S*)$/,
        )
      }),
      { numRuns: 1500 },
    )
  })
})
