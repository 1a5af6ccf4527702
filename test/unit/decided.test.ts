import { beforeEach, describe, expect, it } from 'vitest'
import { firstBreak } from '../../shared/domain/history.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { formFields } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let reference: string
let browser: Browser
let path: string

beforeEach(async () => {
  world = await World.open()
  reference = await world.review()
  browser = world.browser()
  path = await world.enter(browser, world.linkIn('sekar@office.example', 'Setujui'))
})

const names = () => world.names(reference)
const joinUrl = 'https://zoom.example/j/123456789'

describe('the links of an approved request', () => {
  const edition = async (by = browser) => (await by.get(path)).field('edition')
  const record = async (fields: Record<string, string>) =>
    browser.post(`${path}/tautan`, { edition: await edition(), ...fields })
  const toApplicant = () => world.mailer.to(formFields.email)

  beforeEach(async () => {
    await browser.post(path, { stage: '2', decision: 'approve' })
    await world.settle()
  })

  it('are added behind the same link, and the applicant is told', async () => {
    const answer = await record({ joinUrl, passcode: 'Rapat1' })
    expect([answer.status, answer.location]).toEqual([303, path])
    expect((await world.stored(reference)).case).toMatchObject({
      status: 'scheduled',
      product: { joinUrl, passcode: 'Rapat1' },
    })
    await world.settle()
    expect(toApplicant().at(-1)?.subject).toContain('jadwal dan tautan')
    expect(toApplicant().at(-1)?.text).toContain(joinUrl)
    expect((await browser.get(path)).body).toContain(joinUrl)
  })

  it('are corrected, each time with an e-mail of its own', async () => {
    await record({ joinUrl })
    await world.settle()
    const before = toApplicant().length
    await record({ joinUrl: 'https://zoom.example/j/987654321' })
    await world.settle()
    expect(toApplicant()).toHaveLength(before + 1)
    expect(toApplicant().at(-1)?.text).toContain('987654321')
  })

  it('are recorded once by a double click', async () => {
    const fields = { edition: await edition(), joinUrl }
    const answers = await Promise.all([
      browser.post(`${path}/tautan`, fields),
      browser.post(`${path}/tautan`, fields),
    ])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect((await browser.post(`${path}/tautan`, fields)).status).toBe(303)
    expect((await names()).filter((name) => name === 'LinkRecorded')).toHaveLength(1)
  })

  it('that somebody else has changed are not overwritten, and what was typed is kept', async () => {
    const seen = await edition()
    await record({ joinUrl })
    const typed = 'https://zoom.example/j/555555555'
    const answer = await browser.post(`${path}/tautan`, { edition: seen, joinUrl: typed })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain(typed)
    expect((await world.stored(reference)).case.product?.joinUrl).toBe(joinUrl)
    const again = { edition: answer.field('edition'), joinUrl: typed }
    expect((await browser.post(`${path}/tautan`, again)).status).toBe(303)
    expect((await world.stored(reference)).case.product?.joinUrl).toBe(typed)
  })

  it('that are none are shown again with what was typed', async () => {
    expect((await record({})).status).toBe(400)
    expect((await record({ meetingId: '12' })).status).toBe(400)
    expect((await record({ joinUrl: 'zoom <b>' })).body).toContain('zoom &lt;b>')
    expect(await names()).not.toContain('LinkRecorded')
  })

  it('cannot be recorded by a stranger, from another site or before the code', async () => {
    const fields = { edition: await edition(), joinUrl }
    expect((await world.browser().post(`${path}/tautan`, fields)).status).toBe(403)
    const forwarded = world.browser()
    await forwarded.open(world.linkIn('sekar@office.example', 'Setujui'))
    expect((await forwarded.post(`${path}/tautan`, fields)).body).toContain('Pastikan ini Anda')
    expect(await names()).not.toContain('LinkRecorded')
  })
})

describe('the links of a request that is not approved', () => {
  it.each([
    ['in review', undefined],
    ['rejected', 'reject'],
  ])('are not recorded: %s', async (_, decision) => {
    if (decision) await browser.post(path, { stage: '2', decision, reason: 'Penuh.' })
    const answer = await browser.post(`${path}/tautan`, { edition: '0', joinUrl })
    expect(answer.status).toBe(409)
    expect(await names()).not.toContain('LinkRecorded')
  })
})

describe('the letter', () => {
  const download = (by = browser) => by.post(`${path}/surat`)

  it('is downloaded as it was accepted, and the history says by whom', async () => {
    const answer = await download()
    const { key, versionId } = (await world.stored(reference)).case.letterFile!
    expect(answer.status).toBe(303)
    expect(answer.location).toBe(
      `https://letters.example/${key}?versionId=${versionId}&name=Surat-${reference}.pdf`,
    )
    const { events } = await world.stored(reference)
    expect(events.at(-1)).toMatchObject({
      name: 'LetterDownloaded',
      actor: { kind: 'staff', id: 'sekar' },
    })
    expect(firstBreak(events, hashOf)).toBeUndefined()
  })

  it('may be looked at after the decision, too', async () => {
    await browser.post(path, { stage: '2', decision: 'reject', reason: 'Penuh.' })
    expect((await download()).location).toContain('https://letters.example/')
  })

  it('is not handed out when its bytes are not what was accepted, nor when they are gone', async () => {
    const { key, versionId } = (await world.stored(reference)).case.letterFile!
    for (const bytes of ['lettex', undefined]) {
      world.letters.damage(key, versionId, bytes)
      const answer = await download()
      expect([answer.status, answer.location]).toEqual([410, ''])
    }
    expect(await names()).not.toContain('LetterDownloaded')
  })

  it('is not handed out to a stranger, from another site or before the code', async () => {
    expect((await download(world.browser())).status).toBe(403)
    const form = { csrf: browser.cookies.get('__Host-formulir') ?? '' }
    const foreign = { form, headers: { 'sec-fetch-site': 'cross-site' } }
    expect((await browser.send('POST', `${path}/surat`, foreign)).status).toBe(403)
    const forwarded = world.browser()
    await forwarded.open(world.linkIn('sekar@office.example', 'Setujui'))
    expect((await download(forwarded)).location).toBe(path)
    expect(await names()).not.toContain('LetterDownloaded')
  })

  it('asks for a code again when the session is over, and comes back', async () => {
    world.clock.pass({ hours: 11 })
    await browser.get(world.linkIn('sekar@office.example', 'Setujui'))
    world.clock.pass({ hours: 2 })
    const answer = await download()
    expect(answer.location).toBe(path)
    expect((await browser.get(answer.location)).body).toContain('Pastikan ini Anda')
  })

  it('can be asked for by many at once, each one written down', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => download()))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect((await names()).filter((name) => name === 'LetterDownloaded')).toHaveLength(3)
  })
})
