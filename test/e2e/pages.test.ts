import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './support/axe.ts'
import { closeBrowser, person } from './support/browser.ts'
import { Findings, promises } from './support/findings.ts'
import { htmlFindings } from './support/html.ts'
import { narrowFindings } from './support/narrow.ts'
import { type Toured, tour } from './support/tour.ts'

/** Every page in every state that a person can meet, with the status it is answered with. */
const stops = {
  home: 200,
  standard: 200,
  privacy: 200,
  'schedule-empty': 200,
  'schedule-list-empty': 200,
  'not-found': 404,
  'no-link': 404,
  'no-case-link': 404,
  track: 200,
  'track-malformed': 400,
  'track-unknown': 404,
  'track-wait': 429,
  form: 200,
  'form-errors-by-script': 200,
  'form-errors': 400,
  'form-restored': 200,
  'form-confirm': 200,
  'form-confirm-early': 429,
  'form-emptied': 200,
  'form-stale': 400,
  'form-foreign': 403,
  'too-large': 413,
  letter: 200,
  'letter-wrong-file': 200,
  'letter-sending': 200,
  'letter-cancelled': 200,
  'status-awaiting-letter': 200,
  'status-checking': 200,
  'status-letter-refused': 200,
  'status-in-review': 200,
  'status-letter-unused': 200,
  'status-in-review-explained': 200,
  'submitted-before': 409,
  'code-asked': 200,
  'code-sent': 200,
  'code-malformed': 400,
  'code-wrong': 400,
  'code-over': 400,
  'code-too-many': 429,
  'decision-approve': 200,
  'decision-approve-errors': 400,
  'decision-changed': 409,
  'outcome-approved': 200,
  'status-approved': 200,
  'outcome-link-errors': 400,
  'outcome-scheduled': 200,
  'outcome-links-overtaken': 409,
  'status-scheduled': 200,
  'schedule-bulan': 200,
  'schedule-minggu': 200,
  'schedule-daftar': 200,
  'outcome-other-link': 200,
  'decision-return': 200,
  'decision-return-errors': 400,
  'outcome-returned': 200,
  'outcome-decided-otherwise': 409,
  'status-returned': 200,
  'outcome-old-link': 200,
  'decision-reject': 200,
  'foreign-post': 403,
  'outcome-rejected': 200,
  'status-rejected': 200,
  'status-late': 200,
  'status-expired': 200,
  broken: 500,
}

/** One e-mail of each kind, by its subject. */
const mailKinds = {
  received: 'telah kami terima',
  'letter-refused': 'Surat Anda belum dapat diterima',
  returned: 'perlu diperbaiki',
  approved: 'Permohonan Anda disetujui',
  links: 'disetujui: jadwal dan tautan',
  rejected: 'ditolak',
  expired: 'ditutup',
  code: 'Kode Anda',
  review: 'Mohon kajian',
  reminder: 'Pengingat',
  overdue: 'TERLAMBAT',
}

const findings = new Findings()
let toured: Toured
/** As narrow as a phone; reads the e-mails. */
let page: Page

beforeAll(async () => {
  toured = await tour((name, page, answer) => findings.look(name, page, answer))
  page = (await person({ width: 320 })).page
})
afterAll(closeBrowser)

describe('every page in every state', () => {
  it('answers with the status that says what happened', () => {
    expect(findings.seen).toEqual(stops)
  })
  it.each(promises)('%s', (_, kind) => expect(findings.of(kind)).toEqual([]))
  it('makes no browser complain', () => expect(toured.complaints).toEqual([]))
})

describe.each(Object.entries(mailKinds))('the e-mail “%s”', (_, words) => {
  const html = (): string => toured.mails.find(({ subject }) => subject.includes(words))?.html ?? ''

  it('has nothing that axe and html-validate find, and fits 320 pixels', async () => {
    await page.setContent(html())
    expect(await page.locator('h1').innerText()).not.toBe('')
    expect(await axeFindings(page)).toEqual([])
    expect(await htmlFindings(html())).toEqual([])
    expect(await narrowFindings(page)).toEqual([])
  })
})
