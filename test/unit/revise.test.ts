import { beforeEach, describe, expect, it } from 'vitest'
import { factsOf } from '../../functions/requests/facts.ts'
import { typedOf } from '../../functions/requests/typed-facts.ts'
import { checkRequestForm, requestFields } from '../../shared/contracts/request-form.ts'
import { formFields } from '../builders.ts'
import type { Browser, Shown } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let browser: Browser
let reference: string
let path: string

const asked = 'Nama kegiatan tidak sama dengan surat.'

/** A request that a reviewer has returned, and the browser that filed it. */
beforeEach(async () => {
  world = await World.open()
  browser = world.browser()
  reference = await world.file(browser)
  await world.acceptLetter(world.upload(reference))
  await world.settle()
  await decide('Kembalikan untuk perbaikan', { decision: 'return', reason: asked })
  path = `/permohonan/${reference}/perbaikan`
  world.clock.pass({ hours: 1 })
})

async function decide(label: string, fields: Record<string, string>): Promise<void> {
  const reviewer = world.browser()
  const page = await world.enter(reviewer, world.linkIn('sekar@office.example', label))
  const { field } = await reviewer.get(page)
  expect((await reviewer.post(page, { stage: field('stage'), ...fields })).status).toBe(303)
  await world.settle()
}

const { truthful: _, privacyRead: __, ...answers } = formFields

async function send(own: Record<string, string> = {}, page?: Shown): Promise<Shown> {
  const { field } = page ?? (await browser.get(path))
  return browser.post(path, { ...answers, stage: field('stage'), letter: 'keep', ...own })
}

describe('the correction page', () => {
  it('holds everything as it was sent, under what was asked', async () => {
    const { status, body, field } = await browser.get(path)
    expect(status).toBe(200)
    expect(body).toContain(asked)
    expect(body).toContain('Kami tunggu paling lambat')
    const typed = ['applicantName', 'email', 'nip', 'eventName', 'venue', 'letterNumber'] as const
    for (const name of typed) expect(field(name)).toBe(formFields[name])
    expect(body).not.toContain('name="truthful"')
  })

  it('is where the e-mail’s link leads, and the page of the case', async () => {
    const link = world.linkIn(formFields.email, 'Perbaiki permohonan')
    expect((await world.browser().get(link)).location).toBe(path)
    expect((await browser.get(`/permohonan/${reference}`)).body).toContain(`href="${path}"`)
  })

  it('fills a form that means the same', () => {
    const checked = checkRequestForm(
      {
        ...formFields,
        equipment: ['camera'],
        rehearsalDate: '2027-01-19',
        host: 'other',
        untitled: 'yes',
        hostLink: 'https://rapat.example/1',
      },
      '2026-11-23',
    )
    if (!checked.ok) throw new Error('The form is not complete.')
    const { person, ...facts } = factsOf(checked.form)
    const typed = typedOf(facts, person)
    expect(Object.keys(typed).sort()).toEqual(
      requestFields.filter((name) => name !== 'truthful' && name !== 'privacyRead').toSorted(),
    )
    const again = checkRequestForm({ ...typed, truthful: 'yes', privacyRead: 'yes' }, '2026-11-23')
    expect(again).toEqual(checked)
  })
})

