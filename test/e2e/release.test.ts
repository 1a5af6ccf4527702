import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstBreak } from '../../shared/domain/history.ts'
import type { Cookies, Golden } from '../release/golden.ts'
import {
  enter,
  failures,
  history,
  linkFor,
  mailsAbout,
  reviewer,
  sendLetter,
  stored,
  superior,
} from './support/cases.ts'
import { type Answer, Device, type Typed } from './support/device.ts'
import { answers } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const releases = globSync('test/fixtures/release-*')

/** A host of today's code on the data of a release, at the instant when that was recorded. */
async function takeOver(folder: string, { at }: Golden): Promise<LocalHost> {
  const data = await mkdtemp(join(tmpdir(), 'siaran-release-'))
  await cp(join(folder, 'data'), data, { recursive: true })
  writeFileSync(join(data, 'clock.json'), JSON.stringify({ offset: Date.parse(at) - Date.now() }))
  return LocalHost.continue(data)
}

describe.each(releases)('what %s left behind', (folder) => {
  const golden = JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) as Golden
  let host: LocalHost

  beforeAll(async () => {
    host = await takeOver(folder, golden)
    await host.settle()
  })
  afterAll(() => host.stop())

  const device = (cookies: Cookies = {}): Device => {
    const made = new Device(host)
    for (const [name, value] of Object.entries(cookies)) made.cookies.set(name, value)
    return made
  }
  /** E-mails of the release name the address that it ran at. */
  const open = (by: Device, link: string) => by.open(link.replace(golden.origin, ''))
  const decide = async (by: Device, page: Answer, typed: Typed = {}): Promise<Answer> => {
    const answer = await by.submit(page, new URL(page.url).pathname, typed)
    await host.settle()
    return by.follow(answer)
  }
  const statusOf = async ({ reference }: { reference: string }): Promise<string> =>
    (await stored(host, `"CASE#${reference}"`, '"STATE"')).join()
  const executionOf = async (reference: string, round: number) =>
    (await host.executions()).filter(({ name }) => name.startsWith(`${reference}-${round}-`))

  it('is taken over without an e-mail sent again or anything given up', async () => {
    const mails = readFileSync(join(folder, 'data/mail/messages.jsonl'), 'utf8').trim().split('\n')
    expect(await host.mail()).toHaveLength(mails.length)
    expect(await failures(host)).toEqual([])
  })

  it('takes a form that was sent before as the case that it is', async () => {
    const { body, cookies, reference } = golden.sentForm
    const before = await host.dump()
    const answer = await device(cookies).send('/permohonan', {
      method: 'POST',
      body: new URLSearchParams(body),
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      expect.stringContaining(reference),
    ])
    expect(await host.dump()).toBe(before)
  })

  it('takes a form that was open, after the wait where it came without a proof', async () => {
    const { body, cookies } = golden.openForm
    const reader = device(cookies)
    const init = { method: 'POST', body: new URLSearchParams(body) }
    let answer = await reader.send('/permohonan', init)
    if (answer.status === 200) {
      await host.advance({ advance: 'PT1M' })
      answer = await reader.submit(answer, '/permohonan')
    }
    expect(answer.headers.get('location')).toMatch(/^\/permohonan\/VC-\d{4}-\w{7}\/surat$/)
  })

  it('takes the letter that a case waited for', async () => {
    const { reference, cookies } = golden.waiting
    await sendLetter(host, { reference, device: device(cookies) })
    expect(await statusOf(golden.waiting)).toContain('in-review')
    expect(await mailsAbout(host, reference, reviewer)).not.toEqual([])
  })

  it('lets a remembered device decide on a page that was open', async () => {
    const sekar = device(golden.device.cookies)
    const page = await sekar.open(golden.device.page)
    const done = await decide(sekar, page, { decision: 'approve' })
    expect(done.status).toBe(200)
    expect(await statusOf(golden.inReview)).toContain('approved')
    const executions = await executionOf(golden.inReview.reference, 1)
    expect(executions.map(({ status }) => status)).toEqual(['SUCCEEDED'])
  })

  it('takes the correction of a returned request into a new round', async () => {
    const { reference, cookies } = golden.returned
    await sendLetter(host, { reference, device: device(cookies) })
    const rounds = await executionOf(reference, 2)
    expect(rounds.map(({ status }) => status)).toEqual(['RUNNING'])
  })

  it('shows the approved request to its applicant', async () => {
    const { reference, cookies } = golden.approved
    const page = await device(cookies).open(`/permohonan/${reference}`)
    expect(page.body).toContain('https://rapat.example.org/j/81200000003')
  })

  it('opens a case by the reference and code that were mailed', async () => {
    const { reference } = golden.approved
    const mail = (await mailsAbout(host, reference, answers.email)).at(-1)
    const code = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/.exec(mail?.text ?? '')?.[0] ?? ''
    const anyone = device()
    const found = await anyone.follow(
      await anyone.submit(await anyone.open('/lacak'), '/lacak', { reference, code }),
    )
    expect(found.body).toContain('Rapat yang disetujui')
  })

  it('goes on asking by its running execution, and ends it by its e-mail’s link', async () => {
    const { reference } = golden.reminded
    const old = await linkFor(host, reference, reviewer, 'Tolak')
    expect(old).toContain(golden.origin)
    await host.advance({ advance: 'PT31H' })
    expect(await mailsAbout(host, reference, superior)).not.toEqual([])
    const someone = device()
    const door = await open(someone, old)
    expect(door.body).toContain('Pastikan ini Anda')
    const page = await enter(host, someone, old.replace(golden.origin, ''), reviewer)
    await decide(someone, page, { decision: 'reject', reason: 'Di luar tugas layanan.' })
    expect(await statusOf(golden.reminded)).toContain('rejected')
    const executions = await executionOf(reference, 1)
    expect(executions.map(({ status }) => status)).toEqual(['SUCCEEDED'])
  })

  it('has histories whose chains hold', async () => {
    const { sentForm, waiting, inReview, reminded, returned, approved } = golden
    for (const { reference } of [sentForm, waiting, inReview, reminded, returned, approved]) {
      const events = await history(host, reference)
      expect(events.length).toBeGreaterThan(0)
      expect(firstBreak(events, sha256)).toBeUndefined()
    }
  })
})
