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
