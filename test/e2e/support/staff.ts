import type { Page } from 'playwright-core'
import type { Answer, Device } from './device.ts'
import type { LocalHost } from './local-host.ts'
import { mailTo } from './quick.ts'

/** Asks for a code on the sign-in page that the browser shows. */
export async function askToSignIn(page: Page, host: LocalHost, address: string): Promise<void> {
  await page.locator('[name=email]:visible').fill(address)
  await press(page, 'form:has([name=email]:visible)')
  await host.settle()
}

/** Signs in on the sign-in page that the browser shows: address, where it is asked, mailed code, in. */
export async function signIn(page: Page, host: LocalHost, address: string): Promise<void> {
  if ((await page.locator('[name=code]').count()) === 0) await askToSignIn(page, host, address)
  await page.locator('[name=code]').fill(await signInCodeOf(host, address))
  await press(page, 'form:has([name=code])')
}

/** The same without a browser's window; ends on the work list. */
export async function signInDevice(
  device: Device,
  host: LocalHost,
  address: string,
): Promise<Answer> {
  const page = await device.open('/petugas')
  const asked = await device.submit(page, '/petugas/masuk', { email: address })
  await host.settle()
  const code = await signInCodeOf(host, address)
  return device.follow(await device.submit(await device.follow(asked), '/masuk/kode', { code }))
}

/** The code that was mailed last. */
export async function signInCodeOf(host: LocalHost, address: string): Promise<string> {
  const { subject } = await mailTo(host, address, 'Kode masuk')
  return /\b\d{6}\b/.exec(subject)?.[0] ?? ''
}

/** Presses the last button of a form and waits for the page after it. */
export async function press(page: Page, form: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.locator(`${form} button`).last().click()])
}
