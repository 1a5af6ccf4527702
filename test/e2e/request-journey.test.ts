import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { phonePhotoJpeg, signedPdf, wordProcessorPdf } from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import {
  answers,
  fileRequest,
  linkIn,
  openDecision,
  type PickedFile,
  referenceOn,
  uploadLetter,
} from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'

const reviewer = 'sekar.anindita@dinkominfo.example'
let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

// An address gets at most five codes an hour.
afterEach(() => host.advance({ advance: 'PT1H' }))

const letters: readonly [string, () => PickedFile | Promise<PickedFile>][] = [
  [
    'a PDF from a word processor',
    async () => ({
      name: 'surat.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(await wordProcessorPdf()),
    }),
  ],
  [
    'a phone photo of a stamped letter',
    () => ({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: phonePhotoJpeg() }),
  ],
  [
    'an electronically signed PDF',
    () => ({ name: 'tte.pdf', mimeType: 'application/pdf', buffer: Buffer.from(signedPdf()) }),
  ],
]

describe.each([
  ['with script', true],
  ['without script', false],
])('A request %s', (_, script) => {
  it.each(letters)(
    'goes from the form with %s to the decision in the applicant’s mail',
    async (_, make) => {
      const { page, context } = await person({ script })
      await fileRequest(page, host)
      const reference = referenceOn(page)
      await uploadLetter(page, host, await make())
      expect(await page.locator('main').innerText()).toContain('Selasa, 24 November 2026')
      await context.close()

      const received = (await host.mail(answers.email)).filter(({ subject }) =>
        subject.includes(reference),
      )
      expect(received.map(({ subject }) => subject)).toEqual([
        `[${reference}] Permohonan Anda telah kami terima`,
      ])
      const asked = (await host.mail(reviewer)).find(({ subject }) => subject.includes(reference))
      expect(asked?.subject).toBe(
        `Mohon kajian: ${reference} (batas waktu Selasa, 24 November 2026 pukul 16.00 WIB)`,
      )

      const office = await person({ script })
      await openDecision(office.page, host, linkIn(asked!, 'Setujui'), reviewer)
      await office.page.locator('[name="joinUrl"]').fill('https://zoom.us/j/1234567890')
      await office.page.locator('[name="passcode"]').fill('Rapat@2026')
      await office.page.getByRole('button', { name: 'Setujui permohonan' }).click()
      await office.page.getByRole('heading', { name: 'Permohonan telah disetujui' }).waitFor()
      await office.context.close()
      await host.settle()

      const decided = (await host.mail(answers.email)).filter(({ subject }) =>
        subject.includes(reference),
      )
      expect(decided.at(-1)?.subject).toBe(
        `[${reference}] Permohonan Anda disetujui: jadwal dan tautan`,
      )
      expect(decided.at(-1)?.text).toContain('Rapat@2026')
      expect(decided).toHaveLength(2)
      const execution = (await host.executions()).find(({ name }) => name.startsWith(reference))
      expect(execution?.status).toBe('SUCCEEDED')
    },
  )
})