describe('a correction', () => {
  it('with the letter standing opens the next round at once, on the corrected facts', async () => {
    const answer = await send({ eventName: 'Rapat Evaluasi', email: 'baru@agency.example' })
    expect([answer.status, answer.location]).toEqual([303, `/permohonan/${reference}`])
    const { case: request, person, earlier } = await world.stored(reference)
    expect(request).toMatchObject({ status: 'received', round: 2 })
    expect(request.event.name).toBe('Rapat Evaluasi')
    expect(person?.email).toBe('baru@agency.example')
    expect(earlier).toMatchObject({ round: 1, facts: { event: { name: formFields.eventName } } })
    await world.settle()
    expect(world.mailer.to('baru@agency.example').at(-1)?.subject).toContain('telah kami terima')
    await decide('Setujui', { decision: 'approve' })
    expect((await world.stored(reference)).case.status).toBe('approved')
  })

  it('with a new letter keeps the pause until that letter is there', async () => {
    const answer = await send({ eventName: 'Rapat Evaluasi', letter: 'new' })
    expect([answer.status, answer.location]).toEqual([303, `/permohonan/${reference}/surat`])
    const { case: waiting } = await world.stored(reference)
    expect(waiting).toMatchObject({ status: 'needs-correction', round: 1 })
    const link = world.linkIn(formFields.email, 'Perbaiki permohonan')
    expect((await browser.get(link)).location).toBe(`/permohonan/${reference}/surat`)
    world.clock.pass({ hours: 1 })
    await world.acceptLetter(world.upload(reference, 'better'))
    await world.settle()
    const { case: request, earlier } = await world.stored(reference)
    expect(request).toMatchObject({
      status: 'in-review',
      round: 2,
      event: { name: 'Rapat Evaluasi' },
    })
    expect(earlier?.facts.event.name).toBe(formFields.eventName)
  })

  it('sent with a new letter may go on without it after all', async () => {
    await send({ venue: 'Aula', letter: 'new' })
    expect((await send({ venue: 'Aula', letter: 'keep' })).location).toBe(
      `/permohonan/${reference}`,
    )
    expect((await world.stored(reference)).case).toMatchObject({ status: 'received', round: 2 })
  })

  it('of the letter alone changes nothing before the letter is there', async () => {
    const before = world.dump()
    expect((await send({ letter: 'new' })).location).toBe(`/permohonan/${reference}/surat`)
    expect(world.dump()).toBe(before)
  })

  it('that corrects nothing, says nothing of the letter, or is wrong is asked again, as typed', async () => {
    const before = world.dump()
    const wrong: readonly Record<string, string>[] = [
      {},
      { eventName: 'Lain <b>', letter: '' },
      { eventName: 'Lain <b>', email: 'x' },
    ]
    for (const own of wrong) {
      const answer = await send(own)
      expect(answer.status).toBe(400)
      expect(answer.field('eventName')).toBe(own['eventName'] ?? formFields.eventName)
    }
    expect(world.dump()).toBe(before)
  })

  it('sent twenty times is one, and the back button changes nothing', async () => {
    const page = await browser.get(path)
    const all = Array.from({ length: 20 }, () => send({ venue: 'Aula' }, page))
    for (const { status, location } of await Promise.all(all))
      expect([status, location]).toEqual([303, `/permohonan/${reference}`])
    const names = await world.names(reference)
    expect(names.filter((name) => name === 'RequestRevised')).toHaveLength(1)
    expect((await send({ venue: 'Aula' }, page)).location).toBe(`/permohonan/${reference}`)
    expect((await browser.get(path)).status).toBe(409)
  })

  it('of a page that is stale shows what was typed, and the next one is taken', async () => {
    const page = await browser.get(path)
    await send({ venue: 'Aula', letter: 'new' }, page)
    const late = await send({ venue: 'Pendopo' }, page)
    expect(late.status).toBe(409)
    expect(late.field('venue')).toBe('Pendopo')
    expect((await world.stored(reference)).case.event.venue).toBe('Aula')
    expect((await send({ venue: 'Pendopo' }, late)).status).toBe(303)
    const { case: request, earlier } = await world.stored(reference)
    expect(request.event.venue).toBe('Pendopo')
    expect(earlier?.facts.event.venue).toBe(formFields.venue)
  })

  it('that comes after its letter went on without it is shown, and not taken', async () => {
    const page = await browser.get(path)
    await world.acceptLetter(world.upload(reference, 'better'))
    await world.settle()
    const late = await send({ venue: 'Pendopo' }, page)
    expect(late.status).toBe(409)
    expect(late.body).toContain('Pendopo')
    expect(late.body).toContain('Isian yang tidak kami catat')
    expect((await world.stored(reference)).case.event.venue).toBe(formFields.venue)
  })

  it('is shown to the next reviewer beside what it replaced', async () => {
    await send({ venue: 'Pendopo', signatoryName: 'Ratna Dewi' })
    await world.settle()
    const reviewer = world.browser()
    const page = await world.enter(reviewer, world.linkIn('sekar@office.example', 'Setujui'))
    const { body } = await reviewer.get(page)
    const changes = body.slice(body.indexOf('Perubahan sejak putaran sebelumnya'))
    for (const words of [formFields.venue, 'Pendopo', formFields.signatoryName, 'Ratna Dewi'])
      expect(changes).toContain(words)
  })
})

