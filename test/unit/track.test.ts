import { beforeEach, describe, expect, it } from 'vitest'
import { formatTrackingCode, makeReference } from '../../shared/domain/reference.ts'
import { trackingCodeOf } from '../../shared/web/credentials.ts'
import { formFields, monday } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let reference: string
let code: string
let browser: Browser

beforeEach(async () => {
  world = await World.open()
  reference = await world.file()
  code = await trackingCodeOf(world.keys.signer, (await world.stored(reference)).draft)
  browser = world.browser('203.0.113.9')
  await browser.get('/lacak')
})

const other = makeReference('VC', 2026, Uint8Array.of(1, 2, 3, 4))
const wrongCode = '0123456789ABCDEF'
const look = (own: Record<string, string> = {}, by = browser) =>
  by.post('/lacak', { reference, code, ...own })

describe('a case', () => {
  it('is found by reference and code, typed as people type them', async () => {
    const ways: readonly Record<string, string>[] = [
      {},
      { reference: reference.toLowerCase().replaceAll('-', ' '), code: formatTrackingCode(code) },
      { code: code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l') },
    ]
    for (const typed of ways) {
      const answer = await look(typed)
      expect([answer.status, answer.location]).toEqual([303, `/permohonan/${reference}`])
    }
    const page = await browser.get(`/permohonan/${reference}`)
    expect(page.body).toContain(formFields.eventName)
    expect(page.body).toContain(formatTrackingCode(code))
  })

  it('is shown to the browser that was let in, for a day, and to no other', async () => {
    await look()
    expect((await browser.get(`/permohonan/${reference}`)).status).toBe(200)
    const stranger = world.browser()
    for (const path of [`/permohonan/${reference}`, `/permohonan/${reference}/surat`]) {
      const answer = await stranger.get(path)
      expect([answer.status, answer.location]).toEqual([303, `/lacak?nomor=${reference}`])
    }
    world.clock.pass({ hours: 24 })
    expect((await browser.get(`/permohonan/${reference}`)).status).toBe(303)
  })

  it('does not open by the cookie of another case', async () => {
    const second = await world.file(browser)
    browser.cookies.set(
      `__Host-permohonan-${reference}`,
      browser.cookies.get(`__Host-permohonan-${second}`) ?? '',
    )
    expect((await browser.get(`/permohonan/${reference}`)).status).toBe(303)
  })

  it('is found with its code after a rotation', async () => {
    world.keys.rotate()
    expect((await look()).status).toBe(303)
    expect((await browser.get(`/permohonan/${reference}`)).body).toContain(formatTrackingCode(code))
  })

  it('shows the applicant neither who decides nor what the office does among itself', async () => {
    await world.acceptLetter(world.upload(reference))
    await world.settle()
    await world.until('2026-11-24T10:00:00.000Z')
    await look()
    const { body } = await browser.get(`/permohonan/${reference}`)
    for (const name of ['Sekar', 'Yoga', 'Bagas', 'sekar', 'Pengingat'])
      expect(body).not.toContain(name)
  })
})

describe('a wrong try', () => {
  it('gets the same answer, whichever of both is wrong', async () => {
    const shown = (body: string) =>
      body.replaceAll(/value="[^"]*"/g, 'value').replaceAll(/0123-?4567\S*/g, '')
    const wrong = await look({ code: wrongCode })
    const unknown = await look({ reference: other })
    const both = await look({ reference: other, code: wrongCode })
    expect([wrong.status, unknown.status, both.status]).toEqual([404, 404, 404])
    expect(shown(unknown.body)).toBe(shown(wrong.body))
    expect(shown(both.body)).toBe(shown(wrong.body))
    expect(wrong.cookies).toEqual(unknown.cookies)
  })

  it('keeps what was typed, as text', async () => {
    const answer = await look({ reference: '"><script>', code: 'x' })
    expect(answer.status).toBe(400)
    expect(answer.field('reference')).toBe('"><script>')
    expect(answer.body).not.toContain('"><script>')
  })

  it('that is only mistyped costs nothing', async () => {
    for (let times = 0; times < 20; times += 1)
      expect((await look({ reference: 'VC-2026-1234567' })).status).toBe(400)
    expect((await look()).status).toBe(303)
  })

  it('is not counted where the page was not ours, and what was typed is kept', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    const form = { csrf: browser.cookies.get('__Host-formulir') ?? '', reference, code: wrongCode }
    const before = world.dump()
    const answer = await browser.send('POST', '/lacak', { form, headers })
    expect([answer.status, answer.field('reference')]).toEqual([403, reference])
    expect(world.dump()).toBe(before)
  })
})

