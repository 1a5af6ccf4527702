import type { Page } from 'playwright-core'
import { reviewer as address, linkFor } from '../cases.ts'
import { answers, openDecision } from '../journey.ts'
import { Keyboard } from '../keyboard.ts'
import { setFields } from '../quick.ts'
import { press } from '../staff.ts'
import { switchedOffUntil } from '../switched-off.ts'
import type { Tour } from '../tour.ts'
import { fileWithLetter } from './letter.ts'

const long = 'x'.repeat(1001)

/** What applicants do with a request after it is filed, in each state of its pages. */
export async function tourOfCorrection(tour: Tour): Promise<void> {
  const waiting = await returned(tour)
  await tourOfRevision(tour)
  await tourOfOffers(tour)
  await tourOfOtherTime(tour)
  await tourOfCancellation(tour)
  tour.host = await switchedOffUntil(tour.host, '2026-12-01T09:00:00+07:00')
  await tour.host.advance({ advance: 'PT1H' })
  await tour.applicant.goto(await linkFor(tour.host, waiting, answers.email, 'Perbaiki'))
  await tour.look('revise-reminded', tour.applicant)
}

async function decide(tour: Tour, reference: string, words: string, typed = {}): Promise<void> {
  await open(tour, reference, words)
  await setFields(tour.reviewer, typed)
  await press(tour.reviewer, decision)
  await tour.host.settle()
}

const decision = 'form:has([name=decision])'

/** The decision page behind the newest e-mail's link, once it is there. */
async function open({ host, reviewer: page }: Tour, reference: string, words: string) {
  await openDecision(page, host, await linkFor(host, reference, address, words), address)
  await page.locator(decision).waitFor()
}

async function returned(tour: Tour): Promise<string> {
  const reference = await fileWithLetter(tour)
  const reason = 'Tempat tidak sama dengan surat.\nMohon diperbaiki.'
  await decide(tour, reference, 'Kembalikan', { reason })
  await tour.host.advance({ advance: 'PT1M' })
  return reference
}

async function tourOfRevision(tour: Tour): Promise<void> {
  const { host, look, applicant: page } = tour
  const reference = await returned(tour)
  await page.goto(await linkFor(host, reference, answers.email, 'Perbaiki'))
  await look('revise', page)
  await setFields(page, { email: 'bukan alamat', eventDate: '2020-01-01' })
  await press(page, form('perbaikan'))
  await look('revise-errors', page)
  const stale = await page.context().newPage()
  await stale.goto(page.url())
  await setFields(page, { venue: 'Pendopo', letter: 'new', ...valid })
  await press(page, form('perbaikan'))
  await look('letter-again', page)
  await page.goto(`${host.origin}/permohonan/${reference}`)
  await look('status-awaiting-correction', page)
  await setFields(stale, { venue: 'Aula', letter: 'keep' })
  await press(stale, form('perbaikan'))
  await look('revise-changed', stale)
  await stale.goto(stale.url())
  const late = await page.context().newPage()
  await late.goto(stale.url())
  await byKeyboard(stale)
  await host.settle()
  await look('status-corrected', stale)
  await setFields(late, { venue: 'Lapangan', letter: 'keep' })
  await press(late, form('perbaikan'))
  await look('revise-late', late)
  for (const each of [stale, late]) await each.close()
  await open(tour, reference, 'Setujui')
  await look('decision-second-round', tour.reviewer)
}

const valid = { email: answers.email, eventDate: '2026-12-02' }

/** Past every field to the letter that stands, and sends it. */
async function byKeyboard(page: Page): Promise<void> {
  const keyboard = new Keyboard(page)
  await page.locator('[name=letterPhone]').focus()
  await keyboard.space('[name=letter]')
  await keyboard.enter('.request-form > button', /\/permohonan\/VC-[^/]+$/)
  if (keyboard.unseen.length > 0) throw new Error(`Focus unseen: ${keyboard.unseen.join(', ')}`)
}

/** A second event at a time that has taken all staff. */
async function tourOfOffers(tour: Tour): Promise<void> {
  const { host, look, applicant: page, reviewer: office } = tour
  const eventDate = '2026-12-16'
  await decide(tour, await fileWithLetter(tour, { eventDate }), 'Setujui')
  const reference = await fileWithLetter(tour, { eventDate })
  await host.advance({ advance: 'PT1H' })
  await open(tour, reference, 'Kembalikan')
  for (const offer of await office.locator('[name=offers]').all())
    await offer.check({ force: true })
  await setFields(office, { reason: 'Semua petugas sudah bertugas.' })
  await press(office, decision)
  await host.settle()
  await page.goto(`${host.origin}/permohonan/${reference}`)
  await look('status-offered', page)
  await page.goto(await linkFor(host, reference, answers.email, 'Pilih waktu lain'))
  await look('offers', page)
  await press(page, form('tawaran'))
  await look('offers-errors', page)
  await page.goto(`${host.origin}/permohonan/${reference}/perbaikan`)
  await look('revise-offered', page)
}

async function tourOfOtherTime(tour: Tour): Promise<void> {
  const { host, look, applicant: page } = tour
  const reference = await fileWithLetter(tour)
  await decide(tour, reference, 'Setujui', { joinUrl: 'https://rapat.example.org/j/1' })
  const address = `${host.origin}/permohonan/${reference}/jadwal-ulang`
  await page.goto(address)
  await look('other-time', page)
  await setFields(page, { eventDate: '2020-01-01', endTime: '' })
  await press(page, form('jadwal-ulang'))
  await look('other-time-errors', page)
  await setFields(page, { eventDate: '2026-12-03', endTime: '12:00', stage: '1' })
  await press(page, form('jadwal-ulang'))
  await look('other-time-changed', page)
  await press(page, form('jadwal-ulang'))
  await look('status-other-time', page)
  await host.settle()
  await decide(tour, reference, 'Tolak', { reason: 'Sudah penuh.' })
  await page.goto(address)
  await look('other-time-over', page)
}

async function tourOfCancellation(tour: Tour): Promise<void> {
  const { host, look, applicant: page } = tour
  const reference = await fileWithLetter(tour)
  await decide(tour, reference, 'Setujui', { joinUrl: 'https://rapat.example.org/j/1' })
  const address = `${host.origin}/permohonan/${reference}/batal`
  await page.goto(address)
  await look('cancel', page)
  await setFields(page, { reason: long })
  await press(page, form('batal'))
  await look('cancel-errors', page)
  await setFields(page, { reason: 'Acara ditunda.', stage: '1' })
  await press(page, form('batal'))
  await look('cancel-changed', page)
  await press(page, form('batal'))
  await look('status-cancelled', page)
  await page.goto(address)
  await look('cancel-over', page)
  await host.settle()
  const other = await underDecision(tour)
  await page.goto(`${host.origin}/permohonan/${other}/batal`)
  await press(page, form('batal'))
  await tour.reviewer.reload()
  await look('outcome-cancelled', tour.reviewer)
}

/** A request whose decision page the reviewer has open. */
async function underDecision(tour: Tour): Promise<string> {
  const reference = await fileWithLetter(tour)
  await open(tour, reference, 'Setujui')
  return reference
}

const form = (step: string): string => `form[action$="/${step}"]`
