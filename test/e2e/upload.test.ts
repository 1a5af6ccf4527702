import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phonePhotoJpeg, wordProcessorPdf } from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import { stored } from './support/cases.ts'
import type { PickedFile } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { postTicket, quickRequest, type TicketForm, ticketOf } from './support/quick.ts'

const MB = 1024 * 1024
let host: LocalHost
let letter: PickedFile

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  const buffer = Buffer.from(await wordProcessorPdf())
  letter = { name: 'surat.pdf', mimeType: 'application/pdf', buffer }
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

const send = (page: Page) => page.locator('form[data-upload] button[type=submit]')
const cancel = (page: Page) => page.locator('[data-progress] button')
const status = (page: Page) => page.locator('[data-status]')
const isUpload = (request: { method: () => string }): boolean => request.method() === 'POST'

/** A tab on the letter page of a new request. */
async function onLetterPage(script = true) {
  const tab = await person({ script })
  const reference = await quickRequest(tab.page, host)
  return { ...tab, reference }
}

/** Presses the button; ends on the judged case, which must have taken the letter. */
async function sendAndBeAccepted(page: Page): Promise<void> {
  await Promise.all([page.waitForURL(/\?.*etag=/), send(page).click()])
  await host.settle()
  await page.goto(page.url().replace(/\?.*/, ''))
  expect(await page.locator('main').innerText()).toContain('Permohonan Anda telah kami terima')
}

describe('an upload with script', () => {
  it('shows how far it is', async () => {
    const { page, context } = await onLetterPage()
    const session = await context.newCDPSession(page)
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2 * MB }
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', slow)
    const photo = Buffer.concat([phonePhotoJpeg(), Buffer.alloc(3 * MB)])
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photo })
    const percents: number[] = []
    await page.exposeFunction('noted', (percent: number) => percents.push(percent))
    await page.locator('progress').evaluate(watchProgress)
    await sendAndBeAccepted(page)
    expect(percents.some((percent) => percent > 0 && percent < 100)).toBe(true)
    expect(percents.toSorted((a, b) => a - b)).toEqual(percents)
    await context.close()
  })

  it('can be cancelled and sent again', async () => {
    const { page, context } = await onLetterPage()
    await page.route(isUploadUrl, () => undefined, { times: 1 })
    await page.locator('input[type=file]').setInputFiles(letter)
    await send(page).click()
    await cancel(page).click()
    await status(page).getByText('Unggahan dibatalkan').waitFor()
    expect(await page.locator('input[type=file]').evaluate(filesIn)).toEqual(['surat.pdf'])
    await sendAndBeAccepted(page)
    await context.close()
  })

  it('says that the network broke, keeps the file, and is sent again', async () => {
    const { page, context } = await onLetterPage()
    await page.locator('input[type=file]').setInputFiles(letter)
    await page.route(isUploadUrl, (route) => route.abort('connectionreset'), { times: 1 })
    await send(page).click()
    await page.locator('.govuk-error-summary').getByText('Unggahan terputus').waitFor()
    await context.setOffline(true)
    await send(page).click()
    await page.locator('.govuk-error-summary').getByText('Tidak ada sambungan').waitFor()
    await context.setOffline(false)
    await sendAndBeAccepted(page)
    await context.close()
  })

  it('takes a file that is dropped anywhere on the page', async () => {
    const { page, context } = await onLetterPage()
    const dropped = await page.evaluateHandle((content) => {
      const data = new DataTransfer()
      const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))
      data.items.add(new File([bytes], 'surat-tte.pdf', { type: 'application/pdf' }))
      return data
    }, letter.buffer.toString('base64'))
    await page.locator('footer').dispatchEvent('drop', { dataTransfer: dropped })
    await status(page).getByText('surat-tte.pdf').waitFor()
    await sendAndBeAccepted(page)
    await context.close()
  })

  it('is sent once when the button is pressed twice', async () => {
    const { page, context } = await onLetterPage()
    const posts: string[] = []
    page.on('request', (request) => {
      if (isUpload(request)) posts.push(request.url())
    })
    await page.locator('input[type=file]').setInputFiles(letter)
    await Promise.all([page.waitForURL(/etag=/), send(page).dblclick()])
    expect(posts).toHaveLength(1)
    await context.close()
  })

  it('gets a new ticket by itself when the page was open for longer than 15 minutes', async () => {
    const { page, context } = await onLetterPage()
    await host.advance({ advance: 'PT16M' })
    await page.locator('input[type=file]').setInputFiles(letter)
    await sendAndBeAccepted(page)
    await context.close()
  })

  it('says what to do when this browser may not upload any more', async () => {
    const { page, context } = await onLetterPage()
    await host.advance({ advance: 'PT16M' })
    await context.clearCookies()
    await page.locator('input[type=file]').setInputFiles(letter)
    await send(page).click()
    await page.locator('.govuk-error-summary').waitFor()
    expect(await page.locator('#file-error').innerText()).toContain('sudah tidak berlaku')
    await context.close()
  })
})