describe('offered times', () => {
  const offers = [
    { date: '2026-11-23', startTime: '09:30', endTime: '11:00' },
    { date: '2027-01-21', startTime: '13:00', endTime: '15:00' },
    { date: '2027-01-22', startTime: '08:00', endTime: '10:00' },
  ]
  const name = '2027-01-21 13:00-15:00'

  beforeEach(async () => {
    const stored = await world.stored(reference)
    world.store.place({ ...stored, case: { ...stored.case, offers } })
    path = `/permohonan/${reference}/tawaran`
  })

  it('are shown as far as they have not passed, and the e-mail’s link leads there', async () => {
    const { body } = await browser.get(path)
    expect(body).not.toContain('2026-11-23 09:30')
    expect(body).toContain(name)
    const link = world.linkIn(formFields.email, 'Perbaiki permohonan')
    expect((await browser.get(link)).location).toBe(path)
  })

  it('are taken by one click: everything else and the letter stay, a round begins', async () => {
    const page = await browser.get(path)
    const sent = { stage: page.field('stage'), offer: name }
    for (const { location } of await Promise.all([1, 2, 3].map(() => browser.post(path, sent))))
      expect(location).toBe(`/permohonan/${reference}`)
    const { case: request, person } = await world.stored(reference)
    expect(request).toMatchObject({ status: 'received', round: 2, event: offers[1] })
    expect(request.offers).toBeUndefined()
    expect(request.event.name).toBe(formFields.eventName)
    expect(person?.name).toBe(formFields.applicantName)
    const names = await world.names(reference)
    expect(names.filter((name) => name === 'RequestRevised')).toHaveLength(1)
  })

  it('that were not offered, or have passed, are not taken', async () => {
    const { field } = await browser.get(path)
    for (const offer of ['', '2027-01-21 13:00-16:00', '2026-11-23 09:30-11:00', '__proto__']) {
      const answer = await browser.post(path, { stage: field('stage'), offer })
      expect(answer.status).toBe(400)
    }
    expect((await world.stored(reference)).case.status).toBe('needs-correction')
  })

  it('lead to the correction where none is left', async () => {
    const stored = await world.stored(reference)
    world.store.place({ ...stored, case: { ...stored.case, offers: offers.slice(0, 1) } })
    expect((await browser.get(path)).location).toBe(`/permohonan/${reference}/perbaikan`)
  })
})

