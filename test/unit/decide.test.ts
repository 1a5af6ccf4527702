import { beforeEach, describe, expect, it } from 'vitest'
import type { Decision } from '../../shared/domain/vocabulary.ts'
import { after, formFields, issuedLinks, monday, staff } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let reference: string
let browser: Browser

beforeEach(async () => {
  world = await World.open()
  reference = await world.review()
  browser = world.browser()
})

const labels = { approve: 'Setujui', reject: 'Tolak', return: 'Kembalikan' } as const
const linkOf = (decision: Decision = 'approve', person = 'sekar') =>
  world.linkIn(`${person}@office.example`, labels[decision])
const state = async () => (await world.stored(reference)).case
const decisions = async () => (await state()).decisions

/** Enters by a link and posts its decision as the page offers it. */
async function decide(decision: Decision, person = 'sekar', by = browser) {
  const path = await world.enter(by, linkOf(decision, person))
  return post(path, decision, by)
}
async function post(path: string, decision: Decision, by = browser, more = {}) {
  const { field } = await by.get(`${path}?tindakan=${decision}`)
  const fields = { stage: field('stage'), decision, reason: 'Alasannya.' }
  return by.post(path, { ...fields, ...more })
}
/** What only those may see who decide: what the applicant wrote. */
const secrets = [
  formFields.eventName,
  formFields.venue,
  formFields.applicantName,
  formFields.email,
  formFields.letterNumber,
  formFields.agencyName,
]

describe('an e-mail’s link', () => {
  it('leaves the address at once for a cookie of this link alone', async () => {
    const before = world.dump()
    const answer = await browser.get(linkOf())
    expect(answer.status).toBe(303)
    expect(answer.location).toMatch(/^\/keputusan\/[\w-]{16}\?tindakan=approve$/)
    expect(answer.cookies).toHaveLength(1)
    expect(answer.cookies[0]).toMatch(
      /^__Host-tindak-[\w-]{16}=[^;]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=43200$/,
    )
    expect(world.dump()).toBe(before)
  })

  it('shows nothing of the case before the code, not even its reference', async () => {
    const page = await browser.open(linkOf())
    expect(page.status).toBe(200)
    expect(page.body).toContain('s•••@office.example')
    for (const secret of [...secrets, reference, 'Sekar']) expect(page.body).not.toContain(secret)
  })

  it('leads by a code to the facts, and by one click to the decision', async () => {
    const path = await world.enter(browser, linkOf())
    const page = await browser.get(path)
    for (const secret of secrets) expect(page.body).toContain(secret)
    expect(await decisions()).toEqual([])
    const answer = await post(path, 'approve')
    expect([answer.status, answer.location]).toEqual([303, path])
    expect(await decisions()).toMatchObject([{ decision: 'approve', by: 'sekar', at: monday }])
    expect((await browser.get(path)).body).toContain('Permohonan telah disetujui')
  })

  it('of the same person needs no second code, of another one does', async () => {
    await world.enter(browser, linkOf('approve'))
    expect((await browser.open(linkOf('reject'))).body).toContain(formFields.eventName)
    expect((await browser.open(linkOf('approve', 'yoga'))).body).toContain('y•••@office.example')
  })

  it('that was forwarded shows its reader nothing and decides nothing', async () => {
    const path = await world.enter(browser, linkOf())
    const stranger = world.browser()
    const page = await stranger.open(linkOf())
    for (const secret of [...secrets, reference]) expect(page.body).not.toContain(secret)
    const answer = await stranger.post(path, { stage: '2', decision: 'approve' })
    expect(answer.body).toContain('Pastikan ini Anda')
    expect(await decisions()).toEqual([])
  })

  it('opens nothing for a device of another person', async () => {
    const yoga = world.browser()
    await world.enter(yoga, linkOf('approve', 'yoga'))
    const { location } = await yoga.get(linkOf('approve', 'sekar'))
    const path = location.split('?')[0] ?? ''
    expect((await yoga.get(path)).body).not.toContain(formFields.eventName)
    expect((await yoga.post(path, { stage: '2', decision: 'approve' })).body).toContain('s•••@')
    expect(await decisions()).toEqual([])
  })

  it.each([
    ['nonsense', () => '/t/nonsense'],
    ['altered', () => `${linkOf().slice(0, -3)}AAA`],
    ['an applicant’s', () => linkOf().replace('/t/', '/s/')],
  ])('that is %s looks like any other that is none', async (_, path) => {
    const wanted = await browser.get('/t/another.that.is-none')
    const answer = await browser.get(path())
    expect([answer.status, answer.body, answer.cookies]).toEqual([404, wanted.body, []])
  })

  it('is over after sixty days', async () => {
    const link = linkOf()
    world.clock.pass({ days: 59 })
    expect((await browser.get(link)).status).toBe(303)
    world.clock.pass({ days: 1 })
    expect((await browser.get(link)).status).toBe(404)
  })

  it('lives through a rotation of the keys', async () => {
    const link = linkOf()
    world.keys.rotate()
    const path = await world.enter(browser, link)
    expect((await post(path, 'approve')).status).toBe(303)
  })

  it('has its own cookie, so that two open e-mails do not mix', async () => {
    const first = await world.enter(browser, linkOf('approve'))
    const second = (await browser.get(linkOf('reject'))).location.split('?')[0] ?? ''
    expect(second).not.toBe(first)
    expect((await browser.get(first)).body).toContain('Setujui permohonan ini?')
    expect((await browser.get(second)).body).toContain('Tolak permohonan ini?')
  })

  it('does not open by the cookie of another link', async () => {
    const path = await world.enter(browser, linkOf('approve'))
    const other = (await browser.get(linkOf('reject'))).location.split('?')[0] ?? ''
    const value = browser.cookies.get(`__Host-tindak-${path.split('/')[2]}`) ?? ''
    browser.cookies.set(`__Host-tindak-${other.split('/')[2]}`, value)
    expect((await browser.get(other)).status).toBe(404)
  })

  it('needs its cookie: the page’s address alone opens nothing', async () => {
    const path = await world.enter(browser, linkOf())
    browser.cookies.delete(`__Host-tindak-${path.split('/')[2]}`)
    expect((await browser.get(path)).status).toBe(404)
    expect((await browser.post(path, { stage: '2', decision: 'approve' })).status).toBe(404)
    expect(await decisions()).toEqual([])
  })
})

