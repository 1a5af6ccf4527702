import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signedPdf } from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import { linkFor, mailsAbout, reviewer } from './support/cases.ts'
import { answers, openDecision } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { packedPng } from './support/png.ts'
import { quickLetter, quickRequest } from './support/quick.ts'
import { askToSignIn, signIn } from './support/staff.ts'

/**
 * The main pages as pictures, to be looked at: on a phone and on a screen, in .shots/. With
 * UPDATE_DOCS=1 the three that the README shows are taken anew as well.
 */
const root = resolve(import.meta.dirname, '../..')
const shots = resolve(root, '.shots')
const docs = ['home', 'receipt', 'decision']
const maxDocBytes = 200 * 1000

let host: LocalHost
let applicant: Page
let office: Page

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  applicant = (await person()).page
  office = (await person()).page
  await mkdir(shots, { recursive: true })
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

/** Takes the page at both widths. */
async function take(page: Page, name: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    const picture = await page.screenshot({ fullPage: true, animations: 'disabled' })
    expect(picture.length).toBeGreaterThan(1000)
    await writeFile(resolve(shots, `${name}-${width}.png`), picture)
  }
  if (process.env['UPDATE_DOCS'] === '1' && docs.includes(name)) await takeForDocs(page, name)
}

async function takeForDocs(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1040, height: 720 })
  const picture = packedPng(await page.screenshot({ animations: 'disabled' }))
  expect(picture.length).toBeLessThan(maxDocBytes)
  await writeFile(resolve(root, 'docs', `${name}.png`), picture)
}

describe('pictures of the main pages', () => {
  it('show what everyone sees', async () => {
    const pages = {
      home: '/',
      standard: '/standar-pelayanan',
      privacy: '/privasi',
      form: '/permohonan',
      track: '/lacak',
      'not-found': '/tidak-ada',
    }
    for (const [name, path] of Object.entries(pages)) {
      await applicant.goto(host.origin + path)
      await take(applicant, name)
    }
  })

  it('show the way from the letter to the decision and back', async () => {
    const reference = await quickRequest(applicant, host)
    await take(applicant, 'letter')
    await applicant.goto(`${host.origin}/permohonan/${reference}`)
    await take(applicant, 'awaiting-letter')
    await quickLetter(applicant, host, {
      name: 'surat.pdf',
      mimeType: 'application/pdf',
      buffer: signedPdf(),
    })
    await take(applicant, 'receipt')

    const link = await linkFor(host, reference, reviewer, 'Setujui')
    await office.goto(link)
    await take(office, 'code')
    await openDecision(office, host, link, reviewer)
    await office.getByRole('heading', { name: 'Setujui permohonan ini?' }).waitFor()
    await take(office, 'decision')
    await office.locator('[name=joinUrl]').fill('https://rapat.example.org/j/81234567890')
    await office.locator('[name=meetingId]').fill('812 3456 7890')
    await office.locator('[name=passcode]').fill('Rapat@2026')
    await office.getByRole('button', { name: 'Setujui permohonan' }).click()
    await office.getByRole('heading', { name: 'Permohonan telah disetujui' }).waitFor()
    await take(office, 'outcome')
    await host.settle()
    await applicant.reload()
    await take(applicant, 'scheduled')
    await applicant.goto(`${host.origin}/jadwal?mulai=2026-12-01`)
    await take(applicant, 'schedule')
    await applicant.goBack()
    const mail = (await mailsAbout(host, reference, answers.email)).at(-1)
    // A tab of its own: the site's CSP would keep the e-mail's looks from it.
    const { page, context } = await person()
    await page.setContent(mail?.html ?? '')
    await take(page, 'mail')
    await context.close()
  })

  it('show the console', async () => {
    const console = host.origin.replace('127.0.0.1', 'localhost')
    for (const [name, path] of Object.entries({ console: '', executions: 'proses' })) {
      await office.goto(`${console}/_local/${path}`)
      await take(office, name)
    }
  })

  it('show the staff site', async () => {
    const { page } = await person()
    await page.goto(`${host.origin}/petugas`)
    await take(page, 'staff-sign-in')
    await askToSignIn(page, host, 'kepala.seksi@dinkominfo.example')
    await take(page, 'staff-code')
    await signIn(page, host, 'kepala.seksi@dinkominfo.example')
    const pages = { 'staff-work-list': '/petugas', 'staff-devices': '/petugas/perangkat' }
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(host.origin + path)
      await take(page, name)
    }
  })
})
