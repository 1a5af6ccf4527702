import {
  linkFor,
  mailsAbout,
  newestCode,
  postLetter,
  reviewer,
  validForm,
} from '../e2e/support/cases.ts'
import { type Answer, Device, filled, formIn } from '../e2e/support/device.ts'
import { answers } from '../e2e/support/journey.ts'
import type { LocalHost } from '../e2e/support/local-host.ts'
import { signedPdf } from '../letters.ts'

/** Something a person does: one request to the site, or the upload to the bucket. */
export type Action = {
  readonly name: string
  /** The function that answers, as routes name it; none where the bucket does. */
  readonly function?: string
  /** P40: the most calls that wait for each other before the answer. */
  readonly depth?: number
  readonly run: () => Promise<unknown>
}

/** A request from the form to the decision, without a browser. */
export class Journey {
  readonly #host: LocalHost
  readonly #applicant: Device
  readonly #reviewer: Device
  #reference = ''
  #page: Answer | undefined
  #link = ''

  constructor(host: LocalHost) {
    this.#host = host
    this.#applicant = new Device(host)
    this.#reviewer = new Device(host)
  }

  /** In their order; each needs those before it. */
  get actions(): readonly Action[] {
    return [...this.#filing, ...this.#following, ...this.#signingIn, ...this.#deciding]
  }

  get #filing(): readonly Action[] {
    const show = async () => {
      this.#page = await this.#applicant.send('/permohonan')
    }
    const submit = async () => {
      const { headers } = await this.#applicant.submit(this.#shown, '/permohonan', validForm)
      this.#reference = /VC-\d{4}-[0-9A-Z]{7}/.exec(headers.get('location') ?? '')?.[0] ?? ''
    }
    const ticket = async () => {
      this.#page = await this.#applicant.send(`/permohonan/${this.#reference}/surat`)
    }
    const upload = () => postLetter(this.#shown, new Uint8Array(signedPdf()))
    return [
      { name: 'Opening the form', function: 'requests/submit', depth: 0, run: show },
      { name: 'Submitting it', function: 'requests/submit', depth: 2, run: submit },
      { name: 'Upload ticket', function: 'requests/letter', depth: 0, run: ticket },
      { name: 'Upload, to the reviewers’ e-mails', run: upload },
    ]
  }

  get #following(): readonly Action[] {
    const look = () => this.#applicant.send(`/permohonan/${this.#reference}`)
    const find = async () => {
      const device = new Device(this.#host)
      const [mail] = await mailsAbout(this.#host, this.#reference, answers.email)
      const code = /\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/.exec(mail?.text ?? '')?.[0] ?? ''
      const typed = { reference: this.#reference, code }
      await device.submit(await device.send('/lacak'), '/lacak', typed)
    }
    return [
      { name: 'Showing one case', function: 'cases/track', depth: 1, run: look },
      { name: 'Finding it by its code', function: 'cases/track', run: find },
    ]
  }

  get #signingIn(): readonly Action[] {
    const open = async () => {
      this.#link = await linkFor(this.#host, this.#reference, reviewer, 'Setujui')
      this.#page = await this.#reviewer.send(new URL(this.#link).pathname)
    }
    const door = async () => {
      this.#page = await this.#reviewer.follow(this.#shown)
    }
    const ask = () => this.#reviewer.submit(this.#shown, '/kode')
    const enter = async () => {
      const code = await newestCode(this.#host, reviewer)
      const page = await this.#reviewer.send(this.#shown.url)
      await this.#reviewer.submit(page, '/masuk', { code })
    }
    const by = { function: 'reviews/decide' }
    return [
      { name: 'Opening a decision link', ...by, run: open },
      { name: 'Its page, not signed in', ...by, depth: 1, run: door },
      { name: 'Asking for a code', ...by, run: ask },
      { name: 'Entering it', ...by, run: enter },
    ]
  }

  get #deciding(): readonly Action[] {
    const show = async () => {
      this.#page = await this.#reviewer.send(this.#shown.url)
    }
    const letter = () => this.#reviewer.submit(this.#shown, '/surat')
    const decide = async () => {
      const form = formIn(this.#shown, new URL(this.#shown.url).pathname)
      const typed = { joinUrl: 'https://zoom.example/j/1' }
      const body = new URLSearchParams(filled(form, typed))
      await this.#reviewer.send(form.action, { method: 'POST', body })
    }
    const by = { function: 'reviews/decide' }
    return [
      { name: 'Showing the decision', ...by, depth: 1, run: show },
      { name: 'Downloading the letter', function: 'reviews/letter', run: letter },
      { name: 'Deciding', ...by, depth: 2, run: decide },
    ]
  }

  get #shown(): Answer {
    if (!this.#page) throw new Error('No page was opened yet.')
    return this.#page
  }
}
