import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeBrowser, person } from './support/browser.ts'
import { reviewer } from './support/cases.ts'
import { LocalHost } from './support/local-host.ts'
import { press, signIn } from './support/staff.ts'

const administrator = 'kepala.seksi@dinkominfo.example'
let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T08:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

async function signedIn(address: string): Promise<Page> {
  const { page } = await person()
  await page.goto(`${host.origin}/petugas`)
  await signIn(page, host, address)
  return page
}

const save = (page: Page): Promise<void> => press(page, 'form[action="/petugas/sumber-daya"]')

describe('the resources of the office', () => {
  it('are no part of the site for a reviewer', async () => {
    const page = await signedIn(reviewer)
    expect(await page.locator('header nav').innerText()).not.toContain('Sumber daya')
    const answer = await page.goto(`${host.origin}/petugas/sumber-daya`)
    expect(answer?.status()).toBe(403)
  })

  it('are added, edited and taken out of use by an administrator, with a trace', async () => {
    const page = await signedIn(administrator)
    await page.locator('header nav').getByText('Sumber daya').click()
    await page.getByText('Tambah Ruang').click()
    await page.locator('[name=name]').fill('Ruang Siaran')
    await page.locator('[name=seats]').fill('12')
    await save(page)
    expect(await page.locator('h1').innerText()).toBe('Ruang: Ruang Siaran')
    await page.locator('[name=active][value=no]').check()
    await save(page)
    await page.goto(`${host.origin}/petugas/sumber-daya`)
    const changes = page.locator('table', { hasText: 'Perubahan terakhir' })
    const [latest, first] = await changes.locator('tbody tr').allInnerTexts()
    expect(latest).toContain('12 kursi; tidak dipakai')
    expect(first).toContain('baru')
  })

  it('show two administrators who edit one at once what the other did', async () => {
    const [one, other] = [await signedIn(administrator), await signedIn(administrator)]
    for (const page of [one, other]) {
      await page.goto(`${host.origin}/petugas/sumber-daya?ubah=ruang-av`)
      await page.locator('[name=seats]').fill(page === one ? '41' : '42')
    }
    await save(one)
    await save(other)
    expect(await other.locator('main').innerText()).toContain('kini: Ruang Audio Visual; 41 kursi')
    expect(await other.locator('[name=seats]').inputValue()).toBe('42')
    await save(other)
    expect(await other.locator('main').innerText()).toContain('Perubahan tersimpan')
  })
})
