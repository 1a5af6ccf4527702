import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './support/axe.ts'
import { closeBrowser, person } from './support/browser.ts'
import {
  colleague,
  enter,
  type Filed,
  failures,
  history,
  linkFor,
  mailsAbout,
  reviewer,
  stored,
  underReview,
} from './support/cases.ts'
import { Device } from './support/device.ts'
import { htmlFindings } from './support/html.ts'
import { answers } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { narrowFindings } from './support/narrow.ts'
import { press, signIn } from './support/staff.ts'

let host: LocalHost
let held: Filed
let silent: Filed

/** Approves as the reviewer, with a link; in an hour of its own, since codes are counted. */
async function approve(filed: Filed): Promise<void> {
  const device = new Device(host)
  const link = await linkFor(host, filed.reference, reviewer, 'Setujui')
  const page = await enter(host, device, link, reviewer)
  const joinUrl = 'https://rapat.example.org/j/1?pwd=rahasia-7'
  const { status } = await device.submit(page, new URL(page.url).pathname, { joinUrl })
  expect(status).toBe(303)
  await host.settle()
  await host.advance({ advance: 'PT1H' })
}

beforeAll(async () => {
  host = await LocalHost.start('2026-11-30T08:00:00+07:00')
  // In the morning, and in the afternoon of the same day.
  held = await underReview(host, { eventDate: '2026-12-02' })
  await approve(held)
  silent = await underReview(host, {
    eventDate: '2026-12-02',
    startTime: '14:00',
    endTime: '15:00',
  })
  await approve(silent)
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

const subjects = async ({ reference }: Filed, to: string, words: string) =>
  (await mailsAbout(host, reference, to))
    .map(({ subject }) => subject)
    .filter((subject) => subject.includes(words))
const names = async ({ reference }: Filed): Promise<readonly string[]> =>
  (await history(host, reference)).map(({ name }) => name)
const count = async (filed: Filed, name: string): Promise<number> =>
  (await names(filed)).filter((each) => each === name).length

/** What axe, html-validate and a telephone's width find on a page. */
async function findings(page: Page): Promise<readonly unknown[]> {
  await page.setViewportSize({ width: 320, height: 640 })
  const found = [
    ...(await axeFindings(page)),
    ...(await htmlFindings(await page.content())),
    ...(await narrowFindings(page)),
  ]
  await page.setViewportSize({ width: 1280, height: 800 })
  return found
}

/** One e-mail of each kind around an event, by its subject. */
const mailKinds = {
  day: 'kegiatan Anda sudah dekat',
  hour: 'kegiatan Anda dimulai',
  staff: 'Pengingat: kegiatan VC-',
  question: 'Pastikan pelaksanaan',
  thanks: 'nilai layanan',
}

describe('around an approved event', () => {
  it('the applicant is reminded a day and an hour before, once each', async () => {
    await host.advance({ to: '2026-12-01T10:00:00+07:00' })
    expect(await subjects(held, answers.email, 'Pengingat')).toHaveLength(1)
    expect(await count(silent, 'EventReminded')).toBe(0)
    await host.advance({ to: '2026-12-02T08:30:00+07:00' })
    expect(await subjects(held, answers.email, 'Pengingat')).toHaveLength(2)
    expect(await count(held, 'EventReminded')).toBe(2)
    const [mail] = (await mailsAbout(host, held.reference, answers.email)).slice(-1)
    expect(mail?.text).toContain('https://rapat.example.org/j/1')
  })

  it('staff see what they serve, and have nothing to say before it begins', async () => {
    const { page } = await person()
    await page.goto(`${host.origin}/petugas/permohonan/${silent.reference}/pelaksanaan`)
    await signIn(page, host, reviewer)
    expect(await page.locator('main').innerText()).toContain(
      'sejak kegiatan yang disetujui dimulai',
    )
    expect(await page.locator('main form').count()).toBe(0)
    expect(await findings(page)).toEqual([])
    await page.goto(`${host.origin}/petugas/permohonan/${silent.reference}/berita-acara`)
    expect(await findings(page)).toEqual([])
  })

  it('staff record that it was held, by the mail’s link, and print its proof', async () => {
    await host.advance({ to: '2026-12-02T12:00:00+07:00' })
    const asked = await Promise.all(
      [reviewer, colleague].map((to) => subjects(held, to, 'Pastikan pelaksanaan')),
    )
    expect(asked.flat()).not.toEqual([])
    const to = asked[0]?.length ? reviewer : colleague
    const { page } = await person()
    await page.goto(await linkFor(host, held.reference, to, 'Pastikan pelaksanaan'))
    await signIn(page, host, to)
    expect(await page.locator('h1').innerText()).toBe('Pelaksanaan kegiatan')
    expect(await findings(page)).toEqual([])
    await page.getByLabel('Ya, terlaksana').check()
    await page.getByLabel('Jumlah hadir').fill('1.200')
    await page.getByLabel('Tautan rekaman').fill('https://youtu.be/abc')
    await page.getByRole('button', { name: 'Simpan' }).dblclick()
    await page.getByText('Tercatat: terlaksana.').waitFor()
    expect(await findings(page)).toEqual([])
    expect(await count(held, 'EventHeld')).toBe(1)
    await page.getByRole('link', { name: 'Buka berita acara' }).click()
    await page.getByRole('heading', { name: 'Berita acara' }).waitFor()
    const paper = await page.locator('main').innerText()
    expect(paper).toContain('1200 orang')
    expect(paper).not.toContain('rahasia-7')
    expect(await findings(page)).toEqual([])
    await host.settle()
  })

  it('the applicant is thanked and answers the survey, once', async () => {
    const { page } = await person()
    const link = await linkFor(host, held.reference, answers.email, 'Isi survei kepuasan')
    await page.goto(link)
    expect(await findings(page)).toEqual([])
    await press(page, 'main form')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Perilaku petugas')
    expect(await findings(page)).toEqual([])
    for (const group of await page.locator('main fieldset').all())
      await group.locator('input').first().check()
    await page.locator('main form button').dblclick()
    await page.getByRole('heading', { name: 'Terima kasih' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.goto(link)
    expect(await page.locator('h1').innerText()).toContain('Terima kasih')
    expect(await count(held, 'SurveyAnswered')).toBe(1)
    expect(await stored(host, `CASE#${held.reference}`, '"SURVEY"')).toHaveLength(1)
  })

  it('the rest happens by itself when nobody says anything', async () => {
    await host.advance({ to: '2026-12-03T15:30:00+07:00' })
    expect((await names(silent)).at(-1)).toBe('EventEnded')
    await host.advance({ to: '2026-12-03T16:30:00+07:00' })
    expect((await history(host, silent.reference)).at(-1)).toMatchObject({
      name: 'EventHeld',
      actor: { kind: 'system' },
    })
    expect(await subjects(silent, answers.email, 'nilai layanan')).toHaveLength(1)
    expect(await subjects(held, answers.email, 'nilai layanan')).toHaveLength(1)
    expect(await failures(host)).toEqual([])
  })
})

describe('the e-mails around an event', () => {
  it.each(Object.entries(mailKinds))(
    'have nothing that axe and html-validate find, and fit 320 pixels: %s',
    async (_, words) => {
      const html = (await host.mail()).find(({ subject }) => subject.includes(words))?.html ?? ''
      const { page } = await person({ width: 320 })
      await page.setContent(html)
      expect(await page.locator('h1').innerText()).not.toBe('')
      expect(await axeFindings(page)).toEqual([])
      expect(await htmlFindings(html)).toEqual([])
      expect(await narrowFindings(page)).toEqual([])
    },
  )
})
