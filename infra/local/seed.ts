import type { Host } from './host.ts'
import type { Message } from './mail.ts'
import { type Demonstration, demonstrations, type Ending } from './seed/cases.ts'
import { linksOf } from './seed/forms.ts'
import { letterOf } from './seed/letter.ts'
import { readingTime } from './seed/proof.ts'
import { type Page, Visitor } from './seed/visitor.ts'

export type SeedHost = Pick<Host, 'siteOrigin' | 'settled'> & {
  readonly clock: Pick<Host['clock'], 'now' | 'advance'>
  readonly mail: Pick<Host['mail'], 'list'>
}

const DAY = 24 * 3600 * 1000
const WIB = 7 * 3600 * 1000

/**
 * Adds demonstration cases in several states, as people would: over the site's own pages and forms
 * and the links in the mailbox.
 *
 * @throws Error with what the site answered, when it refuses a step
 */
export async function seed(host: SeedHost): Promise<void> {
  for (const demonstration of demonstrations) {
    const reference = await file(host, demonstration)
    await host.settled()
    if (demonstration.ending.kind === 'decided') await decide(host, reference, demonstration.ending)
    await host.settled()
  }
}

/** Files the request, and its letter unless it is to wait for it. */
async function file(host: SeedHost, { form, inDays, ending }: Demonstration): Promise<string> {
  const now = host.clock.now()
  const visitor = new Visitor(host.siteOrigin)
  const dates = { eventDate: date(now + inDays * DAY), letterDate: date(now - DAY) }
  const opened = await visitor.get('/permohonan')
  await host.clock.advance(host.clock.now() + readingTime)
  const upload = await visitor.submit(opened, '/permohonan', { ...form, ...dates })
  const reference = /\/permohonan\/([^/]+)\/surat/.exec(upload.url)?.[1]
  if (reference === undefined) throw new Error(`Expected the letter page, not ${upload.url}.`)
  if (ending.kind !== 'no-letter') await uploadLetter(visitor, upload, form)
  return reference
}

async function uploadLetter(
  visitor: Visitor,
  page: Page,
  form: Demonstration['form'],
): Promise<void> {
  const bucket = page.forms.find((each) => each.fields.some(([name]) => name === 'policy'))
  if (!bucket) throw new Error(`${page.url} has no form that posts to the bucket.`)
  const named = ['letterNumber', 'eventName', 'signatoryPosition', 'signatoryName']
  const letter = await letterOf(['SURAT PERMOHONAN', ...named.map((name) => String(form[name]))])
  await visitor.submit(page, bucket.action, {}, letter)
}

/** Follows a reviewer's link from the mailbox, proves the address with the code, and decides. */
async function decide(
  host: SeedHost,
  reference: string,
  { button, typed }: Extract<Ending, { kind: 'decided' }>,
): Promise<void> {
  const asked = newest(
    host,
    (mail) => mail.subject.includes(reference) && linksOf(mail.html, button).length > 0,
  )
  const [link = ''] = linksOf(asked.html, button)
  const reviewer = asked.to[0] ?? ''
  const visitor = new Visitor(host.siteOrigin)
  const gate = await visitor.get(link)
  const sent = await visitor.submit(gate, '/kode')
  await host.settled()
  const mail = newest(host, ({ to, subject }) => to.includes(reviewer) && /\b\d{6}\b/.test(subject))
  const code = /\b\d{6}\b/.exec(mail.subject)?.[0] ?? ''
  const page = await visitor.submit(sent, '/masuk', { code })
  await visitor.submit(page, new URL(page.url).pathname, typed)
}

function newest(host: SeedHost, wanted: (mail: Message) => boolean): Message {
  const found = host.mail.list().findLast(wanted)
  if (!found)
    throw new Error('The mailbox does not hold the e-mail that a demonstration case needs.')
  return found
}

/** The office's date (UTC+7 all year), as a date field posts it. */
const date = (at: number): string => new Date(at + WIB).toISOString().slice(0, 10)
