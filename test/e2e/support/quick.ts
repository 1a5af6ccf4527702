import type { Page } from 'playwright-core'
import { validForm } from './cases.ts'
import { readingTime } from './device.ts'
import { type PickedFile, referenceOn, sendForm } from './journey.ts'
import type { LocalHost, LocalMail } from './local-host.ts'

/** A field's value as posted; a list ticks several boxes. */
export type Filled = Readonly<Record<string, string | readonly string[]>>

/** Sets the controls of the page's form at once: for tests about what comes after the filling in. */
export async function setFields(page: Page, fields: Filled): Promise<void> {
  await page.locator('main form').last().evaluate(assign, fields)
  if ((await page.locator('[data-challenge]').count()) > 0) await readingTime(page.url())
}

function assign(form: Element, fields: Filled): void {
  for (const control of (form as HTMLFormElement).elements) {
    const { name, value, type } = control as HTMLInputElement
    const wanted = fields[name]
    if (wanted === undefined) continue
    if (type === 'radio' || type === 'checkbox') {
      ;(control as HTMLInputElement).checked = [wanted].flat().includes(value)
    } else {
      ;(control as HTMLInputElement).value = [wanted].flat().join()
    }
  }
  form.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Files a complete request, `own` in place of its answers; ends on the letter page. */
export async function quickRequest(page: Page, host: LocalHost, own: Filled = {}): Promise<string> {
  await page.goto(`${host.origin}/permohonan`)
  await setFields(page, { ...validForm, ...own })
  await sendForm(page, host)
  return referenceOn(page)
}

/** Sends a letter from the letter page as its plain form does; ends on the judged case's page. */
export async function quickLetter(page: Page, host: LocalHost, file: PickedFile): Promise<void> {
  const reference = referenceOn(page)
  if (!page.url().endsWith('/surat'))
    await page.goto(`${host.origin}/permohonan/${reference}/surat`)
  const { url, fields } = await ticketOf(page)
  const answer = await postTicket(url, fields, file.buffer)
  if (answer.status !== 303) throw new Error(`The upload was answered ${answer.status}.`)
  await host.settle()
  await page.goto(`${host.origin}/permohonan/${reference}`)
}

export type TicketForm = { readonly url: string; readonly fields: Readonly<Record<string, string>> }

/** The upload that the page's plain form offers. */
export function ticketOf(page: Page): Promise<TicketForm> {
  return page.locator('form[data-upload]').evaluate((form) => {
    const { action, elements } = form as HTMLFormElement
    const hidden = [...elements].filter((control) => control.getAttribute('type') === 'hidden')
    const pairs = hidden.map((control) => [
      control.getAttribute('name') ?? '',
      control.getAttribute('value') ?? '',
    ])
    return { url: action, fields: Object.fromEntries(pairs) as Record<string, string> }
  })
}

/** Posts to the bucket with these fields, the file last; answers without following a redirect. */
export function postTicket(url: string, fields: object, content: Uint8Array): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, String(value))
  body.append('file', new Blob([new Uint8Array(content)]), 'surat')
  return fetch(url, { method: 'POST', body, redirect: 'manual' })
}

/** The newest e-mail to `address` whose subject holds `words`. */
export async function mailTo(host: LocalHost, address: string, words: string): Promise<LocalMail> {
  const found = (await host.mail(address)).findLast(({ subject }) => subject.includes(words))
  if (!found) throw new Error(`No e-mail to ${address} about “${words}”.`)
  return found
}
