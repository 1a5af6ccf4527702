import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { log } from '../../shared/web/log.ts'
import { eventHandler } from '../../shared/web/pipelines.ts'
import { after, formFields, monday, staff } from '../builders.ts'
import { World } from '../doubles/world.ts'

/** A value of its own in every field that people fill in. */
const canaries = {
  applicantName: 'Kenari Satu Pemohon',
  applicantPosition: 'Kenari Dua Jabatan',
  agencyName: 'Kenari Tiga Instansi',
  nip: '199901012020121009',
  email: 'kenari.empat@agency.example',
  whatsapp: '081299887766',
  eventName: 'Kenari Lima Kegiatan',
  agenda: 'Kenari Enam Agenda',
  venue: 'Kenari Tujuh Tempat',
  contactName: 'Kenari Delapan Kontak',
  contactPhone: '081355443322',
  letterNumber: 'KENARI/9/2026',
  letterSubject: 'Kenari Sepuluh Perihal',
  signatoryName: 'Kenari Sebelas Penandatangan',
  signatoryPosition: 'Kenari Dua Belas Jabatan',
  letterPhone: '(0281) 7766554',
}
const personal = [
  ...Object.values(canaries),
  '+6281299887766',
  '+6281355443322',
  '+622817766554',
  'Alasan Kenari',
  'SandiKenari',
  'kenari',
]

let world: World
let lines: string[]

beforeEach(async () => {
  lines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line))
    return true
  })
  world = await World.open()
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A mail service that refuses the applicant with the address in its words, as SES does. */
function refusing(times: number): void {
  const send = world.mailer.send.bind(world.mailer)
  let left = times
  world.mailer.send = (mail) => {
    const { address } = mail.to
    if (address === canaries.email) left -= 1
    if (address !== canaries.email || left < 0) return send(mail)
    const cause = new Error(`554 <${address}> mailbox of +62 812-9988-7766`)
    return Promise.reject(new Error(`Email address is not verified: ${address}`, { cause }))
  }
}

async function decide(decision: string): Promise<void> {
  const browser = world.browser()
  const label = { approve: 'Setujui', return: 'Kembalikan' }[decision] ?? ''
  const path = await world.enter(browser, world.linkIn('sekar@office.example', label))
  const stage = (await browser.get(path)).field('stage')
  const fields = {
    reason: 'Alasan Kenari',
    passcode: 'SandiKenari',
    joinUrl: 'https://a.example/j',
  }
  await browser.post(`${path}/surat`)
  await browser.post(path, { stage, decision, ...fields })
  await settle()
}

/** Delivers the streams as the functions do, with their log, until nothing is left to retry. */
async function settle(): Promise<void> {
  const deliver = eventHandler(() => world.settle())
  for (let times = 0; times < 6; times += 1) await deliver({}).catch(() => undefined)
}

async function journey(): Promise<string> {
  const reference = await world.file(world.browser(), canaries)
  world.letters.judge = () => ({ ok: false, fault: 'encrypted' })
  refusing(2)
  await eventHandler(world.acceptLetter)(world.upload(reference))
  await settle()
  world.letters.judge = () => ({ ok: true, type: 'pdf', sha256: 'a', size: 6 })
  await eventHandler(world.acceptLetter)(world.upload(reference))
  await settle()
  await decide('return')
  world.clock.pass({ hours: 1 })
  await world.acceptLetter(world.upload(reference))
  await settle()
  await world.until(after(monday, { days: 3 }))
  refusing(1)
  await decide('approve')
  world.clock.pass({ hours: 1 })
  await eventHandler(world.sweep)({})
  await settle()
  return reference
}

describe('a whole journey with a canary in every field', () => {
  it('leaves none in the log, the workflow, the history or an e-mail to staff', async () => {
    const reference = await journey()
    const { case: request, events } = await world.stored(reference)
    expect(request.status).toBe('scheduled')
    expect(lines.length).toBeGreaterThan(0)
    const toStaff = world.mailer.sent.filter(({ to }) =>
      staff.some(({ email }) => email === to.address),
    )
    expect(toStaff.length).toBeGreaterThan(5)
    const places = {
      log: lines.join('\n'),
      workflow: JSON.stringify(world.workflow.record),
      history: JSON.stringify(events),
      mails: JSON.stringify(toStaff),
      rounds: world.rounds.dump(),
      office: world.office.dump(),
    }
    const found = Object.entries(places).flatMap(([place, text]) =>
      personal.filter((value) => text.includes(value)).map((value) => `${value} in ${place}`),
    )
    expect(found).toEqual([])
  })

  it('leaves no task token outside the rounds', async () => {
    await journey()
    const tokens = world.workflow.executions.map(({ token }) => token)
    const outside = [lines.join('\n'), world.store.dump(), JSON.stringify(world.mailer.sent)]
    for (const token of tokens) for (const text of outside) expect(text).not.toContain(`"${token}"`)
  })

  it('tells the applicant everything that is theirs', async () => {
    await journey()
    const mails = JSON.stringify(world.mailer.to(canaries.email))
    for (const own of ['Kenari Lima Kegiatan', 'Alasan Kenari', 'SandiKenari'])
      expect(mails).toContain(own)
  })
})

describe('the log', () => {
  it('drops personal fields by name, whoever passes them', () => {
    const { applicantName: name, email, nip } = formFields
    log.warn('anything', {
      name,
      email,
      nip,
      body: name,
      reason: name,
      reference: 'VC-2026-0000000',
    })
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      timestamp: expect.any(String),
      level: 'warn',
      event: 'anything',
      reference: 'VC-2026-0000000',
    })
  })

  it('scrubs addresses and numbers out of foreign errors and their causes', () => {
    const cause = new Error(`<${formFields.email}> +62 812-3456-7890`)
    log.error('anything', new TypeError(`${formFields.email}; ${formFields.nip}`, { cause }))
    expect(lines[0]).not.toMatch(/lestari|@|3456|1980/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: 'TypeError' })
  })

  it('takes any thrown thing', () => {
    for (const thrown of ['text', undefined, null, { email: formFields.email }])
      log.error('anything', thrown)
    expect(lines).toHaveLength(4)
    expect(lines.join('')).not.toContain('lestari')
  })
})