describe('after ten wrong tries an hour', () => {
  let ticket: string
  let status: number

  beforeEach(async () => {
    for (let times = 0; times < 10; times += 1) await look({ code: wrongCode })
    const answer = await look()
    status = answer.status
    ticket = answer.field('ticket')
  })

  it('a try takes a wait of twenty seconds, and passes', async () => {
    expect([status, ticket === '']).toEqual([429, false])
    world.clock.pass({ minutes: 1 / 6 })
    expect((await look({ ticket })).status).toBe(429)
    world.clock.pass({ minutes: 1 / 6 })
    expect((await look({ ticket })).status).toBe(303)
  })

  it('the wait keeps its ticket when the button is pressed early', async () => {
    world.clock.pass({ minutes: 1 / 6 })
    const early = await look({ ticket })
    expect(early.field('ticket')).toBe(ticket)
    expect(early.field('reference')).toBe(reference)
  })

  it('a ticket is good for one try, also over the turn of the hour', async () => {
    world.clock.at = '2026-11-23T02:59:00.000Z'
    for (let times = 0; times < 10; times += 1) await look({ code: wrongCode })
    const fresh = (await look()).field('ticket')
    world.clock.pass({ minutes: 0.5 })
    expect((await look({ ticket: fresh, code: wrongCode })).status).toBe(404)
    expect((await look({ ticket: fresh })).status).toBe(429)
    world.clock.pass({ minutes: 2 })
    for (let times = 0; times < 10; times += 1) await look({ code: wrongCode })
    expect((await look({ ticket: fresh })).status).toBe(429)
  })

  it('a ticket is no other client’s', async () => {
    const second = world.browser('203.0.113.10')
    await second.get('/lacak')
    for (let times = 0; times < 10; times += 1) await look({ code: wrongCode }, second)
    world.clock.pass({ minutes: 1 })
    expect((await look({ ticket }, second)).status).toBe(429)
  })

  it.each(['', 'nonsense', 'a.b.c'])('a ticket %j buys nothing', async (wrong) => {
    world.clock.pass({ minutes: 1 })
    expect((await look({ ticket: wrong })).status).toBe(429)
  })

  it('a ticket is over after a quarter of an hour', async () => {
    world.clock.pass({ minutes: 16 })
    expect((await look({ ticket })).status).toBe(429)
  })

  it('nobody else is kept out, and the next hour is free', async () => {
    const second = world.browser('203.0.113.10')
    await second.get('/lacak')
    expect((await look({}, second)).status).toBe(303)
    world.clock.pass({ hours: 1 })
    expect((await look()).status).toBe(303)
  })

  it('nobody’s address is stored', () => {
    expect(world.dump()).not.toContain('203.0.113')
  })
})

describe('an applicant’s link', () => {
  async function refusedLetter(): Promise<string> {
    world.letters.judge = () => ({ ok: false, fault: 'no-pages' })
    await world.acceptLetter(world.upload(reference))
    await world.settle()
    return world.linkIn(formFields.email, 'Unggah surat lagi')
  }

  it('opens the letter page and changes nothing', async () => {
    const link = await refusedLetter()
    const before = world.dump()
    const stranger = world.browser()
    const answer = await stranger.get(link)
    expect([answer.status, answer.location]).toEqual([303, `/permohonan/${reference}/surat`])
    expect((await stranger.get(answer.location)).status).toBe(200)
    expect(world.dump()).toBe(before)
  })

  it('is over after sixty days, and a reviewer’s opens no letter page', async () => {
    const link = await refusedLetter()
    world.clock.pass({ days: 60 })
    expect((await browser.get(link)).status).toBe(404)
    world.clock.at = monday
    const second = await World.open()
    await second.review()
    const theirs = second.linkIn('sekar@office.example', 'Setujui').replace('/t/', '/s/')
    expect((await second.browser().get(theirs)).status).toBe(404)
  })
})

describe('after an upload', () => {
  const page = async (etag: string) => {
    await look()
    return (await browser.get(`/permohonan/${reference}?etag=%22${etag}%22`)).body
  }

  it('the page says that the letter is being checked, until the verdict is in', async () => {
    const event = world.upload(reference)
    const { etag } = event.detail.object
    expect(await page(etag)).toContain('sedang diperiksa')
    world.letters.judge = () => ({ ok: false, fault: 'encrypted' })
    await world.acceptLetter(event)
    expect(await page(etag)).not.toContain('sedang diperiksa')
    expect(await page(etag)).toContain('Surat belum dapat diterima')
  })

  it('a letter that is with the scanner is being checked, also for who comes back later', async () => {
    const event = world.upload(reference)
    const { 'version-id': version } = event.detail.object
    world.letters.scans.set(version, 'none')
    await world.acceptLetter(event)
    await look()
    const { body } = await browser.get(`/permohonan/${reference}`)
    expect(body).toContain('sedang diperiksa')
    expect(body).toContain('wait-for-verdict')
    expect(body).not.toContain('Unggah surat</a>')
  })

  it('the page says that a letter is not used which came when none was awaited', async () => {
    const first = world.upload(reference, 'first')
    await world.acceptLetter(first)
    expect(await page(first.detail.object.etag)).not.toContain('tidak kami pakai')
    const late = world.upload(reference, 'late')
    await world.acceptLetter(late)
    const body = await page(late.detail.object.etag)
    expect(body).toContain('surat Anda sebelumnya sudah kami terima')
    expect(body).toContain('“Masuk”')
    expect(body).not.toContain('wait-for-verdict')
  })
})
