import type { Page } from 'playwright-core'
import { phonePhotoJpeg } from '../../../letters.ts'
import { reviewer } from '../cases.ts'
import { linkIn, openDecision } from '../journey.ts'
import { mailTo, quickLetter, setFields } from '../quick.ts'
import type { Tour } from '../tour.ts'
import { fileWithLetter } from './letter.ts'

/** From the e-mail's link through the code to each decision, and what the link shows afterwards. */
export async function tourOfDecision(tour: Tour): Promise<void> {
  const approved = await fileWithLetter(tour)
  await tourOfCode(tour, await linkTo(tour, approved, 'Setujui'))
  await tourOfApproval(tour, approved)
  await tourOfReturn(tour)
  await tourOfRejection(tour)
}

/** The link of the newest call for a decision. */
async function linkTo({ host }: Tour, reference: string, words: string): Promise<string> {
  return linkIn(await mailTo(host, reviewer, `Mohon kajian: ${reference}`), words)
}

async function tourOfCode({ host, look, reviewer: page }: Tour, link: string): Promise<void> {
  await page.goto(link)
  await look('code-asked', page)
  await press(page, 'form[action$="/kode"]')
  await look('code-sent', page)
  await page.locator('[name=code]').fill('12')
  await press(page, 'form[action$="/masuk"]')
  await look('code-malformed', page)
  for (let tried = 1; tried <= 5; tried += 1) {
    await page.locator('[name=code]').fill('000000')
    await press(page, 'form[action$="/masuk"]')
    if (tried === 1) await look('code-wrong', page)
  }
  await look('code-over', page)
  for (let sent = 2; sent <= 5; sent += 1) await press(page, 'form[action$="/kode"]')
  await press(page, 'form[action$="/kode"]')
  await look('code-too-many', page)
  // The hour after, an address gets codes again.
  await host.advance({ advance: 'PT1H' })
  await page.goto(link)
  await press(page, 'form[action$="/kode"]')
  await openDecision(page, host, link, reviewer)
}

async function tourOfApproval(tour: Tour, reference: string): Promise<void> {
  const { look, reviewer: page } = tour
  await page.goto(await linkTo(tour, reference, 'Setujui'))
  await look('decision-approve', page)
  await setFields(page, { joinUrl: 'bukan tautan', meetingId: '12', streamUrl: 'bukan' })
  await decide(page)
  await look('decision-approve-errors', page)
  await setFields(page, { joinUrl: '', meetingId: '', streamUrl: '', stage: '99' })
  await decide(page)
  await look('decision-changed', page)
  await decide(page)
  await look('outcome-approved', page)
  await tour.applicant.goto(`${tour.host.origin}/permohonan/${reference}`)
  await look('status-approved', tour.applicant)
  await press(page, 'form[action$="/tautan"]')
  await look('outcome-link-errors', page)
  await setFields(page, {
    joinUrl: 'https://rapat.example.org/j/81234567890?pwd=dW5kYW5nYW4tcmFwYXQta29vcmRpbmFzaQ',
    meetingId: '812 3456 7890',
    passcode: 'Rapat@2026',
    streamUrl: 'https://video.example.org/live/siaran-langsung',
  })
  const edition = await page.locator('[name=edition]').inputValue()
  await press(page, 'form[action$="/tautan"]')
  await look('outcome-scheduled', page)
  await setFields(page, { edition, passcode: 'Rapat-lain' })
  await press(page, 'form[action$="/tautan"]')
  await look('outcome-links-overtaken', page)
  await tour.applicant.reload()
  await look('status-scheduled', tour.applicant)
  await tourOfSchedule(tour)
  await page.context().clearCookies({ name: '__Host-formulir' })
  await page.goto(await linkTo(tour, reference, 'Tolak'))
  await look('outcome-other-link', page)
}

/** The approved event in each view. */
async function tourOfSchedule({ host, look, applicant: page }: Tour): Promise<void> {
  for (const view of ['bulan', 'minggu', 'daftar']) {
    await page.goto(`${host.origin}/jadwal?tampilan=${view}&mulai=2026-12-02`)
    await look(`schedule-${view}`, page)
  }
}

async function tourOfReturn(tour: Tour): Promise<void> {
  const { host, look, reviewer: page } = tour
  const reference = await fileWithLetter(tour)
  const link = await linkTo(tour, reference, 'Kembalikan')
  await page.goto(link)
  await look('decision-return', page)
  await decide(page)
  await look('decision-return-errors', page)
  const second = await page.context().newPage()
  await second.goto(await linkTo(tour, reference, 'Tolak'))
  await setFields(second, { reason: 'Sudah ada kegiatan lain.' })
  await setFields(page, { reason: 'Surat belum dibubuhi cap.\nMohon unggah surat yang dicap.' })
  await decide(page)
  await look('outcome-returned', page)
  await decide(second)
  await look('outcome-decided-otherwise', second)
  await second.close()
  await tour.applicant.goto(`${host.origin}/permohonan/${reference}`)
  await look('status-returned', tour.applicant)
  await fileAgain(tour, reference)
  await page.goto(link)
  await look('outcome-old-link', page)
}

async function fileAgain({ host, applicant: page }: Tour, reference: string): Promise<void> {
  await page.goto(`${host.origin}/permohonan/${reference}/surat`)
  const buffer = phonePhotoJpeg()
  await quickLetter(page, host, { name: 'surat.jpg', mimeType: 'image/jpeg', buffer })
}

async function tourOfRejection(tour: Tour): Promise<void> {
  const { look, reviewer: page } = tour
  const reference = await fileWithLetter(tour)
  await page.goto(await linkTo(tour, reference, 'Tolak'))
  await look('decision-reject', page)
  await setFields(page, { reason: 'Seluruh akun rapat sudah dipakai pada hari itu.' })
  const foreign = { name: '__Host-formulir' }
  await page.context().clearCookies(foreign)
  await decide(page)
  await look('foreign-post', page)
  await page.goto(await linkTo(tour, reference, 'Tolak'))
  await setFields(page, { reason: 'Seluruh akun rapat sudah dipakai pada hari itu.' })
  await decide(page)
  await look('outcome-rejected', page)
  await tour.applicant.goto(`${tour.host.origin}/permohonan/${reference}`)
  await look('status-rejected', tour.applicant)
}

const decide = (page: Page): Promise<void> => press(page, 'form:has([name=decision])')

async function press(page: Page, form: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(`${form} button`).last().click()])
}
