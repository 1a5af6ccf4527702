import { beforeEach, describe, expect, it } from 'vitest'
import { type Change, occasionOf } from '../../functions/notifications/occasion.ts'
import type { Mail } from '../../shared/contracts/mail.ts'
import type { Challenge, RecordedEvent } from '../../shared/contracts/ports.ts'
import { requestEvents } from '../../shared/domain/vocabulary.ts'
import { after, formFields, monday, staff } from '../builders.ts'
import type { StreamChange } from '../doubles/requests.ts'
import { World } from '../doubles/world.ts'

let world: World

beforeEach(async () => {
  world = await World.open()
})

const subjects = (address: string): readonly string[] =>
  world.mailer.to(address).map(({ subject }) => subject)
const applicant = formFields.email

/** Shuffles as a stream that delivers again may. */
function shuffled<T>(values: readonly T[], seed: number): readonly T[] {
  const keyed = values.map((value, index) => ({
    value,
    key: (index * 7919 + seed * 104_729) % 1009,
  }))
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value)
}

async function decide(decision: string, more: Record<string, string> = {}): Promise<void> {
  const browser = world.browser()
  const label = { approve: 'Setujui', reject: 'Tolak', return: 'Kembalikan' }[decision] ?? ''
  const path = await world.enter(browser, world.linkIn('sekar@office.example', label))
  const stage = (await browser.get(path)).field('stage')
  await browser.post(path, { stage, decision, reason: 'Cap belum ada.', ...more })
  await world.settle()
}

