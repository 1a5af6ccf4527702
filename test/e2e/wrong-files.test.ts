import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LetterFault } from '../../shared/domain/vocabulary.ts'
import { wordings } from '../../shared/web/wording/index.ts'
import {
  brokenJpeg,
  elevenMegabytes,
  emptyFile,
  encryptedPdf,
  executable,
  heic,
  htmlAsPdf,
  noPagesPdf,
  png,
  scriptPdf,
  wordProcessorPdf,
} from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import { answers, linkIn, type PickedFile, uploadLetter } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { mailTo, quickRequest } from './support/quick.ts'

const faults = wordings.id.letterFaults
const MB = 1024 * 1024
let host: LocalHost
let good: PickedFile

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  good = pdf(await wordProcessorPdf())
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

const pdf = (buffer: Buffer): PickedFile => ({
  name: 'surat.pdf',
  mimeType: 'application/pdf',
  buffer,
})
const jpg = (buffer: Buffer): PickedFile => ({
  name: 'IMG_1.jpg',
  mimeType: 'image/jpeg',
  buffer,
})

type Wrong = readonly [
  what: string,
  fault: LetterFault,
  file: () => PickedFile | Promise<PickedFile>,
]

/** What a browser with script sees by itself. */
const plainlyWrong: readonly Wrong[] = [
  ['an empty file', 'empty', () => pdf(emptyFile())],
  ['a photo of 11 MB', 'too-large', () => jpg(elevenMegabytes())],
  ['a program called .pdf', 'wrong-type', () => pdf(executable())],
  ['a web page called .pdf', 'wrong-type', () => pdf(htmlAsPdf())],
]
/** What only a look into the file shows. */
const wrongInside: readonly Wrong[] = [
  ['a PDF with a script', 'active-content', async () => pdf(await scriptPdf())],
  ['a PDF with a password', 'encrypted', () => pdf(encryptedPdf())],
  ['a PDF without pages', 'no-pages', () => pdf(noPagesPdf())],
  ['a broken photo', 'damaged', () => jpg(brokenJpeg())],
]

const textOf = (page: Page): Promise<string> => page.locator('main').innerText()

/** From a letter that the service judged wrong, over the e-mail's new link, to a good one. */
async function refusedThenAccepted(script: boolean, fault: LetterFault, file: PickedFile) {
  const { page, context } = await person({ script })
  const reference = await quickRequest(page, host, { venue: 'Pendopo Lantai Dua' })
  await uploadLetter(page, host, file)
  expect(await textOf(page)).toContain(faults[fault])
  expect(await textOf(page)).toContain('Pendopo Lantai Dua')
  await context.close()

  const mail = await mailTo(host, answers.email, `[${reference}] Surat Anda belum dapat diterima`)
  expect(mail.text).toContain(faults[fault])
  const later = await person({ script })
  await later.page.goto(linkIn(mail, 'Unggah surat lagi'))
  expect(later.page.url()).toBe(`${host.origin}/permohonan/${reference}/surat`)
  await uploadLetter(later.page, host, good)
  expect(await textOf(later.page)).toContain('Permohonan Anda telah kami terima')
  expect(await textOf(later.page)).toContain('Pendopo Lantai Dua')
  await later.context.close()
}

describe('a wrong file without script', () => {
  it.each([...plainlyWrong, ...wrongInside])(
    'is refused with its reason (%s), and a good letter follows by the e-mail’s link',
    async (_, fault, file) => {
      await refusedThenAccepted(false, fault, await file())
    },
  )

  it('over 20 MB is refused by S3 itself, and the page takes a good letter afterwards', async () => {
    const { page, context } = await person({ script: false })
    await quickRequest(page, host)
    const letterPage = page.url()
    await page.locator('input[type=file]').setInputFiles(jpg(Buffer.alloc(21 * MB)))
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await page.locator('form[data-upload] button[type=submit]').click()
    expect((await answered).status()).toBe(400)
    await page.getByText('EntityTooLarge').first().waitFor({ state: 'attached' })
    await page.goto(letterPage)
    await uploadLetter(page, host, good)
    expect(await textOf(page)).toContain('Permohonan Anda telah kami terima')
    await context.close()
  })
})

describe('a wrong file with script', () => {
  it.each(wrongInside)(
    'is refused with its reason (%s), and a good letter follows by the e-mail’s link',
    async (_, fault, file) => {
      await refusedThenAccepted(true, fault, await file())
    },
  )

  it.each([
    ...plainlyWrong,
    ['a file of 21 MB', 'too-large', () => jpg(Buffer.alloc(21 * MB))] as Wrong,
  ])('is stopped before it is sent (%s), and a good one is taken there', async (_, fault, file) => {
    const { page, context } = await person()
    await quickRequest(page, host)
    const posts: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') posts.push(request.url())
    })
    await page.locator('input[type=file]').setInputFiles(await file())
    await page.locator('#file-error').waitFor()
    expect(await page.locator('#file-error').innerText()).toContain(faults[fault])
    await page.locator('form[data-upload] button[type=submit]').click()
    await page.locator('.govuk-error-summary').waitFor()
    expect(await page.locator('.govuk-error-summary').innerText()).toContain(faults[fault])
    expect(posts).toEqual([])
    await uploadLetter(page, host, good)
    expect(await textOf(page)).toContain('Permohonan Anda telah kami terima')
    await context.close()
  })
})

describe.each([
  ['with script', true],
  ['without script', false],
])('a picture %s', (_, script) => {
  it.each([
    ['HEIC', () => ({ name: 'IMG_2.HEIC', mimeType: 'image/heic', buffer: heic() })],
    ['PNG', () => ({ name: 'pindaian.png', mimeType: 'image/png', buffer: png() })],
    ['PNG without a right name', () => ({ name: 'pindaian', mimeType: '', buffer: png() })],
  ])('is accepted as %s', async (_, file) => {
    const { page, context } = await person({ script })
    await quickRequest(page, host)
    await uploadLetter(page, host, file())
    expect(await textOf(page)).toContain('Permohonan Anda telah kami terima')
    await context.close()
  })
})
