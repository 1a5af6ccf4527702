import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../../infra/bundle.ts'
import { dashed } from '../../infra/names.ts'
import type { WebEvent, WebHandler } from '../../shared/web/http.ts'
import { fallback, routes } from '../../shared/web/routes.ts'
import { Signer } from '../../shared/web/signing.ts'
import { formFields, letterFile } from '../builders.ts'
import { Browser } from '../doubles/browser.ts'
import { demoOffice } from '../unit/demo-office.ts'
import { AwsStub } from './aws-stub.ts'
import { cases, cookiesOf, farAhead, links, writeSeeds, yesterday } from './seeds.ts'

const keys = { current: 'k1', k1: 'a-key-of-the-benchmark-0123456789' }
const signer = new Signer(() => Promise.resolve({ current: 'k1', keys: { k1: keys.k1 } }))
const origin = 'https://desk.example'
const hour = 3600

/** A function that answers browsers, and the request that its figures are measured with. */
export type FirstCall = {
  readonly function: string
  readonly bundle: string
  readonly event: WebEvent
}

/** The functions as they are deployed, the AWS that they see, and one real request for each. */
export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), 'siaran-bench-'))
  readonly stub: AwsStub
  calls: readonly FirstCall[] = []
  readonly #require = createRequire(import.meta.url)

  private constructor(stub: AwsStub) {
    this.stub = stub
  }

  static async open(): Promise<Workbench> {
    const bench = new Workbench(await AwsStub.open(keys, letterFile))
    try {
      Object.assign(process.env, bench.environment)
      await bench.stub.keep(writeSeeds)
      await bundle(bench.folder)
      bench.calls = await bench.#record()
      return bench
    } catch (error) {
      bench.close()
      throw error
    }
  }

  close(): void {
    this.stub.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** What the template gives the functions. */
  get environment(): Record<string, string> {
    return {
      AWS_REGION: 'ap-southeast-3',
      AWS_ACCESS_KEY_ID: 'ASIABENCHMARK0000001',
      AWS_SECRET_ACCESS_KEY: 'a-secret-of-the-benchmark',
      AWS_SESSION_TOKEN: 'a-token-of-the-benchmark',
      AWS_ENDPOINT_URL: this.stub.origin,
      AWS_ENDPOINT_URL_S3: this.stub.origin,
      OFFICE: JSON.stringify(demoOffice),
      SITE_ORIGIN: origin,
      REQUESTS_TABLE: 'Requests',
      OFFICE_TABLE: 'Office',
      LETTERS_BUCKET: 'letters',
      KEYS_SECRET: 'keys',
    }
  }

  /** A browser goes through the functions; the last request of each is its figure's. */
  async #record(): Promise<readonly FirstCall[]> {
    const last = new Map<string, WebEvent>()
    const names = [...new Set<string>([...routes.map((route) => route.function), fallback])]
    const pathOf = (name: string) => join(this.folder, dashed(name), 'index.cjs')
    const handlerOf = (name: string): WebHandler => {
      const { handler } = this.#require(pathOf(name)) as { handler: WebHandler }
      return async (event) => {
        const answer = await handler({ ...event, requestContext: { ...event.requestContext } })
        const { location = '' } = answer.headers ?? {}
        const lost = /^\/(lacak|petugas\/masuk)/.test(String(location))
        if (lost || (answer.statusCode ?? 500) >= 400)
          throw new Error(`${name} refuses ${event.rawPath}: ${answer.statusCode} ${location}`)
        last.set(name, { ...event, headers: { ...event.headers, 'accept-encoding': accepted } })
        return answer
      }
    }
    await browse(Object.fromEntries(names.map((name) => [name, handlerOf(name)])))
    last.set(fallback, unknown)
    const missing = names.filter((name) => !last.has(name))
    if (missing.length > 0) throw new Error(`${missing.join(', ')} lack a first call.`)
    return [...last].map(([name, event]) => ({ function: name, bundle: pathOf(name), event }))
  }
}

/** What $default answers. */
const unknown = {
  routeKey: '$default',
  rawPath: '/tidak-ada',
  headers: {},
  requestContext: { http: { method: 'GET' } },
} as unknown as WebEvent

/** As browsers send it. */
const accepted = 'gzip, deflate, br, zstd'

/** Every page that has an address of its own, and then those of one case, link or person. */
async function browse(handlers: Readonly<Record<string, WebHandler>>): Promise<void> {
  const browser = new Browser({ origin, handlers })
  for (const [name, value] of await cookiesOf(signer)) browser.cookies.set(name, value)
  for (const { method, path } of routes)
    if (method === 'GET' && !path.includes('{')) await browser.get(path)
  const { body } = await browser.get('/')
  await browser.get(/"(\/aset\/[^"]+\.css)"/.exec(body)?.[1] ?? '')
  await browser.get(`/jadwal?mulai=${farAhead.slice(0, 7)}-01`)
  await submit(browser)
  const { inReview, returned, completed } = cases
  await browser.get(`/permohonan/${returned.reference}/perbaikan`)
  await browser.get(`/permohonan/${inReview.reference}/surat`)
  await browser.get(`/permohonan/${inReview.reference}`)
  await browser.get(`/petugas/permohonan/${completed.reference}/pelaksanaan`)
  const { reference } = completed
  await browser.get(`/survei/${await signer.sign('survey', { reference }, new Date(), hour)}`)
  const id = `${links.id}.approve`
  const { location } = await browser.get(
    `/t/${await signer.sign('link', { id }, new Date(), hour)}`,
  )
  await browser.get(location)
  await browser.post(`${location.replace(/\?.*/, '')}/surat`)
}

async function submit(browser: Browser): Promise<void> {
  const form = await browser.get('/permohonan')
  await browser.post('/permohonan', {
    ...formFields,
    eventDate: farAhead.slice(0, 10),
    letterDate: yesterday.slice(0, 10),
    draft: form.field('draft'),
  })
}
