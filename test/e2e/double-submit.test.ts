import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedPdf } from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import { mailsAbout, postLetter, stored, validForm } from './support/cases.ts'
import { type Answer, Device, type Typed } from './support/device.ts'
import { answers, fillRequest } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-12-31T09:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

const cases = async (): Promise<number> =>
  (await stored(host, '"CASE#', '"sk":{"S":"STATE"}')).length

describe('A form that is sent fifty times at once, and again after New Year', () => {
  // The event is over when the form comes for the last time.
  const typed = { ...validForm, eventDate: '2026-12-31' }
  let sender: Device
  let form: Answer
  let reference: string
  const send = (own: Typed = typed): Promise<Answer> => sender.submit(form, '/permohonan', own)

  it('is one case and gives the same answer each time', async () => {
    sender = new Device(host)
    form = await sender.open('/permohonan')
    const all = await Promise.all(Array.from({ length: 50 }, () => send()))
    const places = new Set(all.map(({ status, headers }) => `${status} ${headers.get('location')}`))
    expect(places.size).toBe(1)
    const [place = ''] = places
    reference = /^303 \/permohonan\/(VC-2026-\w{7})\/surat$/.exec(place)?.[1] ?? ''
    expect(await cases()).toBe(1)
  })

  it('is one review and one e-mail, though its letter is sent twice', async () => {
    const page = await sender.open(`/permohonan/${reference}/surat`)
    const bytes = new Uint8Array(signedPdf())
    await Promise.all([postLetter(page, bytes), postLetter(page, bytes)])
    await host.settle()
    await host.advance({ to: '2027-01-01T09:00:00+07:00' })
    const again = await send()
    expect([again.status, again.headers.get('location')]).toEqual([
      303,
      `/permohonan/${reference}/surat`,
    ])
    await host.settle()
    expect(await cases()).toBe(1)
    const executions = (await host.executions()).map(({ name }) => name)
    expect(executions).toEqual([`${reference}-1-1`])
    const told = await mailsAbout(host, reference, answers.email)
    expect(told.map(({ subject }) => subject)).toEqual([
      `[${reference}] Permohonan Anda telah kami terima`,
    ])
  })

  it('is refused with other content, and changes nothing', async () => {
    const before = await host.dump()
    const other = await send({ ...typed, eventDate: '2027-01-20', venue: 'Aula Barat' })
    expect(other.status).toBe(409)
    expect(other.body).toContain(reference)
    expect(other.body).toContain('Isi formulir baru')
    expect(await host.dump()).toBe(before)
  })
})

const goBack = (pages: number): void => window.history.go(-pages)

describe.each([
  ['with script', true],
  ['without script', false],
])('A person %s', (_, script) => {
  it('who clicks twice, goes back and sends at once files one case', async () => {
    const before = await cases()
    const { page, context } = await person({ script })
    await page.goto(`${host.origin}/permohonan`)
    await fillRequest(page, { eventDate: '2027-02-10', letterDate: '2026-12-20' })
    if (!script) {
      await page.locator('#kirim').dblclick()
      await page.locator('form[data-confirm]').waitFor()
      await host.advance({ advance: 'PT20S' })
    }
    await Promise.all([page.waitForURL(/\/surat$/), page.locator('#kirim').dblclick()])
    expect(await cases()).toBe(before + 1)

    // Behind the answer to a form, which no browser shows again, stands the form.
    await Promise.all([page.waitForURL(/\/permohonan$/), page.evaluate(goBack, script ? 1 : 2)])
    await page.locator('#kirim').click()
    await page.locator('.govuk-error-summary').waitFor()
    expect(await cases()).toBe(before + 1)
    await context.close()
  })
})
