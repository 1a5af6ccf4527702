import type { Message } from '../../infra/local/mail.ts'
import { reviewer, validForm } from '../e2e/support/cases.ts'
import { type Answer, Device, filled, formIn, type Typed } from '../e2e/support/device.ts'
import { linkIn } from '../e2e/support/journey.ts'
import { signedPdf } from '../letters.ts'
import type { Seams } from './seams.ts'

const letter = new Uint8Array(signedPdf())
const day = 24 * 3600 * 1000

/** How often a person tries what fails: once more. While the machine is off they keep trying. */
export type Patience = <T>(attempt: () => Promise<T>) => Promise<T>

const onceMore: Patience = async (attempt) => {
  try {
    return await attempt()
  } catch {
    return attempt()
  }
}

/** A browser without script that knows a page of ours from a broken answer. */
export class Person {
  readonly #device: Device
  readonly #seams: Seams
  readonly #patiently: Patience

  constructor(seams: Seams, patiently: Patience = onceMore) {
    this.#seams = seams
    this.#patiently = patiently
    this.#device = new Device(seams)
  }

  /** Files a request; gives the reference that the receipt names. */
  async file(): Promise<string> {
    const form = await this.#patiently(async () => answered(await this.#device.open('/permohonan')))
    const now = await this.#patiently(() => this.#seams.now())
    const dates = { eventDate: date(now + 9 * day), letterDate: date(now - 3 * day) }
    const answer = await this.#submit(form, '/permohonan', { ...validForm, ...dates })
    const reference = /VC-\d{4}-[0-9A-Z]{7}/.exec(answer.headers.get('location') ?? '')?.[0]
    if (answer.status === 303 && reference) return reference
    throw new Error(`The form was answered ${answer.status}: ${answer.body.slice(0, 300)}`)
  }

  /** Sends the letter from the letter page to the bucket, until the bucket has taken it. */
  async upload(reference: string): Promise<void> {
    await this.#patiently(async () => {
      const page = answered(await this.#device.open(`/permohonan/${reference}/surat`))
      const form = formIn(page, '')
      const data = new FormData()
      for (const [name, value] of filled(form, {})) data.append(name, value)
      data.append('file', new Blob([letter]), 'surat.pdf')
      const { status } = await fetch(form.action, {
        method: 'POST',
        body: data,
        redirect: 'manual',
      })
      if (status !== 303) throw new Error(`The bucket answered the letter with ${status}.`)
    })
  }

  /** Follows a link of the reviewer, proves the address where it is asked for, and approves. */
  async approve(link: string): Promise<void> {
    const page = await this.enter(link)
    if (!page.body.includes('name="stage"')) {
      throw new Error(`The link leads to no decision (${page.status}).`)
    }
    const typed = { joinUrl: 'https://rapat.example.org/j/81200000001' }
    const answer = await this.#submit(page, new URL(page.url).pathname, typed)
    if (answer.status === 303) return
    throw new Error(`The decision was answered ${answer.status}: ${answer.body.slice(0, 300)}`)
  }

  /** Opens a decision link; a code that was lost on the way is asked for anew. */
  async enter(link: string): Promise<Answer> {
    const open = () => this.#patiently(async () => answered(await this.#device.open(link)))
    for (let tries = 0; tries < 3; tries += 1) {
      const door = await open()
      if (!asksForCode(door)) return door
      await this.#submit(door, '/kode', {})
      await this.#patiently(() => this.#seams.settle())
      const asked = await open()
      const code = await this.#patiently(() => this.#newestCode())
      const typed = { code, remember: 'yes' }
      if (asked.body.includes('name="code"')) await this.#submit(asked, '/masuk', typed)
    }
    return open()
  }

  async #submit(page: Answer, action: string, typed: Typed): Promise<Answer> {
    return this.#patiently(async () => answered(await this.#device.submit(page, action, typed)))
  }

  async #newestCode(): Promise<string> {
    const mails = await this.#seams.mail()
    const code = mails.findLast(({ to, subject }) => to.includes(reviewer) && isCode(subject))
    return /\d{6}/.exec(code?.subject ?? '')?.[0] ?? ''
  }
}

export const isCode = (subject: string): boolean => subject.startsWith('Kode')

/** The link by which the reviewer approves; undefined while no e-mail about the case has come. */
export function approvalLink(mails: readonly Message[], reference: string): string | undefined {
  const asked = mails.findLast(
    ({ to, subject }) => to.includes(reviewer) && subject.includes(reference),
  )
  return asked && new URL(linkIn(asked, 'Setujui')).pathname
}

const asksForCode = ({ url, body }: Answer): boolean =>
  body.includes(`action="${new URL(url).pathname}/kode"`)

/** @throws Error for an answer that tells a person to try again */
function answered(answer: Answer): Answer {
  if (answer.status < 500) return answer
  throw new Error(`${answer.url} answered ${answer.status}.`)
}

/** The office's date (UTC+7 all year), as a date field posts it. */
const date = (at: number): string => new Date(at + 7 * 3600 * 1000).toISOString().slice(0, 10)