describe('the e-mails of a request', () => {
  it('are one for each event and person', async () => {
    const reference = await world.review()
    const due = 'batas waktu Selasa, 24 November 2026 pukul 16.00 WIB'
    expect(subjects(applicant)).toEqual([`[${reference}] Permohonan Anda telah kami terima`])
    for (const reviewer of ['sekar', 'yoga'])
      expect(subjects(`${reviewer}@office.example`)).toEqual([
        `Mohon kajian: ${reference} (${due})`,
      ])
    await world.until('2026-11-24T10:00:00.000Z')
    expect(subjects('yoga@office.example')[1]).toMatch(/^Pengingat: /)
    expect(subjects('section@office.example')).toEqual([expect.stringMatching(/^TERLAMBAT: /)])
    await decide('approve', { joinUrl: 'https://zoom.example/j/123456789' })
    expect(subjects(applicant)).toHaveLength(2)
    expect(world.mailer.to('head@office.example')).toEqual([])
  })

  it('are at most two to the applicant from receipt to decision', async () => {
    await world.review()
    await world.until('2026-11-24T10:00:00.000Z')
    await decide('reject')
    expect(subjects(applicant)).toHaveLength(2)
  })

  it('tell nothing new when every change is delivered again a day later, in any order', async () => {
    await world.review()
    await world.until('2026-11-24T10:00:00.000Z')
    await decide('return')
    const [sent, dump] = [world.mailer.sent.length, world.dump()]
    world.clock.pass({ days: 1 })
    for (const seed of [1, 2, 3])
      for (const change of shuffled(world.delivered, seed)) await world.deliver(change)
    expect(world.mailer.sent).toHaveLength(sent)
    expect(world.dump()).toBe(dump)
  })

  it('are the same when changes come twice and shuffled from the beginning', async () => {
    const reference = await world.file()
    await world.acceptLetter(world.upload(reference))
    const twice = (changes: readonly StreamChange[]) => shuffled([...changes, ...changes], 5)
    for (let round = 0; round < 3; round += 1) {
      const changes = world.changes.splice(0)
      for (const change of twice(changes)) await world.deliver(change)
    }
    expect(world.mailer.sent.map(({ to }) => to.address).sort()).toEqual([
      'sekar@office.example',
      applicant,
      'yoga@office.example',
    ])
    expect(world.workflow.executions).toHaveLength(1)
  })

  it('have an id of their own each, and the date of what happened', async () => {
    await world.review()
    await world.until('2026-11-24T10:00:00.000Z')
    await decide('approve')
    const ids = world.mailer.sent.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(world.mailer.to('section@office.example')[0]?.date).toBe('2026-11-24T09:00:00.000Z')
  })

  it('take their addresses from configuration, whatever the browser says', async () => {
    await world.review()
    await decide('approve')
    for (const { html, text } of world.mailer.sent) {
      const urls = `${html} ${text}`.match(/https?:\/\/[^\s"'<>)]+/g) ?? []
      for (const url of urls) expect(new URL(url).origin).toBe(world.origin)
    }
  })
})

describe('a sending that breaks off', () => {
  it('before the mail is out is repeated at once, identically', async () => {
    const reference = await world.file()
    await world.acceptLetter(world.upload(reference))
    const change = world.changes.splice(0).find(({ after }) => 'event' in after)
    world.mailer.failNext()
    await expect(world.deliver(change!)).rejects.toThrow('Throttling')
    await world.deliver(change!)
    expect(subjects(applicant)).toHaveLength(1)
  })

  it('between the mail and its mark is repeated identically when the lease is over', async () => {
    const reference = await world.file()
    await world.acceptLetter(world.upload(reference))
    const change = world.changes.splice(0).find(({ after }) => 'event' in after)
    const store = world.store
    const mark = store.noteSent.bind(store)
    store.noteSent = () => Promise.reject(new Error('killed'))
    await expect(world.deliver(change!)).rejects.toThrow('killed')
    store.noteSent = mark
    world.clock.pass({ minutes: 1 })
    await world.deliver(change!)
    expect(world.mailer.to(applicant)).toHaveLength(1)
    world.clock.pass({ hours: 3 })
    await world.deliver(change!)
    const [first, second, third] = world.mailer.to(applicant)
    expect(second).toEqual(first)
    expect(third).toBeUndefined()
    await world.deliver(change!)
    expect(world.mailer.to(applicant)).toHaveLength(2)
  })

  it.each([
    ['to a reviewer, with its links', 'ReviewOpened', 'yoga@office.example'],
    ['of a returned request, with its link', 'RequestReturned', applicant],
  ])('%s is repeated identically', async (_, name, address) => {
    const reference = await world.review()
    if (name === 'RequestReturned') await decide('return')
    const event = (await world.stored(reference)).events.find((known) => known.name === name)!
    const recipient = address === applicant ? 'applicant' : 'yoga'
    await world.store.releaseNote(reference, { event: event.version, recipient })
    world.clock.pass({ minutes: 30 })
    await world.dispatch({ kind: 'event', event })
    const mails = world.mailer.to(address).filter(({ date }) => date === event.at)
    const [first, second] = mails.slice(-2)
    expect(second).toEqual(first)
  })

  it('to one keeps the others from nothing', async () => {
    const reference = await world.file()
    await world.acceptLetter(world.upload(reference))
    const send = world.mailer.send.bind(world.mailer)
    world.mailer.send = (mail: Mail) =>
      mail.to.address === 'sekar@office.example'
        ? Promise.reject(new Error('MessageRejected'))
        : send(mail)
    for (let times = 0; times < 3; times += 1) await world.settle().catch(() => undefined)
    expect(subjects('yoga@office.example')).toHaveLength(1)
    expect(subjects(applicant)).toHaveLength(1)
    world.mailer.send = send
    world.clock.pass({ minutes: 20 })
    await world.sweep()
    await world.settle()
    expect(subjects('sekar@office.example')).toHaveLength(1)
    expect(world.mailer.sent).toHaveLength(3)
  })

  it('of a code is repeated, with the same code and date', async () => {
    await world.review()
    const browser = world.browser()
    const path = (
      await browser.get(world.linkIn('sekar@office.example', 'Setujui'))
    ).location.split('?')[0]!
    await browser.get(path)
    await browser.post(`${path}/kode`)
    const change = world.changes.shift()!
    world.mailer.failNext()
    await expect(world.deliver(change)).rejects.toThrow('Throttling')
    world.clock.pass({ minutes: 1 })
    await world.deliver(change)
    await world.deliver(change)
    const codes = world.mailer.sent.filter(({ subject }) => subject.startsWith('Kode'))
    expect(codes).toHaveLength(1)
    expect(codes[0]?.date).toBe(monday)
    expect((await browser.post(`${path}/masuk`, { code: world.code() })).status).toBe(303)
  })

  it('of a code is not repeated when the code is over', async () => {
    await world.review()
    const browser = world.browser()
    const path = (
      await browser.get(world.linkIn('sekar@office.example', 'Setujui'))
    ).location.split('?')[0]!
    await browser.get(path)
    await browser.post(`${path}/kode`)
    const sent = world.mailer.sent.length
    world.clock.pass({ minutes: 10 })
    await world.settle()
    expect(world.mailer.sent).toHaveLength(sent)
  })
})

describe('what e-mails say', () => {
  it('of a refused letter: why, and where to send another', async () => {
    const reference = await world.file()
    world.letters.judge = () => ({ ok: false, fault: 'encrypted' })
    await world.acceptLetter(world.upload(reference))
    await world.settle()
    const page = await world.browser().open(world.linkIn(applicant, 'Unggah surat lagi'))
    expect(page.status).toBe(200)
    expect(page.field('key')).toContain(`incoming/${reference}/`)
  })

  it('of a returned request: the reason, also when it is told after the next letter came', async () => {
    const reference = await world.review()
    const browser = world.browser()
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Kembalikan'))
    await browser.post(path, { stage: '2', decision: 'return', reason: 'Cap belum ada.' })
    world.changes.splice(0)
    world.clock.pass({ hours: 1 })
    await world.acceptLetter(world.upload(reference, 'corrected'))
    await world.settle()
    await world.store.lookAgain(await world.stored(reference), monday, true)
    await world.settle()
    const returned = world.mailer.to(applicant).find(({ subject }) => /diperbaiki/.test(subject))
    expect(returned?.text).toContain('Cap belum ada.')
  })

  it('of a decision: its reason as text, whatever was typed', async () => {
    await world.review({ eventName: '<img src=x onerror=alert(1)> https://evil.example/a' })
    const reason = '<script>alert(1)</script> lihat https://evil.example/b'
    await decide('reject', { reason })
    const { html, text } = world.mailer.to(applicant).at(-1)!
    expect(html).not.toMatch(/<script|<img[^>]*onerror/)
    expect(html).not.toMatch(/href="https?:\/\/evil/)
    expect(html).toContain('&lt;script>')
    expect(text).toContain('<script>alert(1)</script>')
  })

  it('of an approval: the event for the calendar, newer with each e-mail', async () => {
    const reference = await world.review()
    const browser = world.browser()
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Setujui'))
    await browser.post(path, { stage: '2', decision: 'approve' })
    await world.settle()
    await browser.post(`${path}/tautan`, { joinUrl: 'https://rapat.example.org/j/1' })
    await world.settle()
    const files = world.mailer.to(applicant).flatMap(({ calendar = [] }) => calendar)
    const events = files.map(({ content }) => content.replaceAll('\r\n ', ''))
    expect(files.map(({ method }) => method)).toEqual(['REQUEST', 'REQUEST'])
    for (const event of events) expect(event).toContain(`UID:${reference}@siaran.example\r\n`)
    expect(events.map((event) => event.includes('https://rapat.example.org/j/1'))).toEqual([
      false,
      true,
    ])
    const versions = events.map((event) => Number(/SEQUENCE:(\d+)/.exec(event)?.[1]))
    expect(versions[1]).toBeGreaterThan(versions[0]!)
  })

  it('to staff never carries a calendar file', async () => {
    await world.review()
    await decide('approve', { joinUrl: 'https://rapat.example.org/j/1' })
    const carrying = world.mailer.sent.filter(({ calendar }) => calendar !== undefined)
    expect(carrying.map(({ to }) => to.address)).toEqual([applicant])
  })

  it('to staff holds no personal data and nothing that the applicant typed', async () => {
    await world.review()
    await world.until('2026-11-24T10:00:00.000Z')
    const typed = Object.entries(formFields).flatMap(([field, value]) =>
      value.length > 5 && !/Kind|Date|service|visibility|endorsement|host/.test(field)
        ? [value]
        : [],
    )
    const toStaff = world.mailer.sent.filter(({ to }) => to.address.endsWith('@office.example'))
    expect(toStaff).toHaveLength(5)
    for (const { html, text, subject } of toStaff)
      for (const value of typed) expect(`${html} ${text} ${subject}`).not.toContain(value)
  })

  it('names the tracking code by which the case is found', async () => {
    const reference = await world.review()
    const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(
      world.mailer.to(applicant)[0]?.text ?? '',
    )?.[0]
    const browser = world.browser()
    await browser.get('/lacak')
    const found = await browser.post('/lacak', { reference, code: code ?? '' })
    expect(found.location).toBe(`/permohonan/${reference}`)
  })
})

describe('a change of an item', () => {
  const state = (version: number) => ({ pk: 'CASE#VC-2026-0000000', sk: 'STATE', version })
  const event = { name: 'LetterAccepted', reference: 'VC-2026-0000000' } as RecordedEvent
  const challenge = { id: 'c', person: 'sekar' } as Challenge

  it.each<[string, Change, object | undefined]>([
    ['a new event', { name: 'INSERT', before: {}, after: { event } }, { kind: 'event', event }],
    [
      'a new code',
      { name: 'INSERT', before: {}, after: { challenge } },
      { kind: 'code', challenge },
    ],
    [
      'a look of the sweep',
      { name: 'MODIFY', before: state(3), after: { ...state(3), untold: monday } },
      { kind: 'again', reference: 'VC-2026-0000000' },
    ],
    [
      'a look of the sweep that found everybody told',
      { name: 'MODIFY', before: state(3), after: state(3) },
      undefined,
    ],
    ['a new state', { name: 'MODIFY', before: state(3), after: state(4) }, undefined],
    ['a new case', { name: 'INSERT', before: {}, after: state(1) }, undefined],
    ['a code tried', { name: 'MODIFY', before: { challenge }, after: { challenge } }, undefined],
    ['an item expired', { name: 'REMOVE', before: { challenge }, after: {} }, undefined],
  ])('calls for what it tells of: %s', (_, change, occasion) => {
    expect(occasionOf(change)).toEqual(occasion)
  })
})

describe('somebody who cannot be told', () => {
  it('because they left the directory is passed over', async () => {
    const reference = await world.review()
    const event = (await world.stored(reference)).events.at(-1)!
    const gone = { ...event, version: 99, data: { ...event.data, to: ['nobody', 'sekar'] } }
    const sent = world.mailer.sent.length
    await world.dispatch({ kind: 'event', event: gone })
    expect(world.mailer.sent.slice(sent).map(({ to }) => to.address)).toEqual([
      'sekar@office.example',
    ])
  })

  it('of a case that is gone is passed over', async () => {
    await world.dispatch({ kind: 'again', reference: 'VC-2026-1111111' })
    expect(world.mailer.sent).toEqual([])
  })
})

describe('every event', () => {
  it('can be told of without failing', async () => {
    const reference = await world.review()
    const { events } = await world.stored(reference)
    for (const [index, name] of requestEvents.entries()) {
      const data = { round: 1, to: staff.map(({ id }) => id), fault: 'empty', linked: true }
      const event = { ...events[0]!, name, version: 100 + index, data, at: after(monday, {}) }
      await world.dispatch({ kind: 'event', event })
    }
    for (const { subject, text, html } of world.mailer.sent)
      expect(`${subject} ${text} ${html}`).not.toMatch(/undefined|\[object|NaN|null/)
  })
})
