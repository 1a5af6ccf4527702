import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedPdf } from '../letters.ts'
import { payloads } from '../payloads.ts'
import { closeBrowser, person } from './support/browser.ts'
import { linkFor, mailsAbout, reviewer } from './support/cases.ts'
import { answers, openDecision } from './support/journey.ts'
import { LocalHost, type LocalMail } from './support/local-host.ts'
import { quickLetter, quickRequest, setFields } from './support/quick.ts'

const freeText = [
  'applicantName',
  'applicantPosition',
  'agencyName',
  'eventName',
  'agenda',
  'venue',
  'letterNumber',
  'letterSubject',
  'signatoryName',
  'signatoryPosition',
  'contactName',
] as const

let host: LocalHost
let applicant: Page
let office: Page
/** Reads e-mails, without a CSP that would stop what is wrong with them. */
let mailReader: Page
const dialogs: string[] = []

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  const pages = [await person(), await person(), await person()].map(({ page }) => page)
  ;[applicant, office, mailReader] = pages as [Page, Page, Page]
  for (const page of pages) {
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
  }
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

/** Elements and attributes that only a payload can have made. */
const made = [
  'script:not([src^="/aset/"])',
  'img,iframe,object,embed,base,math,video,b',
  '[onload],[onerror],[onfocus],[onmouseover],[onclick],[autofocus]:not(.govuk-error-summary)',
  'a[href^="javascript:"],a[href*="evil.example"]',
].join()

/** How often a page shows the payload literally; nothing may have come of it. */
async function timesShown(page: Page, payload: string): Promise<number> {
  expect(await page.locator(made).count()).toBe(0)
  const text = (await page.locator('body').innerText()).replaceAll('\u200B', '')
  return text.split(payload).length - 1
}

/** The e-mail shows the payload as text, links to nothing of it, and goes to nobody else. */
async function expectHarmless(mail: LocalMail, payload: string, least: number): Promise<void> {
  await mailReader.setContent(mail.html)
  expect(await timesShown(mailReader, payload)).toBeGreaterThanOrEqual(least)
  expect(mail.text.replaceAll('\u200B', '').split(payload).length - 1).toBeGreaterThanOrEqual(least)
  // Mail programs make links of addresses by themselves, unless they are taken apart.
  expect(mail.html + mail.text).not.toMatch(/https?:\/\/evil|evil\.example/)
  const links = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href)
  const own = [host.origin, 'mailto:layanan@dinkominfo.example', 'https://rapat.example.org/']
  expect(links.filter((href) => !own.some((start) => href.startsWith(start)))).toEqual([])
  expect(mail.to).toEqual([answers.email])
}

const lastMail = async (reference: string): Promise<LocalMail> =>
  (await mailsAbout(host, reference, answers.email)).at(-1)!

const letter = { name: 'surat.pdf', mimeType: 'application/pdf', buffer: signedPdf() }

