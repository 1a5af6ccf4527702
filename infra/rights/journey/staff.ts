import { surveyElements } from '../../../shared/domain/vocabulary.ts'
import type { Host } from '../../local/host.ts'
import { linksOf } from '../../local/seed/forms.ts'
import { type Page, Visitor } from '../../local/seed/visitor.ts'
import { expectRefusal, newest } from './people.ts'

/** Asks to sign in to the staff site; ends on the page that asks for the code. */
async function askToSignIn(host: Host, visitor: Visitor, email: string): Promise<Page> {
  const sent = await visitor.submit(await visitor.get('/petugas'), '/masuk', { email })
  await host.settled()
  return sent
}

/** Signs in to the staff site by the mailed code; ends on the work list. */
async function signIn(host: Host, visitor: Visitor, email: string): Promise<Page> {
  const sent = await askToSignIn(host, visitor, email)
  const { subject } = newest(host, ({ to, subject }) => to.includes(email) && code.test(subject))
  return visitor.submit(sent, '/masuk/kode', { code: code.exec(subject)?.[0] ?? '' })
}

const code = /\b\d{6}\b/

/**
 * An approved event is over and staff were asked: held, printed, marked by its applicant.
 * @param email of a member of staff who may record any event
 */
export async function closeEvent(host: Host, email: string): Promise<void> {
  const asked = newest(host, ({ subject }) => subject.startsWith('Pastikan pelaksanaan'))
  const address = new URL(linksOf(asked.html, 'Pastikan pelaksanaan')[0] ?? host.siteOrigin)
  const visitor = new Visitor(host.siteOrigin)
  await signIn(host, visitor, email)
  const page = await visitor.get(address.pathname)
  await visitor.submit(page, '/pelaksanaan', { held: 'yes', attendance: '120' })
  await visitor.get(address.pathname.replace('/pelaksanaan', '/berita-acara'))
  await host.settled()
  const { html } = newest(host, (mail) => mail.html.includes('/survei/'))
  const applicant = new Visitor(host.siteOrigin)
  const survey = await applicant.get(linksOf(html, 'Isi survei kepuasan')[0] ?? '')
  const marks = Object.fromEntries(surveyElements.map((element) => [element, '4']))
  await applicant.submit(survey, new URL(survey.url).pathname, marks)
}

/** In by the link after a wrong code, in by the code elsewhere, the first browser ended, out. */
export async function lookAfterDevices(host: Host, email: string): Promise<void> {
  const first = new Visitor(host.siteOrigin)
  const sent = await askToSignIn(host, first, email)
  await expectRefusal(first.submit(sent, '/masuk/kode', { code: '000000' }))
  const { html } = newest(host, ({ to, html }) => to.includes(email) && html.includes('/masuk/'))
  const followed = await first.get(linksOf(html, 'Masuk')[0] ?? '')
  await first.submit(followed, '/masuk/kode', { remember: 'yes' })
  const second = new Visitor(host.siteOrigin)
  await signIn(host, second, email)
  const devices = await second.get('/petugas/perangkat')
  const ended = await second.submit(devices, '/perangkat/hapus', { device: 'others' })
  await second.submit(ended, '/keluar')
}

/** An administrator changes a room. */
export async function editResource(host: Host, email: string): Promise<void> {
  const visitor = new Visitor(host.siteOrigin)
  await signIn(host, visitor, email)
  const form = await visitor.get('/petugas/sumber-daya?ubah=ruang-av')
  await visitor.submit(form, '/petugas/sumber-daya', { seats: '45', active: 'yes' })
}
