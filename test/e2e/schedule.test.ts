import ICAL from 'ical.js'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeBrowser, person } from './support/browser.ts'
import { enter, linkFor, mailsAbout, reviewer, stored, underReview } from './support/cases.ts'
import { Device, type Typed } from './support/device.ts'
import { answers } from './support/journey.ts'
import { Keyboard } from './support/keyboard.ts'
import { LocalHost } from './support/local-host.ts'

const joinUrl = 'https://rapat.example.org/j/81234567890'
const passcode = 'Rapat-2026'

let host: LocalHost
let page: Page
/** What is approved in December: one with its name, one without. */
let shown: string
let hidden: string

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  page = (await person()).page
  shown = await approved({ eventDate: '2026-12-02' })
  hidden = await approved({ eventDate: '2026-12-03', eventName: 'Rapat rahasia', untitled: 'yes' })
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

async function approved(typed: Typed): Promise<string> {
  const { reference } = await underReview(host, typed)
  const device = new Device(host)
  const link = await linkFor(host, reference, reviewer, 'Setujui')
  const decision = await enter(host, device, link, reviewer)
  const path = new URL(decision.url).pathname
  const receipt = await device.follow(await device.submit(decision, path))
  await device.submit(receipt, '/tautan', { joinUrl, passcode, meetingId: '812 3456 7890' })
  await host.settle()
  return reference
}

const calendarOf = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  return { method: calendar.getFirstPropertyValue('method'), events }
}

const show = async (query: string): Promise<string> => {
  await page.goto(`${host.origin}/jadwal${query}`)
  return page.locator('main').innerText()
}

describe('an approved event', () => {
  it.each([
    '?mulai=2026-12-01',
    '?tampilan=minggu&mulai=2026-12-02',
    '?tampilan=daftar&mulai=2026-12-01',
  ])('stands in the public schedule, its name only where it may: %s', async (query) => {
    const text = await show(query)
    for (const fact of [answers.eventName, answers.venue, answers.agencyName, '09.00–11.30'])
      expect(text).toContain(fact)
    expect(text).toContain('Kegiatan internal')
    expect(text).not.toContain('Rapat rahasia')
  })

  it.each(['', '?tampilan=minggu', '.ics'])(
    'tells strangers nothing of its case: %s',
    async (address) => {
      const path = address === '.ics' ? address : `${address}${address ? '&' : '?'}mulai=2026-12-02`
      const body = await (await fetch(`${host.origin}/jadwal${path}`)).text()
      expect(body).toContain('Kegiatan internal')
      for (const told of [shown, hidden, joinUrl, passcode, '812 3456', answers.applicantName])
        expect(body.replaceAll(/\r\n /g, '')).not.toContain(told)
    },
  )

  it('is found from home, a month on and a month back, and in every view', async () => {
    await page.goto(host.origin)
    await page.getByRole('navigation', { name: 'Menu utama' }).getByText('Jadwal').click()
    await page.getByRole('heading', { name: 'November 2026', exact: true }).waitFor()
    await page.getByText('Bulan berikutnya').click()
    await page.getByRole('heading', { name: 'Desember 2026', exact: true }).waitFor()
    await page.getByRole('link', { name: 'Minggu', exact: true }).click()
    await page
      .getByRole('heading', { name: '30 November – 6 Desember 2026', exact: true })
      .waitFor()
    await page.getByRole('link', { name: 'Daftar' }).click()
    await page.getByRole('heading', { name: 'November 2026', exact: true }).waitFor()
    await page.getByText('Bulan sebelumnya').click()
    await page.getByRole('heading', { name: 'Oktober 2026', exact: true }).waitFor()
    await page.getByText('Bulan ini').click()
    await page.getByRole('heading', { name: 'November 2026', exact: true }).waitFor()
    expect(new URL(page.url()).search).toBe('?tampilan=daftar')
  })

  it('is reached by keyboard, and its days are a list to whoever cannot see them', async () => {
    const keyboard = new Keyboard(page)
    await page.goto(`${host.origin}/jadwal`)
    await keyboard.enter('.schedule__moves li:last-child a', /mulai=2026-12-01/)
    await keyboard.enter('.schedule__views li:last-child a', /tampilan=daftar/)
    expect(keyboard.unseen).toEqual([])
    await page.goto(`${host.origin}/jadwal?mulai=2026-12-01`)
    const day = page.getByRole('listitem').filter({ hasText: answers.eventName }).first()
    expect(await day.getByRole('heading').innerText()).toContain('Rabu, 2 Desember 2026')
  })

  it('is a list of its days on a phone, and a sheet on its side on paper', async () => {
    const phone = await person({ width: 360 })
    await phone.page.goto(`${host.origin}/jadwal?mulai=2026-12-01`)
    expect(await phone.page.locator('.day:visible').count()).toBe(2)
    const pdf = (await phone.page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const [, width, height] = /MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? []
    expect(Number(width)).toBeGreaterThan(Number(height))
    await phone.context.close()
  })

  it('is in the feed, which a calendar reads and is not sent twice', async () => {
    const answer = await fetch(`${host.origin}/jadwal.ics`)
    const { method, events } = calendarOf(await answer.text())
    expect(method).toBe('PUBLISH')
    expect(events.map(({ summary }) => summary)).toEqual([answers.eventName, 'Kegiatan internal'])
    expect(events[0]?.startDate.toJSDate().toISOString()).toBe('2026-12-02T02:00:00.000Z')
    const etag = answer.headers.get('etag') ?? ''
    const again = await fetch(`${host.origin}/jadwal.ics`, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('comes to its applicant with each e-mail, newer each time, with the way in', async () => {
    const files = (await mailsAbout(host, shown, answers.email)).flatMap(({ attachments }) =>
      attachments.filter(({ name }) => name === 'invite.ics'),
    )
    const calendars = files.map(({ content }) =>
      calendarOf(Buffer.from(content, 'base64').toString()),
    )
    expect(calendars.map(({ method }) => method)).toEqual(['REQUEST', 'REQUEST'])
    const [first, last] = calendars.map(({ events }) => events[0]!)
    expect(last?.uid).toBe(first?.uid)
    expect(last?.uid).toMatch(new RegExp(`^${shown}@`))
    expect(last!.sequence).toBeGreaterThan(first!.sequence)
    expect(first?.description).not.toContain(passcode)
    expect(last?.description).toContain(`Kode sandi: ${passcode}`)
    expect(last?.description).toContain(joinUrl)
  })

  it('is attached for whoever looks into the local mailbox', async () => {
    const mail = (await mailsAbout(host, shown, answers.email)).at(-1)
    const port = new URL(host.origin).port
    const console = await fetch(`http://localhost:${port}/_local/surat/${mail?.id}`)
    expect(await console.text()).toContain('invite.ics')
  })

  it('is one item, beside its case', async () => {
    expect(await stored(host, '"SCHEDULE#2026-12"')).toHaveLength(2)
  })
})
