import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { signedPdf } from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import {
  enter,
  type Filed,
  file,
  history,
  linkFor,
  mailsAbout,
  reviewer,
  underReview,
} from './support/cases.ts'
import { Device, type Typed } from './support/device.ts'
import { answers, openDecision } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { quickLetter, setFields } from './support/quick.ts'

let host: LocalHost
let applicant: Page

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  applicant = (await person()).page
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

// An address gets at most five codes an hour.
afterEach(() => host.advance({ advance: 'PT1H' }))

const letter = { name: 'surat.pdf', mimeType: 'application/pdf', buffer: signedPdf() }

async function decide({ reference }: Filed, words: string, typed: Typed = {}): Promise<string> {
  const device = new Device(host)
  const link = await linkFor(host, reference, reviewer, words)
  const page = await enter(host, device, link, reviewer)
  const { status } = await device.submit(page, new URL(page.url).pathname, typed)
  expect(status).toBe(303)
  await host.settle()
  return page.body
}

async function returned(): Promise<Filed> {
  const filed = await underReview(host)
  await decide(filed, 'Kembalikan', { reason: 'Tempat tidak sesuai surat.' })
  await host.advance({ advance: 'PT1M' })
  return filed
}

const names = async ({ reference }: Filed): Promise<readonly string[]> =>
  (await history(host, reference)).map(({ name }) => name)

const subjects = async ({ reference }: Filed, to: string): Promise<readonly string[]> =>
  (await mailsAbout(host, reference, to)).map(({ subject }) => subject)

/** Presses a button of the page that leads elsewhere. */
async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name }).click()])
}

/** The path of one of the case's pages. */
const at = ({ reference }: Filed, step: string): string => `/permohonan/${reference}/${step}`

describe('A request that came back', () => {
  it('is corrected by the e-mail’s link, its letter standing, and decided', async () => {
    const filed = await returned()
    await applicant.goto(await linkFor(host, filed.reference, answers.email, 'Perbaiki'))
    expect(await applicant.locator('main').innerText()).toContain('Tempat tidak sesuai surat.')
    expect(await applicant.locator('[name=eventName]').inputValue()).toBe(answers.eventName)
    await setFields(applicant, { venue: 'Pendopo Kabupaten', letter: 'keep' })
    await press(applicant, 'Kirim perbaikan')
    await applicant.getByRole('heading', { name: 'Permohonan Anda telah kami terima' }).waitFor()
    expect(await applicant.locator('main').innerText()).toContain('Pendopo Kabupaten')
    await host.settle()
    const page = await decide(filed, 'Setujui', { joinUrl: 'https://zoom.us/j/1234567890' })
    expect(page).toContain('Perubahan sejak putaran sebelumnya')
    expect((await subjects(filed, answers.email)).at(-1)).toContain('jadwal dan tautan')
    const [first, second] = (await host.executions()).filter(({ name }) =>
      name.startsWith(filed.reference),
    )
    expect([first?.status, second?.status]).toEqual(['SUCCEEDED', 'SUCCEEDED'])
  })

  it('is corrected with a new letter, without script', async () => {
    const filed = await returned()
    const { page, context } = await person({ script: false })
    await page.goto(await linkFor(host, filed.reference, answers.email, 'Perbaiki'))
    await page.locator('[name=venue]').fill('Pendopo Kabupaten')
    await page.locator('[name=letter][value=new]').check({ force: true })
    await page.getByRole('button', { name: 'Kirim perbaikan' }).click()
    await page.waitForURL(/\/surat$/)
    await quickLetter(page, host, letter)
    expect(await page.locator('main').innerText()).toContain('Pendopo Kabupaten')
    await context.close()
    await decide(filed, 'Setujui')
    expect((await names(filed)).filter((name) => name === 'LetterAccepted')).toHaveLength(2)
  })

  it('is corrected once by twenty clicks; a page of before shows what was typed', async () => {
    const filed = await returned()
    const { device } = filed
    const page = await device.open(at(filed, 'perbaikan'))
    const send = (venue: string) => device.submit(page, '/perbaikan', { venue, letter: 'new' })
    const sent = await Promise.all(Array.from({ length: 20 }, () => send('Pendopo')))
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]))
    expect((await names(filed)).filter((name) => name === 'RequestRevised')).toHaveLength(1)
    const stale = await send('Aula <b>besar</b>')
    expect(stale.status).toBe(409)
    expect(stale.body).toContain('Aula &lt;b>besar&lt;/b>')
  })
})

