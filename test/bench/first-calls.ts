import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from '../../infra/bundle.ts'
import { dashed } from '../../infra/names.ts'
import {
  caseKey,
  clockKey,
  deviceKey,
  linkKey,
  personKey,
  schedulePartition,
  scheduleSort,
  staffKey,
} from '../../shared/aws/keys.ts'
import { makeReference } from '../../shared/domain/reference.ts'
import { entryOf } from '../../shared/domain/schedule.ts'
import type { WebEvent, WebHandler } from '../../shared/web/http.ts'
import { fallback, routes } from '../../shared/web/routes.ts'
import { Signer } from '../../shared/web/signing.ts'
import {
  formFields,
  letterFile,
  link,
  officeClock,
  person,
  requestIn,
  staff,
  stored,
} from '../builders.ts'
import { Browser } from '../doubles/browser.ts'
import { demoOffice } from '../unit/demo-office.ts'
import { AwsStub } from './aws-stub.ts'

const keys = { current: 'k1', k1: 'a-key-of-the-benchmark-0123456789' }
const signer = new Signer(() => Promise.resolve({ current: 'k1', keys: { k1: keys.k1 } }))
const origin = 'https://desk.example'
const device = 'device-of-the-benchmark'
const day = 24 * 3600 * 1000
const farAhead = new Date(Date.now() + 60 * day).toISOString()

const reference = makeReference('VC', 2026, new Uint8Array(8))
const request = { ...requestIn('in-review'), reference }
const opened = link({ reference, stageVersion: request.stageVersion, expiresAt: farAhead })
const { draft, codeHash } = stored()
const month = farAhead.slice(0, 7)
const scheduled = requestIn('scheduled')
const entry = entryOf({ ...scheduled, event: { ...scheduled.event, date: `${month}-15` } })
const tables = {
  Requests: [
    { ...caseKey(reference), case: request, version: request.version, draft, codeHash },
    { ...personKey(reference), person },
    { ...linkKey(opened.id), ...opened, expiresAtIso: farAhead },
    {
      pk: schedulePartition(month),
      sk: scheduleSort(`${month}-15`, '09:00', reference),
      uid: 'event-of-the-benchmark',
      changedAt: farAhead,
      entry,
    },
  ],
  Office: [
    ...staff.map((member) => ({ ...staffKey(member.id), staff: member })),
    { ...clockKey, clock: officeClock },
    {
      ...deviceKey(createHash('sha256').update(device).digest('hex')),
      device: { person: opened.person, expiresAt: farAhead },
    },
  ],
}

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
    const bench = new Workbench(await AwsStub.open(keys, tables, letterFile))
    Object.assign(process.env, bench.environment)
    await bundle(bench.folder)
    bench.calls = await bench.#record()
    return bench
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
        const lost = answer.headers?.['location']?.toString().startsWith('/lacak')
        if (lost || (answer.statusCode ?? 500) >= 400)
          throw new Error(`${name} refuses its request.`)
        last.set(name, { ...event, headers: { ...event.headers, 'accept-encoding': accepted } })
        return answer
      }
    }
    await browse(Object.fromEntries(names.map((name) => [name, handlerOf(name)])))
    last.set(fallback, unknown)
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

async function browse(handlers: Readonly<Record<string, WebHandler>>): Promise<void> {
  const browser = new Browser({ origin, handlers })
  const { body } = await browser.get('/')
  await browser.get(/"(\/aset\/[^"]+\.css)"/.exec(body)?.[1] ?? '')
  await browser.get(`/jadwal?mulai=${month}-01`)
  const form = await browser.get('/permohonan')
  await browser.post('/permohonan', {
    ...formFields,
    eventDate: farAhead.slice(0, 10),
    letterDate: new Date(Date.now() - day).toISOString().slice(0, 10),
    draft: form.field('draft'),
  })
  const access = await signer.sign('case', { reference }, new Date(), 3600)
  browser.cookies.set(`__Host-permohonan-${reference}`, access)
  await browser.get(`/permohonan/${reference}/surat`)
  await browser.get(`/permohonan/${reference}`)
  browser.cookies.set('__Host-perangkat', device)
  const token = await signer.sign('link', { id: opened.id }, new Date(), 3600)
  const { location } = await browser.get(`/t/${token}`)
  await browser.get(location)
  await browser.post(`${location.replace(/\?.*/, '')}/surat`)
}
