import { beforeEach, describe, expect, it } from 'vitest'
import type { RequestStatus } from '../../shared/domain/vocabulary.ts'
import { formFields, requestIn, staff } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let browser: Browser
let reference: string
let path: string

beforeEach(async () => {
  world = await World.open()
  browser = world.browser()
  reference = await world.file(browser)
  path = `/permohonan/${reference}/batal`
})

/** The case as if it had come into that state; its browser is the one that filed it. */
async function comeTo(status: RequestStatus): Promise<void> {
  const stored = await world.stored(reference)
  const { agency, event, letter } = stored.case
  world.store.place({ ...stored, case: { ...requestIn(status), reference, agency, event, letter } })
}

const press = async (own: Record<string, string> = {}) => {
  const page = await browser.get(path)
  return browser.post(path, { stage: page.field('stage'), ...own })
}

const open = [
  'awaiting-letter',
  'received',
  'in-review',
  'needs-correction',
  'approved',
  'awaiting-link',
  'scheduled',
] as const satisfies readonly RequestStatus[]
const closed = ['rejected', 'expired', 'completed', 'not-held'] as const

describe('cancelling', () => {
  it.each(open)('is done from %s, once, with a receipt to the applicant', async (status) => {
    await comeTo(status)
    expect((await browser.get(`/permohonan/${reference}`)).body).toContain(path)
    const answer = await press({ reason: 'Acara ditunda.' })
    expect([answer.status, answer.location]).toEqual([303, `/permohonan/${reference}`])
    await world.settle()
    const { case: request, events } = await world.stored(reference)
    expect(request).toMatchObject({ status: 'cancelled', cancelReason: 'Acara ditunda.' })
    expect(request.assignment).toBeUndefined()
    expect(events.at(-1)).toMatchObject({ name: 'RequestCancelled', actor: { kind: 'applicant' } })
    const receipts = world.mailer
      .to(formFields.email)
      .filter(({ subject }) => /dibatalkan/.test(subject))
    expect(receipts).toHaveLength(1)
    expect((await browser.get(`/permohonan/${reference}`)).body).not.toContain(path)
  })

  it.each(closed)('is not offered in %s, and says so', async (status) => {
    await comeTo(status)
    expect((await browser.get(`/permohonan/${reference}`)).body).not.toContain(path)
    expect((await browser.get(path)).status).toBe(409)
    const before = world.dump()
    expect((await browser.post(path, { stage: '1' })).status).toBe(409)
    expect(world.dump()).toBe(before)
  })

  it('tells who decided, and nothing of what the applicant wrote', async () => {
    await comeTo('scheduled')
    await press({ reason: 'Acara ditunda.' })
    await world.settle()
    const [mail, ...more] = world.mailer.to('sekar@office.example')
    expect(more).toEqual([])
    expect(mail?.subject).toBe(`Dibatalkan: ${reference}`)
    for (const word of [formFields.eventName, formFields.applicantName, 'Acara ditunda'])
      expect(`${mail?.text} ${mail?.html}`).not.toContain(word)
  })

  it('takes the event out of the calendar that it was put into', async () => {
    await world.acceptLetter(world.upload(reference))
    await world.settle()
    const reviewer = world.browser()
    const decision = await world.enter(reviewer, world.linkIn(staff[2]?.email ?? '', 'Setujui'))
    const { field } = await reviewer.get(decision)
    await reviewer.post(decision, { stage: field('stage'), decision: 'approve' })
    await world.settle()
    await press()
    await world.settle()
    expect(world.mailer.to(formFields.email).at(-1)?.calendar?.[0]?.method).toBe('CANCEL')
  })

  it('is not done once the event has begun', async () => {
    world.clock.at = '2027-01-20T01:59:59.000Z'
    browser = world.browser()
    reference = await world.file(browser, { eventDate: '2027-01-20', letterDate: '2027-01-19' })
    path = `/permohonan/${reference}/batal`
    await comeTo('scheduled')
    const page = await browser.get(path)
    expect(page.status).toBe(200)
    world.clock.pass({ minutes: 1 })
    expect((await browser.get(path)).status).toBe(409)
    const answer = await browser.post(path, { stage: page.field('stage') })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('Waktu mulai kegiatannya sudah tiba')
    expect((await world.stored(reference)).case.status).toBe('scheduled')
  })

  it('is one, however often and from wherever the button is pressed', async () => {
    const page = await browser.get(path)
    const sent = { stage: page.field('stage'), reason: 'Batal.' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post(path, sent)))
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`))).toEqual(
      new Set([`303 /permohonan/${reference}`]),
    )
    expect(await world.names(reference)).toEqual(['RequestSubmitted', 'RequestCancelled'])
  })

  it('shows the page again, with what was typed, where the request changed meanwhile', async () => {
    const page = await browser.get(path)
    await comeTo('scheduled')
    const before = world.dump()
    const answer = await browser.post(path, { stage: page.field('stage'), reason: 'Acara batal.' })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('Acara batal.')
    expect(answer.body).toContain('belum kami catat')
    expect(world.dump()).toBe(before)
  })

  it('meets a decision of the same moment: one of both holds, and the other is told', async () => {
    await world.acceptLetter(world.upload(reference))
    await world.settle()
    const reviewer = world.browser()
    const decision = await world.enter(reviewer, world.linkIn(staff[2]?.email ?? '', 'Setujui'))
    const { field } = await reviewer.get(decision)
    const page = await browser.get(path)
    const [approved, cancelled] = await Promise.all([
      reviewer.post(decision, { stage: field('stage'), decision: 'approve' }),
      browser.post(path, { stage: page.field('stage'), reason: 'Ditunda.' }),
    ])
    expect([approved.status, cancelled.status].toSorted((a, b) => a - b)).toEqual([303, 409])
    const { status } = (await world.stored(reference)).case
    expect(status).toBe(cancelled.status === 303 ? 'cancelled' : 'approved')
    expect(cancelled.status === 303 || cancelled.body.includes('Ditunda.')).toBe(true)
  })

  it('keeps a reason that is too long, and says so', async () => {
    const answer = await press({ reason: 'x'.repeat(1001) })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('x'.repeat(1001))
    expect((await world.stored(reference)).case.status).toBe('awaiting-letter')
  })

  it('needs the case’s own browser and page', async () => {
    const stranger = await world.browser().get(path)
    expect([stranger.status, stranger.location]).toEqual([303, `/lacak?nomor=${reference}`])
    const form = { stage: '1', csrf: 'another' }
    expect((await browser.send('POST', path, { form })).status).toBe(403)
    expect(await world.names(reference)).toEqual(['RequestSubmitted'])
  })
})
