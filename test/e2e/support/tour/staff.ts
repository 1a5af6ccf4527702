import type { Page } from 'playwright-core'
import { person } from '../browser.ts'
import { linkIn } from '../journey.ts'
import { mailTo } from '../quick.ts'
import { askToSignIn, press, signIn, signInCodeOf } from '../staff.ts'
import type { Tour } from '../tour.ts'

/** Has every page of the staff site: a head of section who is administrator too. */
const administrator = 'kepala.seksi@dinkominfo.example'

/** The door of the staff site in each of its states, and what is behind it. */
export async function tourOfStaff(tour: Tour): Promise<void> {
  const { host, look, reviewer: page } = tour
  await tourOfDoor(tour)
  await press(page, 'form:has([name=link])')
  await look('staff-work-list', page)
  const other = await person()
  await other.page.goto(`${host.origin}/petugas`)
  await signIn(other.page, host, administrator)
  await page.goto(`${host.origin}/petugas/perangkat`)
  await look('staff-devices', page)
  await press(page, 'section:not(:has-text("peramban ini")) form')
  await look('staff-devices-ended', page)
  await other.context.close()
  await tourOfResources(tour)
  await press(page, 'form[action="/petugas/keluar"]')
  await look('staff-signed-out', page)
}

/** The list, each kind of form, and what a form is answered with. */
async function tourOfResources({ host, look, reviewer: page }: Tour): Promise<void> {
  const resources = `${host.origin}/petugas/sumber-daya`
  const save = () => press(page, 'form[action="/petugas/sumber-daya"]')
  for (const kind of ['account', 'channel', 'room', 'staff']) {
    await page.goto(`${resources}?tambah=${kind}`)
    await look(`staff-resource-${kind}`, page)
  }
  await save()
  await look('staff-resource-malformed', page)
  await page.goto(`${resources}?ubah=ruang-av`)
  await page.locator('[name=seats]').fill('45')
  await save()
  await look('staff-resource-saved', page)
  await page.goto(`${resources}?ubah=ruang-av`)
  await page.locator('[name=seats]').fill('50')
  await page.locator('[name=version]').evaluate((field) => field.setAttribute('value', '1'))
  await save()
  await look('staff-resource-changed', page)
  await page.goto(resources)
  await look('staff-resources', page)
}

/** Ends where the mailed link was followed. */
async function tourOfDoor({ host, look, reviewer: page }: Tour): Promise<void> {
  await page.goto(`${host.origin}/petugas`)
  await look('staff-sign-in', page)
  await askToSignIn(page, host, 'kepala seksi')
  await look('staff-sign-in-malformed', page)
  await askToSignIn(page, host, administrator)
  await look('staff-code', page)
  await enter(page, '12')
  await look('staff-code-malformed', page)
  const right = await signInCodeOf(host, administrator)
  for (let tried = 1; tried <= 5; tried += 1) {
    await enter(page, right === '000000' ? '000001' : '000000')
    if (tried === 1) await look('staff-code-wrong', page)
  }
  await look('staff-code-over', page)
  for (let asked = 2; asked <= 4; asked += 1) await askAgain(page)
  await look('staff-code-too-many', page)
  await page.goto(`${host.origin}/petugas/masuk/abc`)
  await look('staff-link-of-another', page)
  await host.advance({ advance: 'PT1H' })
  await page.goto(`${host.origin}/petugas`)
  await askToSignIn(page, host, administrator)
  await page.goto(linkIn(await mailTo(host, administrator, 'Kode masuk'), 'Masuk'))
  await look('staff-link', page)
}

async function enter(page: Page, code: string): Promise<void> {
  await page.locator('[name=code]').fill(code)
  await press(page, 'form:has([name=code])')
}

const askAgain = (page: Page): Promise<void> => press(page, 'form[action="/petugas/masuk"]')
