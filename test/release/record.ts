/**
 * `node test/release/record.ts`: plays a release's cases to where each of them waits for someone,
 * ends the host in the middle of it, and keeps its data folder and what people held in their hands
 * in test/fixtures/release-VERSION. Later releases have to finish them (CONTRIBUTING.md).
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { proofFor } from '../../infra/local/seed/proof.ts'
import {
  enter,
  type Filed,
  file,
  linkFor,
  reviewer,
  underReview,
  validForm,
} from '../e2e/support/cases.ts'
import { Device, filled, formIn, type Typed } from '../e2e/support/device.ts'
import { LocalHost } from '../e2e/support/local-host.ts'
import { cookiesOf, type Golden } from './golden.ts'

const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
/** A Monday morning. */
const host = await LocalHost.start('2026-11-23T08:00:00+07:00')

const decided = async (own: Typed, words: string, typed: Typed): Promise<Filed> => {
  const filed = await underReview(host, own)
  const device = new Device(host)
  const link = await linkFor(host, filed.reference, reviewer, words)
  const page = await enter(host, device, link, reviewer)
  await device.submit(page, new URL(page.url).pathname, typed)
  await host.settle()
  return filed
}

const reminded = await underReview(host, { eventName: 'Rapat yang diingatkan' })
// Half of the working time that the standard gives has run.
await host.advance({ advance: 'PT5H' })
await host.settle()
const returned = await decided({ eventName: 'Rapat yang dikembalikan' }, 'Kembalikan', {
  decision: 'return',
  reason: 'Surat belum dibubuhi cap.',
})
const approved = await decided({ eventName: 'Rapat yang disetujui' }, 'Setujui', {
  joinUrl: 'https://rapat.example.org/j/81200000003',
})
const waiting = await file(host, { eventName: 'Rapat tanpa surat' })
const inReview = await underReview(host, { eventName: 'Rapat yang dikaji' })
const sekar = new Device(host)
const link = await linkFor(host, inReview.reference, reviewer, 'Setujui')
const page = await enter(host, sekar, link, reviewer, { remember: 'yes' })

const bodyOf = async (device: Device, own: Typed): Promise<string> => {
  const page = await device.open('/permohonan')
  const proof = await proofFor(page.body)
  const typed = filled(formIn(page, '/permohonan'), { ...validForm, ...proof, ...own })
  return new URLSearchParams(typed).toString()
}
const reader = new Device(host)
const openForm = await bodyOf(reader, { eventName: 'Rapat yang belum dikirim' })
const sender = new Device(host)
const sentForm = await bodyOf(sender, { eventName: 'Rapat yang dikirim dua kali' })
const sent = await sender.send('/permohonan', {
  method: 'POST',
  body: new URLSearchParams(sentForm),
})
const sentReference = /VC-[0-9]{4}-[0-9A-Z]{7}/.exec(sent.headers.get('location') ?? '')?.[0] ?? ''
await host.settle()

const held = ({ reference, device }: Filed) => ({ reference, cookies: cookiesOf(device) })
const golden: Golden = {
  release: version,
  at: await host.now(),
  origin: host.origin,
  openForm: { body: openForm, cookies: cookiesOf(reader) },
  sentForm: { reference: sentReference, body: sentForm, cookies: cookiesOf(sender) },
  waiting: held(waiting),
  inReview: held(inReview),
  reminded: held(reminded),
  returned: held(returned),
  approved: held(approved),
  device: { page: new URL(page.url).pathname, cookies: cookiesOf(sekar) },
}
await host.kill()

const folder = join('test', 'fixtures', `release-${version}`)
await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
await cp(host.folder, join(folder, 'data'), {
  recursive: true,
  filter: (path) => !/(host\.lock|[/\\]logs[/\\].*|[/\\]LOG(\.old)?)$/.test(path),
})
await writeFile(join(folder, 'golden.json'), `${JSON.stringify(golden, undefined, 2)}\n`)
await host.stop()