describe('what an applicant types', () => {
  it.each(payloads)('is shown as text on every page and in the mail: %s', async (payload) => {
    const typed = Object.fromEntries(freeText.map((field) => [field, payload]))
    await applicant.goto(`${host.origin}/permohonan`)
    await setFields(applicant, typed)
    const form = applicant.locator('main form').last()
    await Promise.all([
      applicant.waitForEvent('load'),
      form.evaluate((element) => (element as HTMLFormElement).submit()),
    ])
    expect(await timesShown(applicant, payload)).toBe(0)
    for (const field of freeText) {
      expect(await applicant.locator(`[name=${field}]`).inputValue()).toBe(payload)
    }

    const reference = await quickRequest(applicant, host, typed)
    await quickLetter(applicant, host, letter)
    expect(await timesShown(applicant, payload)).toBeGreaterThanOrEqual(8)
    await expectHarmless(await lastMail(reference), payload, 3)

    await openDecision(office, host, await linkFor(host, reference, reviewer, 'Setujui'), reviewer)
    await office.getByRole('heading', { name: 'Setujui permohonan ini?' }).waitFor()
    expect(await timesShown(office, payload)).toBeGreaterThanOrEqual(freeText.length)

    await applicant.goto(`${host.origin}/permohonan/${reference}/batal`)
    expect(await timesShown(applicant, payload)).toBeGreaterThanOrEqual(2)
    await setFields(applicant, { reason: payload })
    await Promise.all([
      applicant.waitForEvent('load'),
      applicant.locator('form[action$="/batal"] button').click(),
    ])
    await host.settle()
    expect(await timesShown(applicant, payload)).toBeGreaterThanOrEqual(8)
    await expectHarmless(await lastMail(reference), payload, 3)
    await office.reload()
    expect(await timesShown(office, payload)).toBeGreaterThanOrEqual(2)
    expect(dialogs).toEqual([])
  })

  it.each(payloads)('is shown as text on the schedule and in calendars: %s', async (payload) => {
    // A day of its own: nothing is in its way.
    const eventDate = `2026-12-${String(payloads.indexOf(payload) + 3).padStart(2, '0')}`
    const own = { eventDate, eventName: payload, venue: payload, agencyName: payload }
    const reference = await quickRequest(applicant, host, own)
    await quickLetter(applicant, host, letter)
    await openDecision(office, host, await linkFor(host, reference, reviewer, 'Setujui'), reviewer)
    await office.locator('form:has([name=decision]) button').last().click()
    await office.getByRole('heading', { name: 'telah disetujui' }).waitFor()
    await host.settle()
    await applicant.goto(`${host.origin}/jadwal?tampilan=minggu&mulai=${eventDate}`)
    expect(await timesShown(applicant, payload)).toBeGreaterThanOrEqual(3)
    const feed = await (await fetch(`${host.origin}/jadwal.ics`)).text()
    const { attachments } = await lastMail(reference)
    const files = [feed, ...attachments.map(({ content }) => atob(content))]
    expect(files.length).toBeGreaterThanOrEqual(2)
    for (const file of files) expect(file.replaceAll(/\r?\n /g, '')).not.toMatch(/:\/\/evil/)
    expect(dialogs).toEqual([])
  })

  it('is shown as text where it is the name of a file', async () => {
    await quickRequest(applicant, host)
    const [, name = ''] = payloads
    await applicant.locator('input[type=file]').setInputFiles({ ...letter, name })
    await applicant.locator('[data-status]').getByText(name).waitFor()
    expect(await timesShown(applicant, name)).toBeGreaterThanOrEqual(1)
    expect(dialogs).toEqual([])
  })

  it('is no link to another party’s meeting unless it is an address', async () => {
    await applicant.goto(`${host.origin}/permohonan`)
    await setFields(applicant, { host: 'other', hostLink: 'javascript:alert(1)' })
    await applicant.locator('#kirim').click()
    await applicant.locator('#hostLink-error').waitFor()
    expect(await timesShown(applicant, 'javascript:')).toBe(0)
  })
})

describe('what staff type', () => {
  it('is shown as text where it is a reason', async () => {
    const reference = await quickRequest(applicant, host)
    await quickLetter(applicant, host, letter)
    await office.goto(await linkFor(host, reference, reviewer, 'Kembalikan untuk perbaikan'))
    const reason = payloads.join('\n')
    await office.locator('[name=reason]').fill(reason)
    await office.locator('form:has([name=decision]) button').click()
    await office.getByRole('heading', { name: 'telah dikembalikan' }).waitFor()
    await host.settle()
    await applicant.reload()
    expect(await applicant.locator('.as-typed').innerText()).toBe(reason)
    const mail = await lastMail(reference)
    for (const payload of payloads) {
      expect(await timesShown(office, payload)).toBeGreaterThanOrEqual(1)
      expect(await timesShown(applicant, payload)).toBeGreaterThanOrEqual(1)
      await expectHarmless(mail, payload, 1)
    }
    await applicant.goto(`${host.origin}/permohonan/${reference}/perbaikan`)
    expect(await applicant.locator('.as-typed').innerText()).toBe(reason)
    await timesShown(applicant, reason)
    expect(dialogs).toEqual([])
  })

  it('is shown as text where it is a passcode', async () => {
    const reference = await quickRequest(applicant, host)
    await quickLetter(applicant, host, letter)
    await office.goto(await linkFor(host, reference, reviewer, 'Setujui'))
    await office.locator('form:has([name=decision]) button').click()
    await office.getByRole('heading', { name: 'telah disetujui' }).waitFor()
    // A passcode has at most 40 characters.
    for (const passcode of payloads.filter(({ length }) => length <= 40)) {
      await setFields(office, { joinUrl: 'https://rapat.example.org/j/1', passcode })
      await Promise.all([
        office.waitForEvent('load'),
        office.locator('form[action$="/tautan"] button').click(),
      ])
      expect(await timesShown(office, passcode)).toBeGreaterThanOrEqual(1)
      expect(await office.locator('[name=passcode]').inputValue()).toBe(passcode)
    }
    await host.settle()
    await applicant.reload()
    const last = payloads.findLast(({ length }) => length <= 40) ?? ''
    expect(await timesShown(applicant, last)).toBeGreaterThanOrEqual(1)
    await mailReader.setContent((await lastMail(reference)).html)
    expect(await timesShown(mailReader, last)).toBeGreaterThanOrEqual(1)
    expect(dialogs).toEqual([])
  })
})