describe('the code', () => {
  let path: string
  const enter = (code: string, by = browser) => by.post(`${path}/masuk`, { code })
  const wrong = () => (world.code() === '000000' ? '111111' : '000000')

  beforeEach(async () => {
    path = (await browser.get(linkOf())).location.split('?')[0] ?? ''
    await browser.get(path)
    await browser.post(`${path}/kode`)
    await world.settle()
  })

  it('goes to the bound address, in an e-mail that says nothing else', async () => {
    const mail = world.mailer.sent.at(-1)
    expect(mail?.to.address).toBe('sekar@office.example')
    for (const secret of [...secrets, reference]) expect(mail?.text).not.toContain(secret)
  })

  it('may be typed with spaces', async () => {
    const code = world.code()
    const answer = await enter(` ${code.slice(0, 3)} ${code.slice(3)} `)
    expect([answer.status, answer.location]).toEqual([303, path])
  })

  it('that is wrong can be tried five times in all', async () => {
    const left: string[] = []
    for (let tries = 0; tries < 5; tries += 1) {
      const answer = await enter(wrong())
      expect(answer.status).toBe(400)
      left.push(/mencoba (\d) kali/.exec(answer.body)?.[1] ?? 'over')
    }
    expect(left).toEqual(['4', '3', '2', '1', 'over'])
    expect((await enter(world.code())).status).toBe(400)
  })

  it.each(['', '12345', '1234567', 'abcdef', '12345６'])(
    'that is %j costs no try',
    async (code) => {
      for (let tries = 0; tries < 9; tries += 1) expect((await enter(code)).status).toBe(400)
      expect((await enter(world.code())).status).toBe(303)
    },
  )

  it('is over after ten minutes', async () => {
    world.clock.pass({ minutes: 10 })
    const answer = await enter(world.code())
    expect([answer.status, answer.location]).toEqual([400, ''])
  })

  it('works once', async () => {
    const code = world.code()
    const cookies = new Map(browser.cookies)
    expect((await enter(code)).status).toBe(303)
    const second = world.browser()
    for (const [name, value] of cookies) second.cookies.set(name, value)
    expect((await enter(code, second)).status).toBe(400)
    expect((await second.get(path)).body).not.toContain(formFields.eventName)
  })

  it('entered twice at once makes one device and takes nobody’s away', async () => {
    const code = world.code()
    const answers = await Promise.all([enter(code), enter(code)])
    expect(answers.some(({ status }) => status === 303)).toBe(true)
    expect((await browser.get(path)).body).toContain(formFields.eventName)
  })

  it('that another click has used meanwhile takes no cookie away', async () => {
    world.office.remember = () => Promise.resolve(false)
    const answer = await enter(world.code())
    expect([answer.location, answer.cookies]).toEqual([path, []])
  })

  it('is bound to the browser that asked for it', async () => {
    const other = world.browser()
    await other.get(linkOf())
    await other.get(path)
    expect((await enter(world.code(), other)).status).toBe(400)
    expect((await other.get(path)).body).not.toContain(formFields.eventName)
  })

  it('of another person’s link opens nothing', async () => {
    const { location } = await browser.get(linkOf('approve', 'yoga'))
    const other = location.split('?')[0] ?? ''
    const cookie = browser.cookies.get(`__Host-kode-${path.split('/')[2]}`) ?? ''
    browser.cookies.set(`__Host-kode-${other.split('/')[2]}`, cookie)
    const answer = await browser.post(`${other}/masuk`, { code: world.code() })
    expect(answer.status).toBe(400)
    expect((await browser.get(other)).body).not.toContain(formFields.eventName)
  })

  it('is sent five times an hour at most', async () => {
    for (let times = 0; times < 4; times += 1)
      expect((await browser.post(`${path}/kode`)).status).toBe(303)
    expect((await browser.post(`${path}/kode`)).status).toBe(429)
    await world.settle()
    const codes = world.mailer
      .to('sekar@office.example')
      .filter(({ subject }) => subject.startsWith('Kode'))
    expect(codes).toHaveLength(5)
    world.clock.pass({ hours: 1 })
    expect((await browser.post(`${path}/kode`)).status).toBe(303)
  })

  it('that was sent anew ends none: the latest works', async () => {
    await browser.post(`${path}/kode`)
    await world.settle()
    expect((await enter(world.code())).status).toBe(303)
  })

  it('remembers a device for twelve hours, or ninety days where asked to', async () => {
    const answer = await enter(world.code())
    expect(answer.cookies.find((line) => line.startsWith('__Host-perangkat='))).not.toContain(
      'Max-Age',
    )
    world.clock.pass({ hours: 13 })
    expect((await browser.open(linkOf())).body).toContain('Pastikan ini Anda')
    await browser.post(`${path}/kode`)
    await world.settle()
    const fields = { code: world.code(), remember: 'yes' }
    const remembered = await browser.post(`${path}/masuk`, fields)
    expect(remembered.cookies.find((line) => line.startsWith('__Host-perangkat='))).toContain(
      `Max-Age=${90 * 24 * 3600}`,
    )
    world.clock.pass({ days: 50 })
    expect((await browser.open(linkOf())).body).toContain(formFields.eventName)
    world.clock.pass({ days: 41 })
    expect((await browser.open(linkOf())).body).not.toContain(formFields.eventName)
  })

  it('cannot be asked for or entered from another site', async () => {
    const before = world.dump()
    for (const step of ['kode', 'masuk']) {
      const form = { csrf: browser.cookies.get('__Host-formulir') ?? '', code: world.code() }
      const headers = { 'sec-fetch-site': 'cross-site' }
      const answer = await browser.send('POST', `${path}/${step}`, { form, headers })
      expect(answer.status).toBe(403)
    }
    expect(world.dump()).toBe(before)
  })
})