describe('another time', () => {
  const time = { eventDate: '2027-01-25', startTime: '13.00', endTime: '15:00' }
  const ask = async (own: Record<string, string> = {}, page?: Shown) => {
    const { field } = page ?? (await browser.get(path))
    return browser.post(path, { stage: field('stage'), ...time, ...own })
  }

  beforeEach(async () => {
    reference = await world.file(browser)
    path = `/permohonan/${reference}/jadwal-ulang`
    await world.acceptLetter(world.upload(reference))
    await world.settle()
  })

  it.each(['in-review', 'approved'])(
    'is asked for in %s: the request is decided anew',
    async (status) => {
      if (status === 'approved') await decide('Setujui', { decision: 'approve' })
      const page = await browser.get(path)
      expect(page.body).toContain('kami jawab paling lambat')
      const answer = await ask({ rehearsalDate: '2027-01-22' }, page)
      expect([answer.status, answer.location]).toEqual([303, `/permohonan/${reference}`])
      await world.settle()
      const { case: request } = await world.stored(reference)
      expect(request).toMatchObject({ status: 'in-review', round: 2, restartedAt: world.clock.at })
      expect(request.event).toMatchObject({ date: '2027-01-25', startTime: '13:00' })
      expect(request.event.rehearsal?.date).toBe('2027-01-22')
      const mail = world.mailer.to(formFields.email).at(-1)
      expect(mail?.subject).toContain('Permintaan waktu lain')
      expect(mail?.calendar?.[0]?.method).toBe(status === 'approved' ? 'REQUEST' : undefined)
      const told = world.mailer
        .to('sekar@office.example')
        .filter(({ subject }) => subject.includes('Waktu diubah'))
      expect(told).toHaveLength(status === 'approved' ? 1 : 0)
      await decide('Setujui', { decision: 'approve' })
      expect((await world.stored(reference)).case.status).toBe('approved')
    },
  )

  it('is asked for once by many clicks, and the same time again is the same answer', async () => {
    const page = await browser.get(path)
    for (const { location } of await Promise.all([1, 2, 3, 4].map(() => ask({}, page))))
      expect(location).toBe(`/permohonan/${reference}`)
    const names = await world.names(reference)
    expect(names.filter((name) => name === 'TimeChanged')).toHaveLength(1)
  })

  it.each<Record<string, string>>([
    { eventDate: '2026-11-20' },
    { eventDate: '2026-11-23', startTime: '08:00' },
    { endTime: '13:00' },
    { rehearsalDate: '2027-01-26' },
    { eventDate: '<b>' },
    { ...answers },
  ])('%j is asked again, as typed', async (own) => {
    const before = world.dump()
    const answer = await ask(own)
    expect(answer.status).toBe(400)
    expect(answer.field('startTime')).toBe(own['startTime'] ?? '13:00')
    expect(world.dump()).toBe(before)
  })

  it('of a page from before the decision shows what was typed, and what follows now', async () => {
    const page = await browser.get(path)
    await decide('Setujui', { decision: 'approve' })
    const late = await ask({}, page)
    expect(late.status).toBe(409)
    expect(late.field('eventDate')).toBe(time.eventDate)
    expect(late.body).toContain('tidak berlaku lagi')
    expect((await ask({}, late)).status).toBe(303)
  })

  it('is not asked for once the event has begun, or after a refusal', async () => {
    await decide('Tolak', { decision: 'reject', reason: 'Penuh.' })
    const answer = await ask()
    expect(answer.status).toBe(409)
    expect((await world.stored(reference)).case.round).toBe(1)
  })
})

describe('the pages of a returned request', () => {
  const steps = ['perbaikan', 'tawaran', 'jadwal-ulang', 'batal']

  it.each(steps)('%s changes nothing by being looked at', async (step) => {
    const stored = await world.stored(reference)
    const offers = [{ date: '2027-01-21', startTime: '13:00', endTime: '15:00' }]
    world.store.place({ ...stored, case: { ...stored.case, offers } })
    const before = world.dump()
    const stage = String(stored.case.stageVersion)
    const query = new URLSearchParams({ stage, letter: 'new', offer: '2027-01-21 13:00-15:00' })
    for (const method of ['GET', 'HEAD']) {
      const { status } = await browser.send(
        method,
        `/permohonan/${reference}/${step}?${query.toString()}`,
      )
      expect(status).toBeLessThan(500)
    }
    expect(world.dump()).toBe(before)
  })

  it.each(steps)(
    '%s takes nothing from another site, or from who has shown no code',
    async (step) => {
      const { stageVersion } = (await world.stored(reference)).case
      const address = `/permohonan/${reference}/${step}`
      const csrf = browser.cookies.get('__Host-formulir') ?? ''
      const form = { ...answers, csrf, stage: String(stageVersion), letter: 'new', venue: 'Aula' }
      const before = world.dump()
      for (const site of ['cross-site', 'same-site']) {
        const headers = { 'sec-fetch-site': site }
        expect((await browser.send('POST', address, { form, headers })).status).toBe(403)
      }
      const stranger = world.browser()
      await stranger.get('/lacak')
      expect((await stranger.post(address, form)).location).toBe(`/lacak?nomor=${reference}`)
      expect(world.dump()).toBe(before)
    },
  )
})

describe('half of the pause', () => {
  it('reminds once, and nobody whose correction is there', async () => {
    const reminders = () =>
      world.mailer.to(formFields.email).filter(({ subject }) => subject.includes('Pengingat'))
    for (const at of [
      '2026-11-30T08:00:00.000Z',
      '2026-11-30T09:15:00.000Z',
      '2026-12-01T02:00:00.000Z',
    ]) {
      world.clock.at = at
      await world.sweep()
      await world.settle()
      expect(reminders()).toHaveLength(at < '2026-11-30T09' ? 0 : 1)
    }
    world.clock.at = '2026-12-08T02:00:00.000Z'
    await world.sweep()
    expect((await world.stored(reference)).case.status).toBe('expired')
  })
})
