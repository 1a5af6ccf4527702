import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { after, formFields } from '../builders.ts'
import { World } from '../doubles/world.ts'

let world: World
let reference: string

beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  world = await World.open()
  reference = await world.review()
  const browser = world.browser()
  const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Setujui'))
  const { field } = await browser.get(path)
  const product = { joinUrl: 'https://rapat.example.org/j/1', passcode: 'rahasia-7' }
  await browser.post(path, {
    stage: field('stage'),
    decision: 'approve',
    staff: 'yoga',
    ...product,
  })
  await world.settle()
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** Runs the sweep at each of these times, and two quarters of an hour after it. */
async function sweepAt(...times: readonly string[]): Promise<void> {
  for (const at of times) {
    for (const minutes of [0, 15, 30]) {
      await world.until(after(at, { minutes }))
      await world.sweep()
      await world.settle()
    }
  }
}

const dayBefore = '2027-01-19T02:00:00.000Z'
const hourBefore = '2027-01-20T01:00:00.000Z'
const end = '2027-01-20T04:30:00.000Z'
const nextClose = '2027-01-21T09:00:00.000Z'
/** The sweep looks once after the approval, too. */
const approved = '2026-11-23T02:30:00.000Z'

const subjects = (address: string, words: RegExp): readonly string[] =>
  world.mailer
    .to(address)
    .map(({ subject }) => subject)
    .filter((subject) => words.test(subject))

describe('an approved event', () => {
  it('is looked at again at its next milestone, and not before', async () => {
    await sweepAt(approved)
    const due = await world.store.due('2027-12-31T00:00:00.000Z', 10)
    expect(due.map(({ since }) => since)).toEqual([dayBefore])
  })

  it('reminds applicant and staff a day and an hour before, once each', async () => {
    await sweepAt(approved, dayBefore, hourBefore)
    expect(subjects(formFields.email, /Pengingat/)).toEqual([
      `[${reference}] Pengingat: kegiatan Anda sudah dekat`,
      `[${reference}] Pengingat: kegiatan Anda dimulai pukul 09.00 WIB`,
    ])
    const [mail] = world.mailer.to(formFields.email).slice(-1)
    for (const part of ['https://rapat.example.org/j/1', 'rahasia-7', formFields.venue])
      expect(mail?.text).toContain(part)
    expect(subjects('yoga@office.example', /Pengingat/)).toHaveLength(2)
  })

  it('tells staff nothing of the case but its number', async () => {
    await sweepAt(approved, dayBefore, hourBefore, end)
    const mails = world.mailer
      .to('yoga@office.example')
      .filter(({ subject }) => /Pengingat|Pastikan/.test(subject))
    expect(mails).toHaveLength(3)
    for (const { text, html } of mails)
      for (const word of ['rahasia-7', 'rapat.example.org', formFields.eventName, formFields.venue])
        expect(`${text} ${html}`).not.toContain(word)
  })

  it('asks the staff after its end, and completes by itself at the next working day’s close', async () => {
    await sweepAt(approved, dayBefore, hourBefore, end)
    expect(subjects('yoga@office.example', /Pastikan/)).toEqual([
      `Pastikan pelaksanaan: ${reference}`,
    ])
    expect((await world.stored(reference)).case.status).toBe('scheduled')
    await sweepAt(nextClose)
    const { case: request, events } = await world.stored(reference)
    expect(request.status).toBe('completed')
    expect(events.at(-1)).toMatchObject({ name: 'EventHeld', actor: { kind: 'system' } })
    expect(subjects(formFields.email, /nilai layanan/)).toHaveLength(1)
    expect(await world.store.due('2027-12-31T00:00:00.000Z', 10)).toEqual([])
  })
})