describe('a decision', () => {
  it.each(['reject', 'return'] as const)('to %s keeps its reason', async (decision) => {
    expect((await decide(decision)).status).toBe(303)
    expect(await decisions()).toMatchObject([{ decision, by: 'sekar', reason: 'Alasannya.' }])
  })

  it('brings its links along', async () => {
    const path = await world.enter(browser, linkOf())
    const joinUrl = 'https://zoom.example/j/123456789'
    await post(path, 'approve', browser, { joinUrl, meetingId: '123 456 789' })
    expect(await state()).toMatchObject({
      status: 'scheduled',
      product: { joinUrl, meetingId: '123456789' },
    })
  })

  it('that lacks its reason is shown again with what was typed', async () => {
    const path = await world.enter(browser, linkOf('reject'))
    const empty = await post(path, 'reject', browser, { reason: '  ' })
    expect([empty.status, (await decisions()).length]).toEqual([400, 0])
    const bad = await post(path, 'approve', browser, { joinUrl: 'zoom <1>', passcode: 'Rahasia1' })
    expect([bad.status, (await decisions()).length]).toEqual([400, 0])
    expect(bad.body).toContain('zoom &lt;1>')
    expect(bad.body).toContain('Rahasia1')
  })

  it('typed while the device’s time ran out waits in the form until the code is entered', async () => {
    const path = await world.enter(browser, linkOf('reject'))
    const { field } = await browser.get(path)
    const stage = field('stage')
    browser.cookies.delete('__Host-perangkat')
    const typed = { stage, decision: 'reject', reason: 'Ruang sedang dipakai.' }
    const asked = await browser.post(path, typed)
    expect(asked.body).toContain('Pastikan ini Anda')
    expect(asked.body).not.toContain('Ruang sedang dipakai.')
    await world.enterCode(browser, path)
    const shown = await browser.get(path)
    expect(shown.body).toContain('Ruang sedang dipakai.')
    expect(shown.body).toContain('belum terkirim')
    const other = await browser.get(`${path}?tindakan=return`)
    expect(other.field('decision')).toBe('return')
    await browser.post(path, typed)
    expect(await decisions()).toMatchObject([
      { decision: 'reject', reason: 'Ruang sedang dipakai.' },
    ])
    expect([...browser.cookies.keys()].filter((name) => name.includes('isian'))).toEqual([])
  })

  it('made twice shows the receipt and changes nothing', async () => {
    const path = await world.enter(browser, linkOf())
    const { field } = await browser.get(path)
    const fields = { stage: field('stage'), decision: 'approve' }
    await browser.post(path, fields)
    const before = world.dump()
    const again = await browser.post(path, fields)
    expect([again.status, again.location]).toEqual([303, path])
    expect(world.dump()).toBe(before)
  })

  it('against the one that is made is told who decided and when', async () => {
    const yoga = world.browser()
    const path = await world.enter(yoga, linkOf('reject', 'yoga'))
    const { field } = await yoga.get(path)
    await decide('approve')
    const before = world.dump()
    const late = await yoga.post(path, { stage: field('stage'), decision: 'reject', reason: 'x' })
    expect(late.status).toBe(409)
    expect(late.body).toContain('Keputusan Anda tidak dicatat')
    expect(late.body).toContain('Sekar Anindita')
    expect(late.body).toContain('09.00')
    expect(world.dump()).toBe(before)
  })

  it('from another site, or without the form’s token, is refused', async () => {
    const path = await world.enter(browser, linkOf())
    const csrf = browser.cookies.get('__Host-formulir') ?? ''
    const form = { csrf, stage: '2', decision: 'approve' }
    const foreign = { form, headers: { 'sec-fetch-site': 'cross-site' } }
    expect((await browser.send('POST', path, foreign)).status).toBe(403)
    const own = { 'sec-fetch-site': 'same-origin' }
    const without = { form: { ...form, csrf: '' }, headers: own }
    expect((await browser.send('POST', path, without)).status).toBe(403)
    expect(await decisions()).toEqual([])
  })

  it('about another stage than the present one shows the page again', async () => {
    const path = await world.enter(browser, linkOf())
    const answer = await browser.post(path, { stage: '1', decision: 'approve', passcode: 'Abc' })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('berubah setelah Anda membukanya')
    expect(answer.body).toContain('Abc')
    expect(answer.field('stage')).toBe('2')
    expect(await decisions()).toEqual([])
  })

  it('on a link of an earlier round is not made: the link says that it is over', async () => {
    const yoga = world.browser()
    const path = await world.enter(yoga, linkOf('approve', 'yoga'))
    await decide('return')
    world.clock.pass({ hours: 1 })
    await world.acceptLetter(world.upload(reference, 'corrected'))
    await world.settle()
    const answer = await yoga.post(path, { stage: '2', decision: 'approve' })
    expect(answer.status).toBe(409)
    expect(answer.body).toContain('Tautan ini sudah tidak berlaku')
    expect(answer.body).not.toContain('sudah ada keputusan lain')
    expect((await state()).status).toBe('in-review')
    expect((await decide('approve', 'yoga', yoga)).status).toBe(303)
  })

  it('survives a reminder, an escalation and a download in between', async () => {
    const path = await world.enter(browser, linkOf())
    const { field } = await browser.get(path)
    const fields = { stage: field('stage'), decision: 'approve' }
    await browser.post(`${path}/surat`)
    await world.until(after(monday, { hours: 11 }))
    await world.ask({ token: 't', reference, round: 1, attempt: 1, step: 1, act: 'remind' })
    expect((await browser.post(path, fields)).status).toBe(303)
    expect((await state()).status).toBe('approved')
  })

  it('is one where fifty approve and fifty reject at once', async () => {
    const path = await world.enter(browser, linkOf())
    const yoga = world.browser()
    const other = await world.enter(yoga, linkOf('reject', 'yoga'))
    const sent = world.mailer.sent.length
    await Promise.all(
      Array.from({ length: 50 }, () => [
        browser.post(path, { stage: '2', decision: 'approve' }),
        yoga.post(other, { stage: '2', decision: 'reject', reason: 'Penuh.' }),
      ]).flat(),
    )
    await world.settle()
    const { case: request, events } = await world.stored(reference)
    expect(request.decisions).toHaveLength(1)
    expect(events.filter(({ name }) => /Approved|Rejected/.test(name))).toHaveLength(1)
    expect(world.mailer.sent).toHaveLength(sent + 1)
    expect(world.workflow.executions.map(({ status }) => status)).toEqual(['SUCCEEDED'])
  })
})