describe('an upload without script', () => {
  it('says that the page is good for 15 minutes, and works on a fresh page afterwards', async () => {
    const { page, context } = await onLetterPage(false)
    expect(await page.locator('[data-plain]').innerText()).toContain('berlaku 15 menit')
    const letterPage = page.url()
    await host.advance({ advance: 'PT16M' })
    await page.locator('input[type=file]').setInputFiles(letter)
    const answered = page.waitForResponse((answer) => isUpload(answer.request()))
    await send(page).click()
    expect((await answered).status()).toBe(403)
    await page.goto(letterPage)
    await page.locator('input[type=file]').setInputFiles(letter)
    await sendAndBeAccepted(page)
    await context.close()
  })
})

type Change = (fields: Record<string, string>) => Record<string, string | undefined>

/** P12: what a form may not change, with S3's answer. */
type Violation = readonly [what: string, change: Change, status: number, code: string, size: number]
const violations: readonly Violation[] = [
  ['another key', ({ key }) => ({ key: `${key}x` }), 403, 'AccessDenied', 10],
  ['another case', () => ({ key: 'incoming/VC-2026-1111111/x' }), 403, 'AccessDenied', 10],
  ['another type', () => ({ 'Content-Type': 'text/html' }), 403, 'AccessDenied', 10],
  ['a file over 20 MB', () => ({}), 400, 'EntityTooLarge', 20 * MB + 1],
  [
    'no session token',
    () => ({ 'x-amz-security-token': undefined }),
    403,
    'InvalidAccessKeyId',
    10,
  ],
  ['a foreign token', () => ({ 'x-amz-security-token': 'x' }), 400, 'InvalidToken', 10],
  [
    'another signature',
    () => ({ 'x-amz-signature': '0'.repeat(64) }),
    403,
    'SignatureDoesNotMatch',
    10,
  ],
  ['a field of its own', () => ({ acl: 'public-read' }), 403, 'AccessDenied', 10],
]

describe.each(['the plain form', 'the script'])('the ticket of %s', (whose) => {
  const tickets: Record<string, TicketForm> = {}

  beforeAll(async () => {
    const { page, context } = await onLetterPage()
    tickets['the plain form'] = await ticketOf(page)
    tickets['the script'] = await page
      .locator('form[data-upload]')
      .evaluate((form) => JSON.parse((form as HTMLElement).dataset['ticket'] ?? '') as TicketForm)
    await context.close()
  })

  const answerTo = async (change: Change, size: number): Promise<readonly [number, string]> => {
    const { url, fields } = tickets[whose]!
    const changed = Object.entries({ ...fields, ...change({ ...fields }) })
    const kept = changed.filter(([, value]) => value !== undefined)
    const answer = await postTicket(url, Object.fromEntries(kept), new Uint8Array(size))
    return [answer.status, /<Code>(\w+)</.exec(await answer.text())?.[1] ?? '']
  }

  it.each(violations)('is refused by S3 with %s', async (_, change, code, reason, size) => {
    const before = (await stored(host, '"incoming/')).length
    expect(await answerTo(change, size)).toEqual([code, reason])
    expect((await stored(host, '"incoming/')).length).toBe(before)
  })

  it('is good for 15 minutes and no longer', async () => {
    expect((await answerTo(() => ({}), 10))[0]).toBe(whose === 'the script' ? 201 : 303)
    await host.advance({ advance: 'PT15M1S' })
    expect(await answerTo(() => ({}), 10)).toEqual([403, 'AccessDenied'])
  })
})

const isUploadUrl = (url: URL): boolean => url.origin !== host.origin

/** Runs in the page: tells each value that the bar takes. */
function watchProgress(bar: HTMLProgressElement | SVGElement | HTMLElement): void {
  const noted = (window as unknown as { noted: (percent: number) => void }).noted
  const tell = (): void => noted((bar as HTMLProgressElement).value)
  new MutationObserver(tell).observe(bar, { attributes: true })
}

/** Runs in the page: the names of the chosen files. */
const filesIn = (input: Element): readonly string[] =>
  Array.from((input as HTMLInputElement).files ?? [], ({ name }) => name)
