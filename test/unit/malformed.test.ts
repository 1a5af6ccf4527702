import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeNotFound } from '../../functions/site/not-found.ts'
import { makePages } from '../../functions/site/pages.ts'
import { surveyElements } from '../../shared/domain/vocabulary.ts'
import type { WebEvent } from '../../shared/web/http.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { routes } from '../../shared/web/routes.ts'
import { formFields } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'
import { demoOffice } from './demo-office.ts'

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
  await world.signIn(browser, 'sekar@office.example')
  // Whatever is posted, nobody is signed out: what comes after it gets as far.
  const stay = { end: () => Promise.resolve(), revoke: () => Promise.resolve(true) }
  Object.assign(world.sessions, stay)
  const served = await world.stored(await world.file())
  world.store.place({ ...served, case: { ...served.case, status: 'completed' } })
  const about = { reference: served.case.reference }
  const survey = await world.keys.signer.sign('survey', about, world.clock.now(), 3600)
  known = [reference, about.reference, survey, link.split('/')[2] ?? '', path.split('/')[2] ?? '']
})

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
  ...['proof', 'website', 'ubah', 'email', 'to', 'link', 'device'],
  ...['joinUrl', 'meetingId', 'passcode', 'streamUrl', 'remember', 'equipment', 'unknown'],
  ...['letter', 'offer', 'comment', 'held', 'attendance', 'note', 'seen', ...surveyElements],
  ...Object.keys(formFields),
]
/** P21: so many of each handler. */
const numRuns = 10_000
/** A host that nobody configured: no page, address or e-mail may name it. */
const foreignHost = 'tempat-lain.example'

const request = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST'),
  fields: fc.dictionary(fc.constantFrom(...names), fc.array(text, { maxLength: 3 }), {
    maxKeys: 6,
  }),
  parameter: fc.oneof(text, fc.nat(4)),
  query: fc.dictionary(
    fc.constantFrom('nomor', 'tindakan', 'etag', 'ke', 'tampilan', 'mulai', 'unknown'),
    text,
  ),
  cookies: fc.array(text, { maxLength: 3 }),
  ours: fc.boolean(),
  raw: fc.option(fc.record({ body: text, isBase64Encoded: fc.boolean() })),
})

type Request = typeof request extends fc.Arbitrary<infer T> ? T : never

function eventOf(path: string, sent: Request): WebEvent {
  const { method, fields, parameter, query, ours, raw } = sent
  const form = new URLSearchParams()
  for (const [name, values] of Object.entries(fields))
    for (const value of values) form.append(name, value)
  if (ours) form.set('csrf', browser.cookies.get('__Host-formulir') ?? '')
  const value = typeof parameter === 'number' ? (known[parameter] ?? '') : parameter
  const own = [...browser.cookies].map(([name, cookie]) => `${name}=${cookie}`)
  return {
    routeKey: `${method} ${path}`,
    rawPath: path,
    headers: {
      host: foreignHost,
      'x-forwarded-host': foreignHost,
      ...(ours ? { 'sec-fetch-site': 'same-origin' } : {}),
    },
    cookies: [...sent.cookies, ...(ours ? own : [])],
    pathParameters: { reference: value, token: value, id: value },
    queryStringParameters: query,
    body: form.toString(),
    isBase64Encoded: false,
    ...raw,
    requestContext: { http: { method, path, sourceIp: '203.0.113.1' } },
  } as unknown as WebEvent
}

const safe = {
  'content-security-policy': expect.stringContaining("default-src 'none'"),
  'Strict-Transport-Security': expect.stringMatching(/max-age=\d{8}/),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

describe.each([
  'requests/submit',
  'requests/letter',
  'requests/change',
  'cases/survey',
  'cases/track',
  'reviews/decide',
  'reviews/letter',
  'site/schedule',
  'staff/sign-in',
  'staff/desk',
  'staff/held',
  'staff/resources',
  'site/pages',
  'site/not-found',
])('a request of any shape to %s', (name) => {
  const paths = routes.filter((route) => route.function === name).map(({ path }) => path)
  const asked = fc.record({
    path: fc.constantFrom(...(paths.length > 0 ? paths : ['/tidak-ada', '/%00', '/../etc'])),
    sent: request,
  })
  const context = {} as Parameters<ReturnType<typeof httpHandler>>[1]

  it('is answered without a failure, by headers that are ours', async () => {
    const pages = name === 'site/pages' ? makePages : makeNotFound
    const made = world.site.handlers[name] ?? pages({ office: demoOffice })
    const handler = httpHandler(made, demoOffice)
    await fc.assert(
      fc.asyncProperty(asked, async ({ path, sent }) => {
        const answer = await handler(eventOf(path, sent), context)
        expect(answer.statusCode).toBeLessThan(500)
        expect(answer.headers).toMatchObject(safe)
        const lines = [
          ...Object.values(answer.headers ?? {}).map(String),
          ...(answer.cookies ?? []),
        ]
        for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]*$/)
        expect(`${answer.body} ${lines.join(' ')}`).not.toContain(foreignHost)
        expect(String(answer.headers?.['location'] ?? '/')).toMatch(
          /^(\/[\w./?=&-]*|https:\/\/letters\.example\/\S*)$/,
        )
      }),
      { numRuns },
    )
  }, 120_000)
})
