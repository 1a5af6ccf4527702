import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeBrowser, person } from './support/browser.ts'
import { reviewer } from './support/cases.ts'
import { linkIn } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { mailTo } from './support/quick.ts'
import { askToSignIn, press, signIn, signInCodeOf } from './support/staff.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T08:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

const heading = (page: Page): Promise<string> => page.locator('h1').innerText()
const complaint = (page: Page): Promise<string> => page.locator('.govuk-error-summary').innerText()

/** A fresh browser in a fresh hour: an address gets five codes in each. */
async function newcomer(): Promise<Page> {
  await host.advance({ advance: 'PT1H' })
  return (await person()).page
}

describe('the door of the staff site', () => {
  it('lets a person in by the code, to the page that they wanted', async () => {
    const page = await newcomer()
    await page.goto(`${host.origin}/petugas/perangkat`)
    expect(new URL(page.url()).pathname).toBe('/petugas/masuk')
    await signIn(page, host, reviewer)
    expect(await heading(page)).toBe('Perangkat Anda')
    await page.goto(`${host.origin}/petugas`)
    expect(await heading(page)).toBe('Daftar kerja')
    expect(await page.locator('header').innerText()).toContain('Masuk sebagai')
  })

  it('lets them in by the mailed link in the browser that asked', async () => {
    const page = await newcomer()
    await page.goto(`${host.origin}/petugas`)
    await askToSignIn(page, host, reviewer)
    await page.goto(linkIn(await mailTo(host, reviewer, 'Kode masuk'), 'Masuk'))
    expect(new URL(page.url()).pathname).toBe('/petugas/masuk')
    await press(page, 'form:has([name=link])')
    expect(await heading(page)).toBe('Daftar kerja')
  })

  it('opens nothing by the link in another browser, and leaves it to the right one', async () => {
    const page = await newcomer()
    await page.goto(`${host.origin}/petugas`)
    await askToSignIn(page, host, reviewer)
    const link = linkIn(await mailTo(host, reviewer, 'Kode masuk'), 'Masuk')
    const other = (await person()).page
    await other.goto(link)
    expect(await complaint(other)).toContain('tidak berlaku di peramban ini')
    expect(other.url()).not.toContain(link.slice(-20))
    await other.goto(`${host.origin}/petugas`)
    expect(await heading(other)).toBe('Masuk petugas')
    await page.goto(link)
    await press(page, 'form:has([name=link])')
    expect(await heading(page)).toBe('Daftar kerja')
  })

  it('lets a double click in once', async () => {
    const page = await newcomer()
    await page.goto(`${host.origin}/petugas`)
    await askToSignIn(page, host, reviewer)
    await page.locator('[name=code]').fill(await signInCodeOf(host, reviewer))
    await page.locator('form:has([name=code]) button').dblclick()
    await page.locator('h1:text("Daftar kerja")').waitFor()
    await page.reload()
    expect(await heading(page)).toBe('Daftar kerja')
  })

  it('takes no code after ten minutes', async () => {
    const page = await newcomer()
    await page.goto(`${host.origin}/petugas`)
    await askToSignIn(page, host, reviewer)
    await host.advance({ advance: 'PT10M' })
    await page.locator('[name=code]').fill(await signInCodeOf(host, reviewer))
    await press(page, 'form:has([name=code])')
    expect(await complaint(page)).toContain('sudah tidak berlaku')
  })

  it('says the same to an address that nobody has, and mails no one', async () => {
    const page = await newcomer()
    const mails = (await host.mail()).length
    await page.goto(`${host.origin}/petugas`)
    await askToSignIn(page, host, 'bukan.siapa-siapa@dinkominfo.example')
    expect(await page.locator('main').innerText()).toContain('terdaftar sebagai alamat petugas')
    expect(await host.mail()).toHaveLength(mails)
  })
})

describe('a session', () => {
  it('lives on while it is used, and ends after half an hour without', async () => {
    const page = await newcomer()
    await page.goto(`${host.origin}/petugas`)
    await signIn(page, host, reviewer)
    for (let times = 0; times < 3; times += 1) {
      await host.advance({ advance: 'PT25M' })
      await page.goto(`${host.origin}/petugas`)
      expect(await heading(page)).toBe('Daftar kerja')
    }
    await host.advance({ advance: 'PT30M' })
    await page.goto(`${host.origin}/petugas`)
    expect(await heading(page)).toBe('Masuk petugas')
  })

  it('that was signed out of shows nothing, backwards either', async () => {
    const page = await newcomer()
    await page.goto(`${host.origin}/petugas`)
    await signIn(page, host, reviewer)
    await page.goto(`${host.origin}/petugas/perangkat`)
    const cookies = await page.context().cookies()
    await press(page, 'form[action="/petugas/keluar"]')
    expect(await page.locator('main').innerText()).toContain('Anda sudah keluar')
    await page.goBack()
    expect(await heading(page)).toBe('Masuk petugas')
    // The cookies as they were open nothing any more: it has ended on the server.
    await page.context().addCookies(cookies)
    await page.goto(`${host.origin}/petugas`)
    expect(await heading(page)).toBe('Masuk petugas')
  })

  it('ends with its device, from another browser', async () => {
    const lost = await newcomer()
    await lost.goto(`${host.origin}/petugas`)
    await signIn(lost, host, reviewer)
    const page = (await person()).page
    await page.goto(`${host.origin}/petugas/perangkat`)
    await signIn(page, host, reviewer)
    // The newest comes first.
    await press(page, ':nth-match(section:not(:has-text("peramban ini")), 1) form')
    expect(await page.locator('main').innerText()).toContain('Perangkat dihapus')
    await lost.goto(`${host.origin}/petugas`)
    expect(await heading(lost)).toBe('Masuk petugas')
    await page.goto(`${host.origin}/petugas`)
    expect(await heading(page)).toBe('Daftar kerja')
  })
})
