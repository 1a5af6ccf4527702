import type { Page } from 'playwright-core'
import { validForm } from '../cases.ts'
import { setFields } from '../quick.ts'
import type { Tour } from '../tour.ts'

/** The request form: empty, refused by script and by the server, brought back, sent before. */
export async function tourOfForm({ host, look, applicant: page }: Tour): Promise<void> {
  const address = `${host.origin}/permohonan`
  await page.goto(address)
  await look('form', page)
  await page.locator('#kirim').click()
  await look('form-errors-by-script', page)
  await post(page)
  await look('form-errors', page)

  await page.goto(address)
  await setFields(page, { ...validForm, host: 'other', hostLink: 'https://rapat.example.org/j/1' })
  await page.reload()
  await page.locator('[data-news]:not([hidden])').waitFor()
  await look('form-restored', page)
  await page.locator('[data-news] button').click()
  await look('form-emptied', page)

  await page.goto(address)
  await setFields(page, { ...validForm, website: 'https://iklan.example.com/' })
  await post(page)
  await look('form-confirm', page)
  await page.locator('#kirim').click()
  await page.locator('.govuk-error-summary').waitFor()
  await look('form-confirm-early', page)

  await page.goto(address)
  await setFields(page, { ...validForm, draft: 'lama' })
  await post(page)
  await look('form-stale', page)
  await page.context().clearCookies()
  await post(page)
  await look('form-foreign', page)
  await setFields(page, { agenda: 'x'.repeat(300 * 1024) })
  await post(page)
  await look('too-large', page)
}

/** Sends the form as it is, past the script's own check. */
export async function post(page: Page): Promise<void> {
  const form = page.locator('main form').last()
  await Promise.all([
    page.waitForEvent('load'),
    form.evaluate((element) => (element as HTMLFormElement).submit()),
  ])
}