describe('A request for a time at which nothing is free', () => {
  it('is taken to an offered time by one click, twice pressed', async () => {
    const eventDate = '2027-01-13'
    await decide(await underReview(host, { eventDate }), 'Setujui')
    const filed = await underReview(host, { eventDate })
    const office = (await person()).page
    await openDecision(
      office,
      host,
      await linkFor(host, filed.reference, reviewer, 'Kembalikan'),
      reviewer,
    )
    const offered = office.locator('[name=offers]')
    const offer = (await offered.first().getAttribute('value')) ?? ''
    await offered.first().check({ force: true })
    await office.locator('[name=reason]').fill('Semua petugas sudah bertugas pada waktu itu.')
    await press(office, 'Kembalikan untuk perbaikan')
    await office.context().close()
    await host.settle()
    await applicant.goto(await linkFor(host, filed.reference, answers.email, 'Pilih waktu lain'))
    await applicant.locator(`[name=offer][value="${offer}"]`).check({ force: true })
    const button = applicant.getByRole('button', { name: 'Ambil waktu ini' })
    await Promise.all([applicant.waitForURL(/VC-[^/]+$/), button.dblclick()])
    await applicant.getByRole('heading', { name: 'Permohonan Anda telah kami terima' }).waitFor()
    await host.settle()
    expect((await names(filed)).filter((name) => name === 'RequestRevised')).toHaveLength(1)
    await decide(filed, 'Setujui')
    expect((await names(filed)).at(-1)).toBe('RequestApproved')
  })
})

describe('A request that its applicant takes back', () => {
  const states: Readonly<Record<string, () => Promise<Filed>>> = {
    'without a letter': () => file(host),
    'under review': () => underReview(host),
    'to be corrected': returned,
  }

  it.each(Object.entries(states))('%s is cancelled, once, with a receipt', async (_, make) => {
    const filed = await make()
    const { device } = filed
    const page = await device.open(at(filed, 'batal'))
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => device.submit(page, '/batal', { reason: 'Ditunda.' })),
    )
    for (const { headers } of sent)
      expect(headers.get('location')).toBe(`/permohonan/${filed.reference}`)
    await host.settle()
    expect((await names(filed)).filter((name) => name === 'RequestCancelled')).toHaveLength(1)
    const receipts = await subjects(filed, answers.email)
    expect(receipts.filter((subject) => subject.includes('dibatalkan'))).toHaveLength(1)
    const running = (await host.executions()).filter(
      ({ name, status }) => name.startsWith(filed.reference) && status === 'RUNNING',
    )
    expect(running).toEqual([])
  })

  it('is cancelled from its page, and its reviewer is told', async () => {
    const filed = await underReview(host)
    await decide(filed, 'Setujui', { joinUrl: 'https://zoom.us/j/1234567890' })
    await openCase(filed)
    await applicant.getByRole('link', { name: 'Batalkan permohonan' }).click()
    expect(await applicant.locator('main').innerText()).toContain('petugas kami beri tahu')
    await applicant.locator('[name=reason]').fill('Acara ditunda.')
    await press(applicant, 'Batalkan permohonan')
    await applicant.getByRole('heading', { name: 'Permohonan Anda dibatalkan' }).waitFor()
    await host.settle()
    expect((await subjects(filed, reviewer)).at(-1)).toBe(`Dibatalkan: ${filed.reference}`)
    await applicant.goBack()
    expect(await applicant.locator('h1').innerText()).toContain('tidak dapat dibatalkan lagi')
    expect((await names(filed)).filter((name) => name === 'RequestCancelled')).toHaveLength(1)
  })
})

describe('Another time', () => {
  it('is asked for after the approval, and decided anew', async () => {
    const filed = await underReview(host)
    await decide(filed, 'Setujui', { joinUrl: 'https://zoom.us/j/1234567890' })
    await openCase(filed)
    await applicant.getByRole('link', { name: 'Minta waktu lain' }).click()
    expect(await applicant.locator('main').innerText()).toContain('kami jawab paling lambat')
    await setFields(applicant, { eventDate: '2027-02-03', startTime: '13:00', endTime: '15:00' })
    await press(applicant, 'Minta waktu ini')
    expect(await applicant.locator('main').innerText()).toContain('Rabu, 3 Februari 2027')
    await host.settle()
    expect(await subjects(filed, reviewer)).toContain(`Waktu diubah: ${filed.reference}`)
    await decide(filed, 'Setujui', { joinUrl: 'https://zoom.us/j/1234567890' })
    const approvals = (await names(filed)).filter((name) => name === 'RequestApproved')
    expect(approvals).toHaveLength(2)
  })
})

/** The case's own page, opened by reference and code. */
async function openCase({ reference }: Filed): Promise<void> {
  const [mail] = await mailsAbout(host, reference, answers.email)
  await applicant.goto(`${host.origin}/lacak?nomor=${reference}`)
  const code = /(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}/.exec(mail?.text ?? '')?.[0] ?? ''
  await setFields(applicant, { reference, code })
  await Promise.all([
    applicant.waitForURL(`**/permohonan/${reference}`),
    applicant.locator('main form button').click(),
  ])
}
