import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proofFor } from '../../infra/local/seed/proof.ts'
import { closeBrowser, person } from './support/browser.ts'
import { stored, validForm } from './support/cases.ts'
import { Device, filled, formIn } from './support/device.ts'
import { answers, fillRequest } from './support/journey.ts'
import { Keyboard } from './support/keyboard.ts'
import { LocalHost } from './support/local-host.ts'
import { setFields } from './support/quick.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

const cases = async (): Promise<number> =>
  (await stored(host, '"CASE#', '"sk":{"S":"STATE"}')).length
const openForm = (page: Page) => page.goto(`${host.origin}/permohonan`)

describe('a browser with script', () => {
  it('works for the form from the first key on, and sends it straight', async () => {
    const { page, context } = await person()
    const loaded: string[] = []
    context.on('request', (request) => loaded.push(new URL(request.url()).pathname))
    const solver = () => loaded.filter((path) => path.includes('proof-worker')).length
    await openForm(page)
    await page.waitForLoadState('networkidle')
    expect(solver()).toBe(0)
    await fillRequest(page)
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name=proof]')?.value.length === 64,
    )
    expect(solver()).toBe(1)
    await Promise.all([page.waitForURL(/\/surat$/), page.locator('#kirim').click()])
    await context.close()
  })

  it('waits with sending until the work is done, however slow its worker comes', async () => {
    const { page, context } = await person()
    let arrive = (): void => undefined
    const held = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await page.route('**/proof-worker*', async (route) => {
      await held
      await route.continue()
    })
    await openForm(page)
    await setFields(page, validForm)
    await page.locator('#kirim').click()
    await page.getByRole('button', { name: 'Mengirim…' }).waitFor()
    const before = await cases()
    arrive()
    await page.waitForURL(/\/surat$/)
    expect(await cases()).toBe(before + 1)
    await context.close()
  })

  it('whose worker cannot start sends the form all the same, and confirms it', async () => {
    const { page, context } = await person()
    await page.route('**/proof-worker*', (route) => route.abort())
    await openForm(page)
    await setFields(page, validForm)
    await page.locator('#kirim').click()
    await page.locator('form[data-confirm]').waitFor()
    await host.advance({ advance: 'PT20S' })
    await Promise.all([page.waitForURL(/\/surat$/), page.locator('#kirim').dblclick()])
    // What was kept for the case that sending fails is not kept any longer.
    await openForm(page)
    expect(await page.locator('#applicantName').inputValue()).toBe('')
    await context.close()
  })
})

describe('a browser without script', () => {
  it('shows what was typed, says how long to wait, and lets it be changed', async () => {
    const { page, context } = await person({ script: false, width: 320 })
    await openForm(page)
    await fillRequest(page)
    await page.locator('#kirim').click()
    await page.locator('form[data-confirm]').waitFor()
    const text = await page.locator('main').innerText()
    for (const part of [answers.eventName, answers.agencyName, 'Rabu, 2 Desember 2026', '20 detik'])
      expect(text).toContain(part)
    await page.locator('#kirim').click()
    expect(await page.locator('.govuk-error-summary').innerText()).toMatch(/Tunggu \d+ detik lagi/)

    await page.getByRole('button', { name: 'Ubah isian' }).click()
    expect(await page.locator('#agenda').inputValue()).toBe(answers.agenda)
    await page.locator('#venue').fill('Aula Timur')
    await host.advance({ advance: 'PT20S' })
    await Promise.all([page.waitForURL(/\/surat$/), page.locator('#kirim').click()])
    expect(await stored(host, '"Aula Timur"', '"PERSON"')).toHaveLength(1)
    await context.close()
  })

  it('needs nothing but the keyboard to send once more', async () => {
    const { page, context } = await person({ script: false })
    const keyboard = new Keyboard(page)
    await openForm(page)
    await fillRequest(page)
    await keyboard.enter('#kirim')
    await page.locator('form[data-confirm]').waitFor()
    await keyboard.enter('#kirim')
    await page.locator('.govuk-error-summary').waitFor()
    expect(await keyboard.focused()).toBe('div.govuk-error-summary')
    await host.advance({ advance: 'PT20S' })
    await keyboard.enter('#kirim', /\/surat$/)
    expect(keyboard.unseen).toEqual([])
    await context.close()
  })

  it('never meets the field that catches robots', async () => {
    const { page, context } = await person({ script: false })
    await openForm(page)
    const trap = page.locator('[name=website]')
    expect(await trap.getAttribute('tabindex')).toBe('-1')
    expect(await page.getByRole('textbox', { name: 'Jangan diisi' }).count()).toBe(0)
    const around = page.locator('div:has(> [name=website])')
    expect((await around.boundingBox())?.width).toBe(1)
    await context.close()
  })
})

describe('a robot', () => {
  const post = async (own: Readonly<Record<string, string>>, wait: string) => {
    const device = new Device(host)
    // Named, the method is a robot's: nobody takes the time to read.
    const page = await device.send('/permohonan', { method: 'GET' })
    await host.advance({ advance: wait })
    const proof = await proofFor(page.body)
    const fields = filled(formIn(page, '/permohonan'), { ...validForm, ...proof, ...own })
    return device.send('/permohonan', { method: 'POST', body: new URLSearchParams(fields) })
  }

  it.each([
    ['sends at once, though it has worked', {}, 'PT0S'],
    ['has not worked', { proof: '' }, 'PT1M'],
    ['fills in every field', { website: 'https://iklan.example.com/' }, 'PT1M'],
  ])('that %s files nothing', async (_, own, wait) => {
    const before = await cases()
    const answer = await post(own, wait)
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('belum terkirim')
    expect(await cases()).toBe(before)
  })

  it('that takes its time and works is a browser', async () => {
    expect((await post({}, 'PT3S')).status).toBe(303)
  })
})
