import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SesMailer } from '../../shared/aws/mailer.ts'
import type { Mail } from '../../shared/contracts/mail.ts'
import { calendarText } from '../../shared/web/calendar-file.ts'
import { monday } from '../builders.ts'
import { Aws } from './aws.ts'

const sender = { name: 'Dinas Contoh', address: 'layanan@siaran.example' }
const given: Mail = {
  to: { name: 'Sri Lestari', address: 'sri@agency.example' },
  subject: '[VC-2026-0000000] Permohonan Anda telah kami terima',
  text: 'Yth. Bapak/Ibu Sri Lestari,',
  html: '<p>Yth. Bapak/Ibu Sri Lestari,</p>',
  id: '0123456789abcdef0123456789abcdef',
  date: monday,
}

let aws: Aws
const mailer = new SesMailer(sender, 'siaran')

beforeAll(async () => {
  aws = await Aws.open()
})
afterAll(() => aws.close())

async function sent(mail: Mail) {
  await mailer.send(mail)
  const received = aws.mail.list().at(-1)
  const raw = aws.messages.at(-1)
  if (!received || raw === undefined) throw new Error('Nothing was sent.')
  return { ...received, raw }
}

/** The headers that are ours; SES adds none of its own to the raw message. */
const ours = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
]

describe('an e-mail', () => {
  it('goes to its one recipient, in both forms, from the office', async () => {
    expect(await sent(given)).toMatchObject({
      from: 'Dinas Contoh <layanan@siaran.example>',
      to: ['sri@agency.example'],
      cc: [],
      subject: given.subject,
      text: expect.stringContaining(given.text),
      html: expect.stringContaining(given.html),
      attachments: [],
    })
  })

  it('carries our headers only', async () => {
    const { headers } = await sent(given)
    expect(Object.keys(headers).sort()).toEqual(ours)
    expect(headers['auto-submitted']).toBe('auto-generated')
  })

  it('is the identical message when it is sent again', async () => {
    const first = await sent(given)
    await aws.pass(3600)
    expect((await sent(given)).raw).toBe(first.raw)
    expect(first.raw).toContain(`<${given.id}@siaran.example>`)
    expect(first.raw).toContain('Date: Mon, 23 Nov 2026 02:00:00 +0000')
  })

  const hostile: readonly (readonly [string, Partial<Mail>])[] = [
    ['a newline in the name', { to: { name: 'A\r\nBcc: b@evil.example', address: 'a@x.example' } }],
    ['a lone newline in the name', { to: { name: 'A\nX-New: 1', address: 'a@x.example' } }],
    ['a comma in the name', { to: { name: 'A, b@evil.example', address: 'a@x.example' } }],
    ['brackets in the name', { to: { name: 'A <b@evil.example>,', address: 'a@x.example' } }],
    ['quotes in the name', { to: { name: '"A" <b@evil.example>, "', address: 'a@x.example' } }],
    ['a newline in the subject', { subject: 'A\r\nBcc: b@evil.example\r\n\r\nbody' }],
    ['a body in the subject', { subject: 'A\n\n<h1>body</h1>' }],
    ['an encoded newline', { subject: '=?UTF-8?Q?A=0D=0ABcc:_b@evil.example?=' }],
  ]

  it.each(hostile)('has one recipient and no more headers with %s', async (_, change) => {
    const mail = { ...given, ...change }
    const { to, cc, headers, html } = await sent(mail)
    expect([to, cc]).toEqual([[mail.to.address], []])
    expect(Object.keys(headers).sort()).toEqual(ours)
    expect(html).toContain(given.html)
  })

  it('has one recipient and our headers whatever people call themselves', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 120 }),
        async (name, subject) => {
          const { to, cc, headers } = await sent({
            ...given,
            to: { name, address: 'sri@agency.example' },
            subject: `[VC] ${subject}`,
          })
          expect([to, cc]).toEqual([['sri@agency.example'], []])
          expect(Object.keys(headers).sort()).toEqual(ours)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('cannot be sent to two by one address', async () => {
    for (const address of ['a@x.example,b@evil.example', 'a@x.example\r\nBcc: b@evil.example']) {
      const before = aws.mail.list().length
      await mailer.send({ ...given, to: { name: 'A', address } }).catch(() => undefined)
      const recipients = aws.mail
        .list()
        .slice(before)
        .flatMap(({ to, cc }) => [...to, ...cc])
      expect(recipients.filter((recipient) => recipient.endsWith('@evil.example'))).toEqual([])
    }
  })

  const calendar: Mail['calendar'] = [
    {
      name: 'invite.ics',
      method: 'REQUEST',
      content: calendarOf('REQUEST', 'Rapat “Koordinasi” 🎉'),
    },
    { name: 'gladi-bersih.ics', method: 'PUBLISH', content: calendarOf('PUBLISH', 'Gladi bersih') },
  ]

  it('carries its invitation where mail programs look for it, and every calendar file', async () => {
    const { raw, attachments, headers, text, html } = await sent({ ...given, calendar })
    expect(raw).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REQUEST\r$/m)
    expect(attachments.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['invite.ics', 'gladi-bersih.ics']),
    )
    // Byte for byte: programs that read mail may change line ends.
    const joined = raw.replaceAll('\r\n', '')
    for (const { content } of calendar) expect(joined).toContain(base64(content))
    expect(Object.keys(headers).sort()).toEqual(ours)
    expect([text, html]).toEqual([
      expect.stringContaining(given.text),
      expect.stringContaining(given.html),
    ])
  })

  it('is the identical message with its calendar files too', async () => {
    const first = await sent({ ...given, calendar })
    await aws.pass(3600)
    expect((await sent({ ...given, calendar })).raw).toBe(first.raw)
  })

  it('says so when the service refuses it', async () => {
    const stranger = new SesMailer({ name: 'X', address: 'x@elsewhere.example' }, 'siaran')
    await expect(stranger.send(given)).rejects.toThrow(/not verified/)
  })
})

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** A calendar file of one event. */
function calendarOf(method: 'REQUEST' | 'PUBLISH', summary: string): string {
  return calendarText({
    method,
    events: [
      {
        uid: '1@siaran.example',
        sequence: 1,
        changedAt: monday,
        from: { date: '2027-01-20', time: '09:00' },
        until: { date: '2027-01-20', time: '11:30' },
        summary,
        location: 'Ruang Rapat Utama',
        description: '',
        url: 'https://desk.example/',
        status: 'CONFIRMED',
      },
    ],
  })
}
