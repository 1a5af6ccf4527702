import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { surveyElements } from '../../shared/domain/vocabulary.ts'
import { after, formFields } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { MemorySessions } from '../doubles/sessions.ts'
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

describe('staff who say whether it was held', () => {
  const page = () => `/petugas/permohonan/${reference}/pelaksanaan`
  const paper = () => `/petugas/permohonan/${reference}/berita-acara`
  const recorded = () => `${page()}?tercatat`
  let browser: Browser

  async function enter(email = 'yoga@office.example'): Promise<Browser> {
    const entered = world.browser()
    await world.signIn(entered, email)
    return entered
  }
  async function say(own: Readonly<Record<string, string>>, by = browser) {
    const { field } = await by.get(page())
    return by.post(page(), { seen: field('seen'), ...own })
  }

  it('come to the page by the mail’s link, and find nothing to say before the event', async () => {
    await sweepAt(approved, dayBefore)
    browser = world.browser()
    const link = world.linkIn('yoga@office.example', 'Lihat kegiatan')
    expect(link).toBe(page())
    expect(await world.signIn(browser, 'yoga@office.example', link)).toBe(page())
    const { status, body } = await browser.get(page())
    expect(status).toBe(200)
    expect(body).toContain(formFields.eventName)
    expect(body).not.toContain('name="held"')
    expect((await browser.post(page(), { held: 'yes', seen: '0' })).status).toBe(409)
  })

  it('record it once; a second click gets the same receipt, the applicant one survey', async () => {
    await sweepAt(approved, dayBefore, hourBefore, end)
    browser = await enter()
    const said = { held: 'yes', attendance: '1.200', streamUrl: 'https://youtu.be/abc', note: '' }
    const answers = await Promise.all([say(said), say(said)])
    expect(answers.map(({ location }) => location)).toEqual([recorded(), recorded()])
    await world.settle()
    const { case: request, events } = await world.stored(reference)
    expect(request).toMatchObject({ status: 'completed', held: { attendance: 1200 } })
    expect(events.filter(({ name }) => name === 'EventHeld')).toHaveLength(1)
    expect((await browser.get(recorded())).body).toContain('Tercatat: terlaksana.')
    await sweepAt(nextClose)
    expect(subjects(formFields.email, /nilai layanan/)).toHaveLength(1)
    expect(world.mailer.to(formFields.email).at(-1)?.text).toContain('https://youtu.be/abc')
  })

  it('open the survey to the applicant, who answers it by the mail’s link', async () => {
    await sweepAt(approved, end, nextClose)
    const link = world.linkIn(formFields.email, 'Isi survei kepuasan')
    const applicant = world.browser()
    expect((await applicant.get(link)).status).toBe(200)
    const marks = surveyElements.map((element) => [element, '4'])
    await applicant.post(link, Object.fromEntries(marks))
    expect((await world.stored(reference)).case.surveyed).toBe(true)
  })

  it('correct it later, which opens no second survey', async () => {
    await sweepAt(approved, end)
    browser = await enter()
    await say({ held: 'no', note: 'Listrik padam.' })
    await world.settle()
    expect((await world.stored(reference)).case).toMatchObject({ status: 'not-held' })
    expect(subjects(formFields.email, /nilai layanan/)).toEqual([])
    await say({ held: 'yes' })
    await say({ held: 'yes', attendance: '40' })
    await world.settle()
    expect((await world.stored(reference)).case).toMatchObject({
      status: 'completed',
      held: { attendance: 40 },
    })
    expect(subjects(formFields.email, /nilai layanan/)).toHaveLength(1)
  })

  it('are told when a colleague was faster, and keep what they typed', async () => {
    await sweepAt(approved, end)
    browser = await enter()
    const before = (await browser.get(page())).field('seen')
    await say({ held: 'no' }, await enter('sekar@office.example'))
    const late = await browser.post(page(), { seen: before, held: 'yes', note: 'Lancar.' })
    expect(late.status).toBe(409)
    expect(late.body).toContain('Lancar.')
    expect((await world.stored(reference)).case.status).toBe('not-held')
  })

  it('are told what is wrong with what they typed', async () => {
    await sweepAt(approved, end)
    browser = await enter()
    const answer = await say({ attendance: 'banyak', streamUrl: 'youtube', note: 'Lancar.' })
    expect(answer.status).toBe(400)
    for (const part of ['Pilih apakah', 'dengan angka', 'secara lengkap', 'banyak', 'Lancar.'])
      expect(answer.body).toContain(part)
  })

  it('print the berita acara of an event that was held, without its passcode', async () => {
    await sweepAt(approved, end)
    browser = await enter()
    expect((await browser.get(paper())).status).toBe(409)
    await say({ held: 'yes', attendance: '40' })
    const { status, body } = await browser.get(paper())
    expect(status).toBe(200)
    for (const part of [formFields.eventName, 'Yoga Mahardika', '40 orang', 'Pemohon'])
      expect(body).toContain(part)
    expect(body).not.toContain('rahasia-7')
  })

  it('of the technical staff open their own events only', async () => {
    await sweepAt(approved, end)
    const people = await world.office.staff()
    const technical = people.map((one) => ({ ...one, roles: ['technician' as const] }))
    vi.spyOn(world.sessions, 'view').mockImplementation(async (mark) => {
      const view = await MemorySessions.prototype.view.call(world.sessions, mark)
      const person = technical.find(({ id }) => id === mark.person)
      return { ...view, person }
    })
    expect((await (await enter('yoga@office.example')).get(page())).status).toBe(200)
    expect((await (await enter('section@office.example')).get(page())).status).toBe(403)
    expect((await (await enter('section@office.example')).get(paper())).status).toBe(403)
  })
})