describe('one’s own request', () => {
  it('cannot be decided, and its page shows nothing to decide', async () => {
    world = await World.open()
    reference = await world.review({ email: 'Sekar@office.example' })
    const link = await mintedLink()
    const before = (await world.stored(reference)).case
    const path = await world.enter(browser2(), link)
    const page = await own.get(path)
    expect(page.body).toContain('tidak dapat memutuskan permohonan sendiri')
    expect(page.body).not.toContain('Setujui permohonan')
    for (const [step, fields] of [
      ['', { stage: '2', decision: 'approve' }],
      ['/tautan', { edition: '0', joinUrl: 'https://zoom.example/j/1' }],
      ['/surat', {}],
    ] as const)
      expect((await own.post(`${path}${step}`, fields)).status).toBeGreaterThanOrEqual(403)
    expect((await world.stored(reference)).case).toEqual(before)
  })

  let own: Browser
  const browser2 = () => {
    own = world.browser()
    return own
  }

  /** A link that a mistake has sent all the same. */
  async function mintedLink(): Promise<string> {
    const id = 'minted.approve'
    const expiresAt = after(monday, { days: 1 })
    await world.store.putLinks(issuedLinks({ id: 'minted', reference, person: 'sekar', expiresAt }))
    return `/t/${await world.keys.signer.sign('link', { id }, world.clock.now(), 3600)}`
  }
})

describe('who is no longer in the directory', () => {
  it('has links that open nothing', async () => {
    const left = await World.open(staff.filter(({ id }) => id !== 'yoga'))
    const ref = await left.review()
    const id = 'of-yoga.approve'
    const expiresAt = after(monday, { days: 1 })
    await left.store.putLinks(
      issuedLinks({ id: 'of-yoga', reference: ref, person: 'yoga', expiresAt }),
    )
    const token = await left.keys.signer.sign('link', { id }, left.clock.now(), 3600)
    expect((await left.browser().open(`/t/${token}`)).status).toBe(404)
  })
})
