import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './support/axe.ts'
import { closeBrowser, person } from './support/browser.ts'
import { Findings, promises } from './support/findings.ts'
import { htmlFindings } from './support/html.ts'
import { narrowFindings } from './support/narrow.ts'
import { tourOfCorrection } from './support/tour/correction.ts'
import { type Toured, walk } from './support/tour.ts'

/** Every page on which a filed request is changed, and what it leads to, with its answer's status. */
const stops = {
  revise: 200,
  'revise-errors': 400,
  'letter-again': 200,
  'status-awaiting-correction': 200,
  'revise-changed': 409,
  'status-corrected': 200,
  'revise-late': 409,
  'decision-second-round': 200,
  'status-offered': 200,
  offers: 200,
  'offers-errors': 400,
  'revise-offered': 200,
  'other-time': 200,
  'other-time-errors': 400,
  'other-time-changed': 409,
  'status-other-time': 200,
  'other-time-over': 409,
  cancel: 200,
  'cancel-errors': 400,
  'cancel-changed': 409,
  'status-cancelled': 200,
  'cancel-over': 409,
  'outcome-cancelled': 200,
  'revise-reminded': 200,
}

/** One e-mail of each kind, by its subject. */
const mails = {
  returned: 'perlu diperbaiki',
  reminded: 'Pengingat: permohonan Anda menunggu perbaikan',
  'time changed': 'Permintaan waktu lain telah kami terima',
  cancelled: 'Permohonan Anda dibatalkan',
  'to staff, of a cancellation': 'Dibatalkan: VC',
  'to staff, of another time': 'Waktu diubah: VC',
}

const findings = new Findings()
let toured: Toured
let page: Page

beforeAll(async () => {
  toured = await walk((name, page, answer) => findings.look(name, page, answer), tourOfCorrection)
  page = (await person({ width: 320 })).page
}, 240_000)
afterAll(closeBrowser)

describe('every page that changes a request, in every state', () => {
  it('answers with the status that says what happened', () => {
    expect(findings.seen).toEqual(stops)
  })
  it.each(promises)('%s', (_, kind) => expect(findings.of(kind)).toEqual([]))
  it('makes no browser complain', () => expect(toured.complaints).toEqual([]))
})

describe.each(Object.entries(mails))('the e-mail %s', (_, words) => {
  it('has nothing that axe and html-validate find, and fits 320 pixels', async () => {
    const html = toured.mails.find(({ subject }) => subject.includes(words))?.html ?? ''
    await page.setContent(html)
    expect(await page.locator('h1').innerText()).not.toBe('')
    expect(await axeFindings(page)).toEqual([])
    expect(await htmlFindings(html)).toEqual([])
    expect(await narrowFindings(page)).toEqual([])
  })
})
