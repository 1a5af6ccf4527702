import type { Host } from '../../local/host.ts'
import type { Message } from '../../local/mail.ts'
import { demonstrations } from '../../local/seed/cases.ts'
import { linksOf } from '../../local/seed/forms.ts'
import { letterOf } from '../../local/seed/letter.ts'
import { readingTime } from '../../local/seed/proof.ts'
import { type File, type Page, type Typed, Visitor } from '../../local/seed/visitor.ts'

const day = 24 * 3600 * 1000
/** The office's date (UTC+7 all year), as a date field posts it. */
const date = (at: number): string => new Date(at + 7 * 3600 * 1000).toISOString().slice(0, 10)

/** An applicant at a browser: a filed request, on its letter page. */
export type Applicant = {
  readonly visitor: Visitor
  readonly reference: string
  readonly letterPage: Page
}

/** A complete form for an event twenty days from now. */
export function completeForm(host: Host): Typed {
  const [first] = demonstrations
  if (!first) throw new Error('There is no demonstration case.')
  const now = host.clock.now()
  return { ...first.form, eventDate: date(now + 20 * day), letterDate: date(now - day) }
}

export async function fileRequest(host: Host): Promise<Applicant> {
  const visitor = new Visitor(host.siteOrigin)
  const form = await openForm(host, visitor)
  const letterPage = await visitor.submit(form, '/permohonan', completeForm(host))
  return { visitor, letterPage, reference: referenceOf(letterPage) }
}

/** The request form, open for as long as a person reads it. */
export async function openForm(host: Host, visitor: Visitor): Promise<Page> {
  const form = await visitor.get('/permohonan')
  await host.clock.advance(host.clock.now() + readingTime)
  return form
}

export function referenceOf({ url }: Page): string {
  const reference = /VC-\d{4}-[0-9A-Z]{7}/.exec(url)?.[0]
  if (reference === undefined) throw new Error(`${url} names no request.`)
  return reference
}

/** Sends a letter to the bucket by the form of the letter page; answers when it has been judged. */
export async function sendLetter(host: Host, applicant: Applicant, file?: File): Promise<void> {
  const { visitor, reference } = applicant
  const page = await visitor.get(`/permohonan/${reference}/surat`)
  const form = page.forms.find(({ fields }) => fields.some(([name]) => name === 'policy'))
  if (!form) throw new Error(`${page.url} has no form that posts to the bucket.`)
  const letter = file ?? (await letterOf(['SURAT PERMOHONAN', reference]))
  await visitor.submit(page, form.action, {}, letter)
  await host.settled()
}

/** Files a request with its letter: the reviewers are asked. */
export async function underReview(host: Host): Promise<Applicant> {
  const applicant = await fileRequest(host)
  await sendLetter(host, applicant)
  return applicant
}

/** Follows a decision link of the newest e-mail that has one, and proves the address by the code. */
export async function openDecision(
  host: Host,
  { reference }: Applicant,
  button: string,
): Promise<{ readonly visitor: Visitor; readonly page: Page }> {
  const asked = newest(
    host,
    ({ subject, html }) => subject.includes(reference) && linksOf(html, button).length > 0,
  )
  const [link = ''] = linksOf(asked.html, button)
  const [address = ''] = asked.to
  const visitor = new Visitor(host.siteOrigin)
  const sent = await visitor.submit(await visitor.get(link), '/kode')
  await host.settled()
  await expectRefusal(visitor.submit(sent, '/masuk', { code: '000000' }))
  const { subject } = newest(host, ({ to, subject }) => to.includes(address) && code.test(subject))
  const page = await visitor.submit(sent, '/masuk', { code: code.exec(subject)?.[0] ?? '' })
  return { visitor, page }
}

const code = /\b\d{6}\b/

/** Decides as the link's owner; gives the receipt. */
export async function decide(
  host: Host,
  applicant: Applicant,
  button: string,
  typed: Typed = {},
): Promise<{ readonly visitor: Visitor; readonly page: Page }> {
  const { visitor, page } = await openDecision(host, applicant, button)
  const receipt = await visitor.submit(page, new URL(page.url).pathname, typed)
  await host.settled()
  return { visitor, page: receipt }
}

/** The newest e-mail that is wanted. @throws Error when there is none */
export function newest(host: Host, wanted: (mail: Message) => boolean): Message {
  const found = host.mail.list().findLast(wanted)
  if (!found) throw new Error('The mailbox does not hold the e-mail that the journey needs.')
  return found
}

/** @throws Error when what the service should refuse is taken */
export async function expectRefusal(step: Promise<Page>): Promise<void> {
  const taken = await step.then(
    ({ url }) => url,
    () => undefined,
  )
  if (taken !== undefined) throw new Error(`${taken} took what it should refuse.`)
}
