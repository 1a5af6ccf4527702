import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { staff } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

const path = '/petugas/sumber-daya'
const room = { id: 'ruang-av', kind: 'room', version: '1', name: 'Ruang AV', active: 'yes' }
const account = {
  kind: 'account',
  name: 'Zoom Ketiga',
  capacity: '300',
  licence: 'paid',
  active: 'yes',
}

let world: World
let browser: Browser

beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const people = staff.map((person) =>
    person.id === 'section'
      ? { ...person, roles: [...person.roles, 'administrator'] as const }
      : person,
  )
  world = await World.open(people)
  browser = world.browser()
  await world.signIn(browser, 'section@office.example')
})
afterEach(() => {
  vi.restoreAllMocks()
})

const stored = async (id: string) =>
  (await world.capacity.resources()).find(({ resource }) => resource.id === id)

describe('the page of resources', () => {
  it('lists them by kind, each with its form', async () => {
    const { status, body } = await browser.get(path)
    expect(status).toBe(200)
    for (const name of ['Zoom Utama', 'Kanal YouTube', 'Ruang Audio Visual', 'Yoga Mahardika'])
      expect(body).toContain(name)
    for (const { resource } of await world.capacity.resources()) {
      const form = await browser.get(`${path}?ubah=${resource.id}`)
      expect([form.status, form.field('version')]).toEqual([200, '1'])
    }
  })

  it('leaves a trace of an edit and shows it', async () => {
    const answer = await browser.post(path, { ...room, seats: '40' })
    expect([answer.status, answer.location]).toEqual([303, `${path}?ubah=ruang-av&tersimpan`])
    expect(await stored('ruang-av')).toEqual({
      resource: { kind: 'room', id: 'ruang-av', name: 'Ruang AV', seats: 40, active: true },
      version: 2,
    })
    const { body } = await browser.get(path)
    expect(body).toContain('Perubahan terakhir')
    expect(body).toContain('Bagas Adiwinata')
    const [change] = await world.capacity.changes('2026-11')
    expect(change).toMatchObject({ by: 'section', before: { name: 'Ruang Audio Visual' } })
  })

  it('adds a resource once, however often it is sent', async () => {
    for (const _ of [1, 2]) expect((await browser.post(path, account)).status).toBe(303)
    expect(await stored('account-zoom-ketiga')).toMatchObject({ version: 1 })
    expect(await world.capacity.changes('2026-11')).toHaveLength(1)
    const other = await browser.post(path, { ...account, capacity: '1000' })
    expect(other.status).toBe(400)
    expect(other.body).toContain('Nama ini sudah dipakai')
  })

  it('adds technical staff from the directory, with hours and absences', async () => {
    const person = { kind: 'staff', person: 'head', active: 'yes', mon: '7.30-12.00, 13.00–16.00' }
    const absent = { absentFrom: ['2026-12-24', ''], absentTo: ['2026-12-31', ''] }
    expect((await browser.post(path, { ...person, ...absent })).status).toBe(303)
    expect((await stored('head'))?.resource).toMatchObject({
      name: 'Wirya Kartanegara',
      week: {
        mon: [
          ['07:30', '12:00'],
          ['13:00', '16:00'],
        ],
      },
      absences: [{ from: '2026-12-24', to: '2026-12-31' }],
    })
    const form = await browser.get(`${path}?ubah=head`)
    expect(form.body).toContain('07.30–12.00, 13.00–16.00')
  })

  it('shows what was typed to who lost a race, and saves it when sent again', async () => {
    await browser.post(path, { ...room, name: 'Ruang Siaran' })
    const late = await browser.post(path, { ...room, seats: '25' })
    expect(late.status).toBe(409)
    expect(late.body).toContain('Ruang Siaran')
    expect(late.body).toContain('value="25"')
    const again = await browser.post(path, { ...room, seats: '25', version: late.field('version') })
    expect(again.status).toBe(303)
    expect((await stored('ruang-av'))?.resource).toMatchObject({ name: 'Ruang AV', seats: 25 })
  })

  it('gives the later of two writes at one moment the page again', async () => {
    const answers = await Promise.all(
      ['31', '32'].map((seats) => browser.post(path, { ...room, seats })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 409]))
    expect(await stored('ruang-av')).toMatchObject({ version: 2 })
  })

  it('writes nothing where nothing changed', async () => {
    const same = { ...room, name: 'Ruang Audio Visual' }
    expect((await browser.post(path, same)).status).toBe(303)
    expect(await stored('ruang-av')).toMatchObject({ version: 1 })
  })

  it.each([
    ['no name', { ...room, name: ' ' }, 'name'],
    ['a new one whose name has no letter', { ...account, name: '–' }, 'name'],
    ['seats in words', { ...room, seats: 'banyak' }, 'seats'],
    ['neither used nor unused', { ...room, active: '' }, 'active'],
    ['a capacity that is not sold', { ...account, capacity: '200' }, 'capacity'],
    ['an unknown licence', { ...account, licence: 'x' }, 'licence'],
    [
      'a test on no date',
      { id: 'youtube', name: 'K', liveEnabled: 'yes', active: 'yes', testedOn: '31-02-2026' },
      'testedOn',
    ],
    ['live or not unsaid', { id: 'youtube', name: 'K', active: 'yes' }, 'liveEnabled'],
    ['nobody', { kind: 'staff', active: 'yes' }, 'person'],
    ['a stranger', { kind: 'staff', person: 'siapa', active: 'yes' }, 'person'],
    ['somebody who is there', { kind: 'staff', person: 'yoga', active: 'no' }, 'person'],
    ['hours that run backwards', { id: 'yoga', active: 'yes', tue: '12.00-08.00' }, 'tue'],
    ['hours that overlap', { id: 'yoga', active: 'yes', tue: '08.00-12.00, 11.00-13.00' }, 'tue'],
    [
      'an absence without end',
      { id: 'yoga', active: 'yes', absentFrom: '2026-12-01', absentTo: '' },
      'absentFrom-1',
    ],
    [
      'an absence that ends first',
      { id: 'yoga', active: 'yes', absentFrom: '2026-12-02', absentTo: '2026-12-01' },
      'absentFrom-1',
    ],
  ])('refuses %s', async (_, fields, wrong) => {
    const before = await world.capacity.resources()
    const answer = await browser.post(path, { version: '1', ...fields })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain(`href="#${wrong}"`)
    expect(await world.capacity.resources()).toEqual(before)
  })

  it.each([
    ['an unknown resource', { id: 'tidak-ada', kind: 'room' }],
    ['an unknown kind', { kind: 'kendaraan' }],
  ])('knows no form for %s', async (_, fields) => {
    expect((await browser.post(path, fields)).status).toBe(404)
    expect((await browser.get(`${path}?ubah=tidak-ada`)).status).toBe(404)
  })

  it('names the events that still hold what is no longer used', async () => {
    const reference = await world.review()
    const reviewer = world.browser()
    const page = await world.enter(reviewer, world.linkIn('sekar@office.example', 'Setujui'))
    const { field } = await reviewer.get(page)
    await reviewer.post(page, { stage: field('stage'), decision: 'approve', staff: 'yoga' })
    await world.settle()
    const answer = await browser.post(path, { id: 'yoga', version: '1', active: 'no' })
    expect(answer.status).toBe(303)
    const { body } = await browser.get(answer.location)
    expect(body).toContain('masih terpakai')
    expect(body).toContain(reference)
    expect((await browser.get(`${path}?ubah=ruang-av`)).body).not.toContain(reference)
  })
})
