import { beforeEach, describe, expect, it } from 'vitest'
import { offerName } from '../../shared/domain/event-time.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let browser: Browser
let first: string
let second: string

beforeEach(async () => {
  world = await World.open()
  browser = world.browser()
  first = await world.review()
  await approve(first, { account: 'zoom-utama', staff: 'sekar' })
  second = await world.review()
})

/** Opens the newest call of Sekar's and posts an approval with what is chosen. */
async function approve(reference: string, chosen: Readonly<Record<string, string>>) {
  const link = world.linkIn('sekar@office.example', 'Setujui')
  const path = await world.enter(browser, link)
  const { field } = await browser.get(path)
  const answer = await browser.post(path, { stage: field('stage'), decision: 'approve', ...chosen })
  return { path, answer, request: (await world.stored(reference)).case }
}

describe('an approval', () => {
  it('holds what was chosen, for the event with set-up and clean-up', async () => {
    const { case: request } = await world.stored(first)
    expect(request.assignment).toMatchObject({ account: 'zoom-utama', staff: ['sekar'] })
    // 09.00 to 11.30 in Jakarta, an hour before and half an hour after.
    expect(request.assignment?.slots).toEqual([
      { purpose: 'event', from: '2027-01-20T01:00:00Z', to: '2027-01-20T05:00:00Z' },
    ])
  })

  it('sees what another event takes at that time, and proposes what is free', async () => {
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Setujui'))
    const page = await browser.get(path)
    expect(page.body).toContain(`terpakai 08.00 WIB–12.00 WIB oleh ${first}`)
    expect(page.body).toMatch(/<option value="zoom-kedua" selected/)
    expect(page.body).toMatch(/value="yoga" checked/)
  })

  it('of what is taken is refused, says by whom, and keeps what was typed', async () => {
    const { answer, request } = await approve(second, {
      account: 'zoom-utama',
      passcode: 'Rapat 1',
    })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain(`Zoom Utama terpakai`)
    expect(answer.body).toContain('value="Rapat 1"')
    expect(request.status).toBe('in-review')
  })

  it('of what does not exist is refused', async () => {
    const { answer } = await approve(second, { account: 'zoom-lain' })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('Pilihan ini sudah tidak ada')
  })

  it('of what is free is made', async () => {
    const { answer, request } = await approve(second, { account: 'zoom-kedua', staff: 'yoga' })
    expect(answer.status).toBe(303)
    expect(request.assignment).toMatchObject({ account: 'zoom-kedua', staff: ['yoga'] })
  })

  it('without anything of the office’s claims nothing', async () => {
    const { request } = await approve(second, {})
    expect(request.status).toBe('approved')
    expect(request.assignment).toBeUndefined()
  })
})

describe('an event for which something is not free', () => {
  const offers = /name="offers" type="checkbox" value="([^"]+)"/g

  beforeEach(async () => {
    await approve(second, { account: 'zoom-kedua', channel: 'youtube', staff: 'yoga' })
  })

  it('says so, and when else it could be held', async () => {
    await world.review()
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Setujui'))
    const page = await browser.get(path)
    expect(page.body).toContain('Tidak ada akun Zoom yang bebas')
    expect(page.body).toContain('Tawarkan waktu lain kepada pemohon')
  })

  it('may be returned with free times, of which the applicant takes one', async () => {
    const third = await world.review()
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Kembalikan'))
    const page = await browser.get(`${path}?tindakan=return`)
    const [offered = ''] = [...page.body.matchAll(offers)].map(([, value]) => value)
    expect(offered).toMatch(/^2027-01-2\d \d\d:\d\d-\d\d:\d\d$/)
    const answer = await browser.post(path, {
      stage: page.field('stage'),
      decision: 'return',
      reason: 'Semua akun terpakai.',
      offers: offered,
    })
    expect(answer.status).toBe(303)
    const { status, offers: kept = [] } = (await world.stored(third)).case
    expect(status).toBe('needs-correction')
    expect(kept.map(offerName)).toEqual([offered])
  })

  it('offers no time that is not free', async () => {
    const third = await world.review()
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Kembalikan'))
    const { field } = await browser.get(`${path}?tindakan=return`)
    const answer = await browser.post(path, {
      stage: field('stage'),
      decision: 'return',
      reason: 'Semua akun terpakai.',
      offers: '2027-01-20 09:00-11:30',
    })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('sudah tidak bebas')
    expect(answer.body).toContain('Semua akun terpakai.')
    const { status, offers: kept } = (await world.stored(third)).case
    expect([status, kept]).toEqual(['in-review', undefined])
  })
})
