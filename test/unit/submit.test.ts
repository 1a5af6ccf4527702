import { beforeEach, describe, expect, it } from 'vitest'
import { proofFor } from '../../infra/local/seed/proof.ts'
import { referenceOf } from '../../shared/web/credentials.ts'
import { formFields, stored } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let browser: Browser

beforeEach(async () => {
  world = await World.open()
  browser = world.browser()
})

/** A form as it was handed out, ready to be sent any number of times. */
async function form(own: Record<string, string | readonly string[]> = {}) {
  return { ...(await world.form(browser)), ...own }
}

const letterPage = /^\/permohonan\/(VC-\d{4}-[0-9A-Z]{7})\/surat$/
const cases = () => world.store.references().length

describe('a request form', () => {
  it('becomes a case that waits for its letter, and the browser may go on to it', async () => {
    const answer = await browser.post(
      '/permohonan',
      await form({ equipment: ['operator', 'sound'], untitled: 'yes' }),
    )
    const [, reference = ''] = letterPage.exec(answer.location) ?? []
    expect(answer.status).toBe(303)
    const { case: request, person, events } = await world.stored(reference)
    expect(request).toMatchObject({
      status: 'awaiting-letter',
      agency: { kind: 'opd', name: formFields.agencyName },
      event: {
        participants: 1641,
        equipment: ['operator', 'sound'],
        recording: true,
        untitled: true,
      },
      letter: { number: formFields.letterNumber },
    })
    expect(person).toMatchObject({ email: formFields.email, whatsapp: '+6281234567890' })
    expect(events.map(({ name }) => name)).toEqual(['RequestSubmitted'])
    const upload = await browser.get(answer.location)
    expect(upload.status).toBe(200)
    expect(upload.field('key')).toMatch(new RegExp(`^incoming/${reference}/[\\w-]{22}$`))
  })

  it('keeps names and contacts apart from the case and its history', async () => {
    const reference = await world.file(browser)
    const { person: _, ...rest } = await world.stored(reference)
    const { applicantName, email, nip, whatsapp, contactName, signatoryName } = formFields
    for (const personal of [applicantName, email, nip, whatsapp, contactName, signatoryName])
      expect(JSON.stringify(rest)).not.toContain(personal)
  })

  it('is filed once by fifty that send it at once, all with the same answer', async () => {
    const fields = await form()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => browser.post('/permohonan', fields)),
    )
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
    expect(answers[0]?.location).toMatch(letterPage)
    expect(cases()).toBe(1)
  })

  it('has the same answer the next day, next year and after a rotation', async () => {
    world.clock.at = '2026-12-30T02:00:00.000Z'
    const fields = await form()
    const first = await browser.post('/permohonan', fields)
    for (const days of [1, 4, 10]) {
      world.clock.pass({ days })
      world.keys.rotate()
      const again = await browser.post('/permohonan', fields)
      expect([again.status, again.location]).toEqual([303, first.location])
      expect((await browser.get(again.location)).status).toBe(200)
    }
    expect(first.location).toContain('VC-2026-')
    expect(cases()).toBe(1)
  })

  it('has the same answer the next day also for an event that was on the day', async () => {
    const fields = await form({ eventDate: '2026-11-23' })
    const first = await browser.post('/permohonan', fields)
    world.clock.pass({ days: 1 })
    const again = await browser.post('/permohonan', fields)
    expect([again.status, again.location]).toEqual([303, first.location])
  })

  it('takes its year from the office’s date of its handing out', async () => {
    world.clock.at = '2026-12-31T17:30:00.000Z'
    const answer = await browser.post('/permohonan', await form())
    expect(answer.location).toContain('VC-2027-')
  })

  it('does not change what was filed when it comes again with another content', async () => {
    const fields = await form()
    const [, reference = ''] =
      letterPage.exec((await browser.post('/permohonan', fields)).location) ?? []
    const before = world.dump()
    const other = await browser.post('/permohonan', { ...fields, venue: 'Aula' })
    expect(other.status).toBe(409)
    expect(other.body).toContain(reference)
    expect(world.dump()).toBe(before)
    expect((await browser.get(`/permohonan/${reference}`)).status).toBe(200)
  })

  it('gives two drafts two cases', async () => {
    await browser.post('/permohonan', await form())
    await browser.post('/permohonan', await form())
    expect(cases()).toBe(2)
  })

  it('derives another reference where one is taken', async () => {
    const fields = await form()
    const draft = await world.keys.signer.verify('draft', fields.draft, world.clock.now())
    const id = { id: String(draft?.claims['id']), keyId: 'k1' }
    const taken = await referenceOf(world.keys.signer, id, 2026, 0)
    const next = await referenceOf(world.keys.signer, id, 2026, 1)
    const other = stored()
    world.store.place({ ...other, case: { ...other.case, reference: taken } })
    const first = await browser.post('/permohonan', fields)
    expect(first.location).toBe(`/permohonan/${next}/surat`)
    expect((await browser.post('/permohonan', fields)).location).toBe(first.location)
  })
})

