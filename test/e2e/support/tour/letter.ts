import { executable, wordProcessorPdf } from '../../../letters.ts'
import { validForm } from '../cases.ts'
import { quickLetter, quickRequest, setFields } from '../quick.ts'
import type { Tour } from '../tour.ts'
import { post } from './request-form.ts'

/** From the letter page to the receipt, with a refusal on the way; and a form that is sent twice. */
export async function tourOfLetter({ host, look, applicant: page }: Tour): Promise<void> {
  await page.goto(`${host.origin}/permohonan`)
  const draft = await page.locator('[name=draft]').inputValue()
  await setFields(page, validForm)
  await Promise.all([page.waitForURL(/\/surat$/), page.locator('#kirim').click()])
  const letterPage = page.url()
  await look('letter', page)
  const file = page.locator('input[type=file]')
  await file.setInputFiles({ name: 'surat.pdf', mimeType: 'application/pdf', buffer: executable() })
  await page.locator('.govuk-error-message').waitFor()
  await look('letter-wrong-file', page)
  await page.route('**/*', (route) =>
    route.request().method() === 'POST' ? undefined : route.continue(),
  )
  const good = {
    name: 'surat-permohonan-fasilitasi-video-conference-rapat-koordinasi.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(await wordProcessorPdf()),
  }
  await file.setInputFiles(good)
  await page.locator('form[data-upload] button[type=submit]').click()
  await page.locator('[data-progress]:not([hidden])').waitFor()
  await look('letter-sending', page)
  await page.locator('[data-progress] button').click()
  await look('letter-cancelled', page)
  await page.unroute('**/*')

  const casePage = letterPage.replace('/surat', '')
  await page.goto(casePage)
  await look('status-awaiting-letter', page)
  await page.goto(`${casePage}?etag=0123456789abcdef`)
  await look('status-checking', page)
  await quickLetter(page, host, { ...good, buffer: executable() })
  await look('status-letter-refused', page)
  await quickLetter(page, host, good)
  await look('status-in-review', page)
  await page.goto(`${casePage}?etag=0123456789abcdef`)
  await look('status-letter-unused', page)
  await page.goto(casePage)
  await page
    .locator('details')
    .first()
    .evaluate((details: HTMLDetailsElement) => {
      details.open = true
    })
  await look('status-in-review-explained', page)

  await page.goto(`${host.origin}/permohonan`)
  await setFields(page, { ...validForm, draft, eventName: 'Kegiatan lain' })
  await post(page)
  await look('submitted-before', page)
}

/** Files a request with its letter; ends on its page, in review. */
export async function fileWithLetter(
  { host, applicant: page }: Tour,
  own: Record<string, string> = {},
): Promise<string> {
  const reference = await quickRequest(page, host, own)
  await quickLetter(page, host, {
    name: 'surat.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(await wordProcessorPdf()),
  })
  return reference
}
