import { beforeEach, describe, expect, it } from 'vitest'
import { formsOf } from '../../infra/local/seed/forms.ts'
import { formFields } from '../builders.ts'
import type { Browser, Shown } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let browser: Browser

beforeEach(async () => {
  world = await World.open()
  browser = world.browser()
})

type Fields = Readonly<Record<string, string | readonly string[]>>
const cases = () => world.store.references().length
const send = (fields: Fields, by = browser) => by.post('/permohonan', fields)
const pass = (seconds: number): void => world.clock.pass({ minutes: seconds / 60 })

/** What the page's form posts when its button is pressed. */
function offered({ body }: Shown): Fields {
  const [form] = formsOf(body, `${world.origin}/permohonan`)
  const fields: Record<string, string[]> = {}
  for (const [name, value] of form?.fields ?? []) (fields[name] ??= []).push(value)
  return fields
}

/** The form of a browser without script. */
async function plain(by = browser, own: Fields = {}): Promise<Fields> {
  const { field } = await by.get('/permohonan')
  return { ...formFields, draft: field('draft'), ...own }
}

const waitsFor = /dapat ditekan setelah (\d+) (detik|menit)/

describe('a form that might be a machine’s', () => {
  it.each<[string, () => Promise<Fields>]>([
    ['no proof', () => plain()],
    ['an empty proof', () => plain(browser, { proof: '' })],
    ['a proof of another form', async () => plain(browser, { proof: (await world.form()).proof })],
    ['nonsense for a proof', () => plain(browser, { proof: 'é'.repeat(64) })],
    ['a ticket of another form', async () => plain(browser, { ticket: (await asked()).ticket })],
    [
      'the field filled that people do not see',
      async () => ({ ...(await world.form(browser)), website: 'x' }),
    ],
  ])('has %s: it is shown, kept whole, and asked for once more', async (_, form) => {
    const fields = await form()
    const answer = await send({
      ...fields,
      agenda: 'Satu\r\n"Dua" <tiga>',
      equipment: ['sound', 'camera'],
    })
    expect(answer.status).toBe(200)
    expect(waitsFor.exec(answer.body)?.[1]).toBe('20')
    expect(cases()).toBe(0)
    const kept = offered(answer)
    expect(kept['agenda']).toEqual(['Satu\r\n"Dua" <tiga>'])
    expect(kept['equipment']).toEqual(['sound', 'camera'])
    expect(kept['draft']).toEqual([fields['draft']])
    expect(kept).not.toHaveProperty('website')

    const early = await send(kept)
    expect([early.status, cases()]).toEqual([429, 0])
    expect(early.body).toContain('Tunggu 20 detik lagi')
    pass(15)
    expect((await send(offered(early))).body).toContain('Tunggu 5 detik lagi')
    pass(5)
    const filed = await send(kept)
    expect(filed.status).toBe(303)
    expect(filed.location).toMatch(/^\/permohonan\/VC-2026-\w{7}\/surat$/)
    expect(cases()).toBe(1)
  })

  /** A wait of another form. */
  async function asked(): Promise<{ ticket: string }> {
    const answer = await send(await plain())
    pass(30)
    return { ticket: answer.field('ticket') }
  }

  it('comes within three seconds of its handing out, though with its proof', async () => {
    const { proof, ...fields } = await world.form(browser)
    const fresh = await browser.get('/permohonan')
    expect((await send({ ...fields, draft: fresh.field('draft'), proof })).status).toBe(200)
    const early = await world.form(browser)
    world.clock.at = new Date(Date.parse(world.clock.at) - 1000).toISOString()
    expect((await send(early)).status).toBe(200)
    expect(cases()).toBe(0)
    world.clock.at = new Date(Date.parse(world.clock.at) + 1000).toISOString()
    expect((await send(early)).status).toBe(303)
  })

  it('goes back to its fields with all that was typed, and keeps its wait', async () => {
    const answer = await send(await plain())
    pass(10)
    const form = await send({ ...offered(answer), ubah: 'ya' })
    expect(form.status).toBe(200)
    expect(form.body).toContain(`value="${formFields.eventName}"`)
    expect(form.field('ticket')).toBe(answer.field('ticket'))
    pass(10)
    const changed = { ...offered(answer), venue: 'Aula' }
    expect((await send(changed)).status).toBe(303)
  })

  it('says what is wrong with its answers first, and never loses its wait', async () => {
    const answer = await send(await plain())
    pass(20)
    const wrong = await send({ ...offered(answer), email: 'bukan alamat' })
    expect(wrong.status).toBe(400)
    expect((await send({ ...offered(answer), ticket: wrong.field('ticket') })).status).toBe(303)
  })

  it('is one case when it is confirmed fifty times at once', async () => {
    const kept = offered(await send(await plain()))
    pass(20)
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(kept)))
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
    expect(cases()).toBe(1)
  })

  it('was filed before: it gets its answer again, counted by nobody', async () => {
    const { proof, ...fields } = await world.form(browser)
    const filed = await send({ ...fields, proof })
    const before = world.dump()
    for (const website of ['', 'x']) {
      const again = await send({ ...fields, website })
      expect([again.status, again.location]).toEqual([303, filed.location])
    }
    expect((await send({ ...fields, venue: 'Aula' })).status).toBe(409)
    expect(world.dump()).toBe(before)
  })
})

describe('a client that sends many forms without proof', () => {
  it('waits longer with each beyond thirty an hour, and is never locked out', async () => {
    const robot = world.browser('198.51.100.7')
    const wait = async (by: Browser): Promise<string> =>
      waitsFor
        .exec((await send(await plain(by), by)).body)
        ?.slice(1)
        .join(' ') ?? ''
    const waits: string[] = []
    for (let nth = 1; nth <= 70; nth += 1) waits.push(await wait(robot))
    expect(waits.slice(0, 31)).toEqual([
      ...Array.from({ length: 30 }, () => '20 detik'),
      '30 detik',
    ])
    expect(waits.slice(-5)).toEqual(Array.from({ length: 5 }, () => '5 menit'))
    const kept = offered(await send(await plain(robot), robot))
    pass(300)
    expect((await send(kept, robot)).status).toBe(303)
    expect(await wait(browser)).toBe('20 detik')
    world.clock.pass({ hours: 1 })
    expect(await wait(robot)).toBe('20 detik')
  })

  it('does not slow down those of the same address that bring a proof', async () => {
    const robot = world.browser('198.51.100.7')
    for (let nth = 1; nth <= 40; nth += 1) await send(await plain(robot), robot)
    const person = world.browser('198.51.100.7')
    expect((await send(await world.form(person), person)).status).toBe(303)
  })

  it('is known by a hash that is another one the next day; no address is stored', async () => {
    await send(await plain())
    world.clock.pass({ days: 1 })
    await send(await plain())
    const counted = [...world.office.dump().matchAll(/FORM#([\w-]+)/g)].map(([, client]) => client)
    expect(new Set(counted).size).toBe(2)
    expect(world.dump()).not.toContain('203.0.113')
  })
})
