import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { RecordedEvent } from '../../../shared/contracts/ports.ts'
import { signedPdf } from '../../letters.ts'
import { type Answer, Device, filled, formIn, type Typed } from './device.ts'
import { answers, linkIn } from './journey.ts'
import type { LocalHost, LocalMail } from './local-host.ts'

const reviewers = [
  'sekar.anindita@dinkominfo.example',
  'yoga.mahardika@dinkominfo.example',
] as const
export const [reviewer, colleague] = reviewers
export const superior = 'kepala.seksi@dinkominfo.example'

/** A complete, valid form; the dates suit a clock in the last days of November 2026. */
export const validForm: Typed = {
  ...answers,
  eventDate: '2026-12-02',
  letterDate: '2026-11-20',
  applicantKind: 'opd',
  service: 'both',
  host: 'office',
  recording: 'yes',
  visibility: 'unlisted',
  endorsement: 'signed-and-stamped',
  truthful: 'yes',
  privacyRead: 'yes',
}

export type Filed = { readonly reference: string; readonly device: Device }

/** Sends the form; the letter is still to come. */
export async function file(host: LocalHost, own: Typed = {}): Promise<Filed> {
  const device = new Device(host)
  const form = await device.open('/permohonan')
  const answer = await device.submit(form, '/permohonan', { ...validForm, ...own })
  const reference = /VC-\d{4}-[0-9A-Z]{7}/.exec(answer.headers.get('location') ?? '')?.[0]
  if (answer.status !== 303 || !reference) throw new Error(`The form was not taken: ${answer.body}`)
  return { reference, device }
}

/** Sends a letter from the letter page straight to the bucket, and waits for the verdict. */
export async function sendLetter(
  host: LocalHost,
  { reference, device }: Filed,
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(signedPdf()),
): Promise<void> {
  const page = await device.open(`/permohonan/${reference}/surat`)
  const { status } = await postLetter(page, bytes)
  if (status !== 303) throw new Error(`The bucket answered the letter with ${status}.`)
  await host.settle()
}

/** Posts the upload form of a letter page; gives S3's answer. */
export async function postLetter(page: Answer, bytes: Uint8Array<ArrayBuffer>): Promise<Response> {
  const form = formIn(page, '')
  const data = new FormData()
  for (const [name, value] of filled(form, {})) data.append(name, value)
  data.append('file', new Blob([bytes]), 'surat.pdf')
  return fetch(form.action, { method: 'POST', body: data, redirect: 'manual' })
}

/** A request that waits for its decision: form, letter, reviewers asked. */
export async function underReview(host: LocalHost, own: Typed = {}): Promise<Filed> {
  const filed = await file(host, own)
  await sendLetter(host, filed)
  return filed
}

/** The e-mails about a case to one address, oldest first. */
export const mailsAbout = async (
  host: LocalHost,
  reference: string,
  to: string,
): Promise<readonly LocalMail[]> =>
  (await host.mail(to)).filter(({ subject }) => subject.includes(reference))

/** The link of the newest e-mail about the case that has one of those words. */
export async function linkFor(
  host: LocalHost,
  reference: string,
  to: string,
  words: string,
): Promise<string> {
  const mail = (await mailsAbout(host, reference, to)).findLast(({ html }) => html.includes(words))
  if (!mail) throw new Error(`${to} got no e-mail about ${reference} with “${words}”.`)
  return linkIn(mail, words)
}

/** The newest code that was mailed there. */
export async function newestCode(host: LocalHost, address: string): Promise<string> {
  const mail = (await host.mail(address)).findLast(({ subject }) => subject.startsWith('Kode'))
  return /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0] ?? ''
}

/** Opens a decision link and proves the address by the mailed code; gives the page behind it. */
export async function enter(
  host: LocalHost,
  device: Device,
  link: string,
  address: string,
  typed: Typed = {},
): Promise<Answer> {
  const door = await device.open(link)
  const asked = await device.follow(await device.submit(door, '/kode'))
  await host.settle()
  const code = await newestCode(host, address)
  return device.follow(await device.submit(asked, '/masuk', { code, ...typed }))
}

/** What the service stores, by what the lines of the dump hold. */
export async function stored(host: LocalHost, ...holding: readonly string[]): Promise<string[]> {
  const lines = (await host.dump()).split('\n').filter((line) => line !== '')
  return lines.filter((line) => holding.every((part) => line.includes(part)))
}

/** What was given up: the messages of every dead-letter queue. */
export async function failures(host: LocalHost): Promise<readonly unknown[]> {
  const queues = (await host.deadLetters()) as readonly { messages: readonly unknown[] }[]
  return queues.flatMap(({ messages }) => messages)
}

type Line = { readonly item?: Record<string, AttributeValue> }

/** The case's events as its history keeps them, oldest first. */
export async function history(
  host: LocalHost,
  reference: string,
): Promise<readonly RecordedEvent[]> {
  const lines = await stored(host, `"CASE#${reference}"`, '"EVENT#')
  return lines
    .map((line) => unmarshall((JSON.parse(line) as Line).item ?? {})['event'] as RecordedEvent)
    .sort((one, other) => one.version - other.version || one.n - other.n)
}