describe('a form that cannot be filed', () => {
  const typed = { eventName: 'Rapat <b>"Tebal"</b>', agenda: 'Satu\nDua', email: 'bukan alamat' }
  const shown = ['Rapat &lt;b>&quot;Tebal&quot;&lt;/b>', 'Satu\nDua', 'bukan alamat']

  it('says what is wrong and keeps what was typed and its draft', async () => {
    const fields = await form(typed)
    const answer = await browser.post('/permohonan', fields)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('Isi alamat e-mail yang benar')
    for (const text of shown) expect(answer.body).toContain(text)
    expect(answer.field('draft')).toBe(fields.draft)
    expect(cases()).toBe(0)
  })

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['another form token', { csrf: 'x'.repeat(22) }, { 'sec-fetch-site': 'same-origin' }],
    ['no form token', { csrf: '' }, { 'sec-fetch-site': 'same-origin' }],
    ['another site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', {}, { 'sec-fetch-site': 'same-site' }],
    ['another origin', {}, { origin: 'https://evil.example' }],
  ])('comes from %s: it is shown again with what was typed', async (_, change, headers) => {
    const fields = await form(typed)
    const csrf = browser.cookies.get('__Host-formulir') ?? ''
    const sent = { form: { csrf, ...fields, ...change }, headers }
    const answer = await browser.send('POST', '/permohonan', sent)
    expect(answer.status).toBe(403)
    for (const text of shown) expect(answer.body).toContain(text)
    expect(answer.field('draft')).toBe(fields.draft)
    expect(cases()).toBe(0)
  })

  it('is taken from an old browser that names our own origin, or none', async () => {
    const old: readonly Record<string, string>[] = [
      { origin: world.origin },
      { origin: 'null' },
      {},
    ]
    for (const headers of old) {
      const fields = await form()
      const csrf = browser.cookies.get('__Host-formulir') ?? ''
      const answer = await browser.send('POST', '/permohonan', {
        form: { csrf, ...fields },
        headers,
      })
      expect(answer.status).toBe(303)
    }
  })

  it('works with the same form token in two open tabs', async () => {
    const [first, second] = [await form(), await form()]
    expect((await browser.post('/permohonan', first)).status).toBe(303)
    expect((await browser.post('/permohonan', second)).status).toBe(303)
  })

  it.each([
    ['', 'no draft'],
    ['nonsense', 'a draft that is none'],
  ])('comes with %j: %s, it gets a fresh one', async (draft) => {
    await form()
    const answer = await browser.post('/permohonan', { ...formFields, ...typed, draft })
    expect(answer.status).toBe(400)
    for (const text of shown) expect(answer.body).toContain(text)
    const proof = await proofFor(answer.body)
    const fresh = { ...formFields, draft: answer.field('draft'), ...proof }
    world.clock.pass({ minutes: 1 })
    expect((await browser.post('/permohonan', fresh)).status).toBe(303)
  })

  it('stayed open for more than 30 days: it gets a fresh draft', async () => {
    const fields = await form()
    world.clock.pass({ days: 31 })
    const answer = await browser.post('/permohonan', fields)
    expect(answer.status).toBe(400)
    expect(answer.field('draft')).not.toBe(fields.draft)
    expect(answer.body).toContain(formFields.eventName)
  })
})
