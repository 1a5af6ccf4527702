import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordProcessorPdf } from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import { newestCode, reviewer } from './support/cases.ts'
import { readingTime } from './support/device.ts'
import { answers, linkIn, referenceOn } from './support/journey.ts'
import { Keyboard } from './support/keyboard.ts'
import { LocalHost } from './support/local-host.ts'
import { mailTo } from './support/quick.ts'
import { signInCodeOf } from './support/staff.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

describe.each([
  ['with script', true],
  ['without script', false],
])('by keyboard alone, %s', (_, script) => {
  it('leads past the menu, to what is wrong and to its field', async () => {
    const { page, context } = await person({ script })
    const keyboard = new Keyboard(page)
    await page.goto(`${host.origin}/permohonan`)
    await page.keyboard.press('Tab')
    expect(await keyboard.focused()).toBe('a.govuk-skip-link')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await keyboard.focused()).toBe('input#applicantName')
    await page.keyboard.press('Enter')
    await page.locator('.govuk-error-summary').waitFor()
    expect(await keyboard.focused()).toBe('div.govuk-error-summary')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await keyboard.focused()).toBe('input#applicantName')
    expect(keyboard.unseen).toEqual([])
    await context.close()
  })

  it('a request is filed, its letter sent, and it is decided on', async () => {
    const { page, context } = await person({ script })
    const keyboard = new Keyboard(page)
    await page.goto(host.origin)
    await keyboard.enter('a[href="/permohonan"].govuk-button', /\/permohonan$/)
    await fillIn(keyboard)
    await readingTime(page.url())
    if (script) await keyboard.enter('#kirim', /\/surat$/)
    else {
      await keyboard.enter('#kirim')
      await page.locator('form[data-confirm]').waitFor()
      await host.advance({ advance: 'PT20S' })
      await keyboard.enter('#kirim', /\/surat$/)
    }
    const reference = referenceOn(page)
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      keyboard.enter('input[type=file]'),
    ])
    const buffer = Buffer.from(await wordProcessorPdf())
    await chooser.setFiles({ name: 'surat.pdf', mimeType: 'application/pdf', buffer })
    await keyboard.enter('form[data-upload] button[type=submit]', /\/permohonan\/VC-[^/]+$|etag=/)
    await host.settle()
    expect((await mailTo(host, answers.email, reference)).subject).toContain('telah kami terima')

    const link = linkIn(await mailTo(host, reviewer, `Mohon kajian: ${reference}`), 'Setujui')
    await page.goto(link)
    await keyboard.enter('form[action$="/kode"] button')
    await page.locator('[name=code]').waitFor()
    await host.settle()
    await keyboard.type('[name=code]', await newestCode(host, reviewer))
    await keyboard.enter('form[action$="/masuk"] button')
    await page.getByRole('heading', { name: 'Setujui permohonan ini?' }).waitFor()
    await keyboard.space('form:has([name=decision]) button')
    await page.getByRole('heading', { name: 'Permohonan telah disetujui' }).waitFor()
    expect(keyboard.unseen).toEqual([])
    await context.close()
  })

  it('a person signs in to the staff site and out again', async () => {
    const { page, context } = await person({ script })
    const keyboard = new Keyboard(page)
    await page.goto(`${host.origin}/petugas`)
    await keyboard.type('[name=email]', 'kepala.seksi@dinkominfo.example')
    await keyboard.enter('form:has([name=email]) button')
    await page.locator('[name=code]').waitFor()
    await host.settle()
    await keyboard.type('[name=code]', await signInCodeOf(host, 'kepala.seksi@dinkominfo.example'))
    await keyboard.enter('form:has([name=code]) button', /\/petugas$/)
    await keyboard.enter('form[action="/petugas/keluar"] button', /\/petugas\/masuk\?keluar$/)
    expect(keyboard.unseen).toEqual([])
    await context.close()
  })
})

/** Dates whose day is their month, so that it does not matter in which order the browser asks. */
async function fillIn(keyboard: Keyboard): Promise<void> {
  const texts = ['applicantName', 'applicantPosition'] as const
  for (const field of texts) await keyboard.type(`#${field}`, answers[field])
  await keyboard.type('#applicantKind', 'OPD')
  for (const field of ['agencyName', 'email', 'whatsapp', 'eventName', 'agenda'] as const) {
    await keyboard.type(`#${field}`, answers[field])
  }
  await keyboard.type('#eventDate', '12122026')
  await keyboard.type('#startTime', '0900A')
  await keyboard.type('#endTime', '1130A')
  for (const field of ['venue', 'participants'] as const) {
    await keyboard.type(`#${field}`, answers[field])
  }
  for (const choice of ['service', 'host', 'recording']) await keyboard.space(`#${choice}`)
  await keyboard.type('#letterNumber', answers.letterNumber)
  await keyboard.type('#letterDate', '11112026')
  for (const field of ['signatoryName', 'signatoryPosition'] as const) {
    await keyboard.type(`#${field}`, answers[field])
  }
  await keyboard.space('#endorsement')
  // A field reached by Tab is selected whole: typing replaces what script offered.
  await keyboard.type('#letterPhone', answers.letterPhone)
  for (const declaration of ['truthful', 'privacyRead']) await keyboard.space(`#${declaration}`)
}
