import fc from 'fast-check'
import { routes } from '../../shared/web/routes.ts'
import type { Figure } from './figure.ts'
import { Recorder } from './recorder.ts'

/** Events for each function, and where their generation starts: the same ones in every run. */
const [events, seed] = [300, 20_261_123]
/** Of a body that is parsed at all (P21); longer ones are refused before. */
const longest = 256 * 1024

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('', '%', '%00', '\0', '../..', '__proto__', 'VC-2026-', '9'.repeat(5000)),
)
/** Shapes that make careless parsers slow, near the limit and above it. */
const heavy = fc.constantFrom(
  'a=1&'.repeat(longest / 4 - 1),
  `agenda=${'%F0%9F%98%80'.repeat(21_000)}`,
  `reason=${' '.repeat(longest - 100)}x`,
  `joinUrl=https://${'a.'.repeat(100_000)}`,
  `email=${'a'.repeat(100_000)}@${'b.'.repeat(50_000)}`,
  `whatsapp=${'0 '.repeat(120_000)}`,
  '%'.repeat(longest - 1),
  'x'.repeat(longest + 1),
)
const names = ['csrf', 'draft', 'email', 'agenda', 'eventDate', 'reason', 'code', 'stage', 'ticket']
const body = fc.oneof(
  { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...names), text).map(encoded) },
  { weight: 2, arbitrary: text },
  { weight: 1, arbitrary: heavy },
)
const jws = fc.tuple(text, text, text).map((parts) => parts.map(base64url).join('.'))
const cookie = fc.tuple(fc.constantFrom('__Host-akses', '__Host-formulir', '__Host-perangkat'), jws)
const sent = fc.record({
  route: fc.nat(),
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'TRACE'),
  parameter: fc.oneof(text, jws),
  query: fc.dictionary(fc.constantFrom('nomor', 'tindakan', 'etag'), text),
  cookies: fc.array(cookie, { maxLength: 30 }),
  site: fc.constantFrom('same-origin', 'cross-site', ''),
  body,
  isBase64Encoded: fc.boolean(),
})
type Sent = typeof sent extends fc.Arbitrary<infer T> ? T : never

function encoded(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString()
}

function base64url(part: string): string {
  return Buffer.from(part).toString('base64url')
}

/** As the HTTP API hands it over (payload format 2.0). */
function eventOf({ route, method, parameter, query, cookies, site, ...rest }: Sent, name: string) {
  const own = routes.filter((each) => each.function === name)
  const path = own[route % own.length]?.path ?? ''
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'sec-fetch-site': site, 'content-type': 'application/x-www-form-urlencoded' },
    cookies: cookies.map(([key, value]) => `${key}=${value}`),
    pathParameters: { reference: parameter, token: parameter, id: parameter, file: parameter },
    queryStringParameters: query,
    ...rest,
    requestContext: { http: { method, path, sourceIp: '203.0.113.1' } },
  }
}

/** P21: the slowest of the malformed requests to each function that answers browsers, milliseconds. */
export async function malformedFigures(): Promise<readonly Figure[]> {
  const recorder = await Recorder.start('2026-11-23T09:00:00+07:00')
  try {
    const figures: Figure[] = []
    for (const name of new Set(routes.map((route) => route.function))) {
      figures.push(await slowestOf(recorder, name))
    }
    return figures
  } finally {
    await recorder.close()
  }
}

async function slowestOf({ machine }: Recorder, name: string): Promise<Figure> {
  const physical = machine.functions.find((each) => each.name.endsWith(name.replace('/', '-')))
  if (!physical) throw new Error(`The template has no ${name}.`)
  let [slowest, failures] = [0, 0]
  // The first one loads the function.
  const samples = fc.sample(sent, { numRuns: events + 1, seed })
  for (const [index, sample] of samples.entries()) {
    const event = eventOf(sample, name)
    const begin = performance.now()
    const answer = (await machine.invoke(physical.name, event)) as { statusCode?: number }
    if (index > 0) slowest = Math.max(slowest, performance.now() - begin)
    if ((answer.statusCode ?? 500) >= 500) failures += 1
  }
  const value = `${slowest.toFixed(0)} ms, ${failures} answered 5xx`
  return { name, value, goal: '0 answered 5xx', met: failures === 0 }
}
