import type { Page } from 'playwright-core'
import { readingTime } from './device.ts'
import type { LocalHost, LocalMail } from './local-host.ts'

/** A file as a person picks it. */
export type PickedFile = {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** What a person types into the request form; invented. */
export const answers = {
  applicantName: 'Sri Lestari',
  applicantPosition: 'Kepala Subbagian Umum',
  agencyName: 'Badan Perencanaan Kabupaten Contoh',
  email: 'sri.lestari@bappeda.example.id',
  whatsapp: '0812 3456 7890',
  eventName: 'Rapat Koordinasi Perencanaan',
  agenda: 'Pembukaan, paparan, dan diskusi.',
  startTime: '09:00',
  endTime: '11:30',
  venue: 'Ruang Rapat Utama',
  participants: '1.641',
  letterNumber: '000.1.5/1517/Bappeda-IV/2026',
  signatoryName: 'Bambang Wijaya',
  signatoryPosition: 'Kepala Badan',
  letterPhone: '0812 3456 7890',
} as const

export type Answers = { readonly [Field in keyof typeof answers]?: string } & {
  readonly eventDate?: string
  readonly letterDate?: string
}

const defaults = { eventDate: '2026-12-02', letterDate: '2026-11-20' }

/** Fills the request form by its labels' controls and sends it. */
export async function fileRequest(page: Page, host: LocalHost, own: Answers = {}): Promise<void> {
  await page.goto(`${host.origin}/permohonan`)
  await fillRequest(page, own)
  await sendForm(page, host)
}

/** Sends the form; without script once more from the page that asks for it, after its wait. */
export async function sendForm(page: Page, host: LocalHost): Promise<void> {
  await page.locator('#kirim').click()
  await page.locator('form[data-upload], form[data-confirm]').waitFor()
  if ((await page.locator('form[data-confirm]').count()) === 0) return
  await host.advance({ advance: 'PT20S' })
  await Promise.all([page.waitForURL(/\/surat$/), page.locator('#kirim').click()])
}

export async function fillRequest(page: Page, own: Answers = {}): Promise<void> {
  for (const [field, value] of Object.entries({ ...defaults, ...answers, ...own })) {
    await page.locator(`[name="${field}"]`).fill(value)
  }
  await readingTime(page.url())
  await page.locator('[name="applicantKind"]').first().evaluate(choose, 'opd')
  for (const [field, value] of Object.entries(choices)) {
    await page.locator(`[name="${field}"][value="${value}"]`).check(aboveIt)
  }
}

/** The whole row of a choice is its label, which lies above the control. */
const aboveIt = { force: true }

const choices = {
  service: 'both',
  host: 'office',
  recording: 'yes',
  visibility: 'unlisted',
  endorsement: 'signed-and-stamped',
  truthful: 'yes',
  privacyRead: 'yes',
}

/** The kind of applicant may be a list or radio buttons. */
function choose(control: Element, value: string): void {
  if (control instanceof HTMLSelectElement) control.value = value
  else document.querySelector<HTMLInputElement>(`[name="applicantKind"][value="${value}"]`)?.click()
}

/**
 * Picks the letter and sends it; waits until the service has judged it. Where script runs, the page
 * shows the verdict by itself, and nobody else may navigate before it has.
 */
export async function uploadLetter(page: Page, host: LocalHost, file: PickedFile): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file)
  await Promise.all([
    page.waitForURL(/\/permohonan\/VC-[^/]+\?/),
    page.locator('form[data-upload] button[type=submit]').click(),
  ])
  await host.settle()
  const watched = page.locator('[data-waiting][role=status]')
  await watched.waitFor({ state: 'detached' })
  await page.goto(page.url().replace(/\?.*/, ''))
}

export const referenceOn = (page: Page): string =>
  /VC-\d{4}-[0-9A-Z]{7}/.exec(page.url())?.[0] ?? ''

/** The address behind an e-mail's link, by the link's words. */
export function linkIn(mail: LocalMail, words: string): string {
  const anchors = [...mail.html.matchAll(/<a\b[^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)]
  const found = anchors.find(([, , text]) => text?.replace(/<[^>]+>/g, '').includes(words))
  if (!found?.[1]) throw new Error(`No link “${words}” in “${mail.subject}”.`)
  return found[1].replaceAll('&amp;', '&')
}

/** Opens a decision link as its owner: asks for the code, reads it from the mailbox, types it. */
export async function openDecision(
  page: Page,
  host: LocalHost,
  link: string,
  address: string,
): Promise<void> {
  await page.goto(link)
  if ((await page.locator('[name="code"]').count()) === 0) {
    const ask = page.locator('form[action$="/kode"] button')
    if ((await ask.count()) === 0) return
    await ask.click()
  }
  await host.settle()
  const code = (await host.mail(address)).findLast(({ subject }) => subject.startsWith('Kode'))
  await page.locator('[name="code"]').fill(/\b\d{6}\b/.exec(code?.subject ?? '')?.[0] ?? '')
  await page.locator('form[action$="/masuk"] button').click()
}
