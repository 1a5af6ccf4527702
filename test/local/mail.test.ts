import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Mail, type Message, mailAction } from '../../infra/local/mail.ts'
import { Work } from '../../infra/local/work.ts'

const NOW = Date.parse('2026-11-23T02:00:00Z')
const SENDER = 'layanan@siaran.example.go.id'

let folder: string
let mail: Mail
let told: Message[]
let server: Server
let ses: SESClient

const open = () =>
  Mail.open({
    account: '000000000000',
    folder,
    clock: { now: () => NOW },
    work: new Work(),
    identities: ['siaran.example.go.id', 'Kepala@kantor.example'],
    configurationSets: ['siaran'],
    onMail: (message) => told.push(message),
  })

beforeAll(async () => {
  server = createServer((request, response) => {
    void (async () => {
      const answer = await mail.send({ body: await buffer(request), headers: request.headers })
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ses = new SESClient({
    region: 'ap-southeast-3',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' },
    maxAttempts: 1,
  })
})

afterAll(() => {
  ses.destroy()
  server.close()
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mail-'))
  told = []
  mail = await open()
})

afterEach(async () => {
  await mail.close()
  await rm(folder, { recursive: true })
})

const journal = () => join(folder, 'mail', 'messages.jsonl')

const compose = (fields: object): Promise<Buffer> =>
  new MailComposer({
    from: { name: 'Layanan Siaran', address: SENDER },
    to: { name: '', address: 'pemohon@dinas.example' },
    subject: 'Permohonan Anda telah kami terima',
    text: 'Yth. Bapak/Ibu',
    ...fields,
  })
    .compile()
    .build()

const sendBytes = (Data: Uint8Array, input: object = {}) =>
  ses.send(new SendRawEmailCommand({ RawMessage: { Data }, ...input }))

const sendRaw = async (fields: object, input: object = {}) =>
  sendBytes(await compose(fields), input)

const simple = (input: object = {}) =>
  new SendEmailCommand({
    Source: `Layanan Siaran <${SENDER}>`,
    Destination: { ToAddresses: ['a@dinas.example', 'b@dinas.example'] },
    Message: { Subject: { Data: 'Kode masuk' }, Body: { Text: { Data: '123456' } } },
    ...input,
  })

const many = (count: number) => Array.from({ length: count }, (_, n) => `orang${n}@dinas.example`)

const restart = async () => {
  await mail.close()
  mail = await open()
}

const first = (): Message => mail.list()[0]!

describe('what is sent arrives in the mailbox', () => {
  it('keeps both texts, a subject beyond ASCII, the clock and the sender', async () => {
    const subject = '[VC-2026-ABC1234] Rapat “Désa” — jadwal & tautan 🎥'
    const html = '<p>Yth. Bapak/Ibu <b>Wulan</b></p>'
    const { MessageId } = await sendRaw({ subject, html })
    expect(first()).toMatchObject({
      id: MessageId,
      at: '2026-11-23T02:00:00.000Z',
      from: `Layanan Siaran <${SENDER}>`,
      to: ['pemohon@dinas.example'],
      cc: [],
      subject,
      html: expect.stringContaining(html),
      text: expect.stringContaining('Yth. Bapak/Ibu'),
    })
    expect(first().headers['message-id']).toContain(MessageId)
    expect(first().headers['date']).toBe('Mon, 23 Nov 2026 02:00:00 +0000')
    expect(told).toEqual(mail.list())
  })

  it('keeps attachments byte for byte, names beyond ASCII included', async () => {
    const content = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256))
    await sendRaw({
      attachments: [
        {
          filename: 'jadwal – rapat.ics',
          content: 'BEGIN:VCALENDAR',
          contentType: 'text/calendar',
        },
        { filename: 'surat.pdf', content, contentType: 'application/pdf' },
      ],
    })
    const [calendar, letter] = first().attachments
    expect(calendar).toMatchObject({ name: 'jadwal – rapat.ics', type: 'text/calendar' })
    expect(letter).toMatchObject({ name: 'surat.pdf', type: 'application/pdf' })
    expect(Buffer.from(letter!.content, 'base64').equals(content)).toBe(true)
  })

  it('names everybody who receives it, hidden recipients too, but shows no Bcc header', async () => {
    const cc = { name: '', address: 'atasan@dinas.example' }
    const bcc = { name: '', address: 'tersembunyi@lain.example' }
    await sendBytes(Buffer.concat([Buffer.from(`Bcc: ${bcc.address}\r\n`), await compose({ cc })]))
    expect(first().to).toEqual(['pemohon@dinas.example', bcc.address])
    expect(first().cc).toEqual([cc.address])
    expect(Object.keys(first().headers)).not.toContain('bcc')
  })

  it('delivers to the destinations of the call when it names them, whatever the headers say', async () => {
    await sendRaw({ cc: 'atasan@dinas.example' }, { Destinations: ['lain@dinas.example'] })
    expect(first()).toMatchObject({ to: ['lain@dinas.example'], cc: [] })
  })

  it('takes the simple call with all its recipients', async () => {
    await ses.send(simple({ ReplyToAddresses: ['balas@kantor.example'] }))
    expect(first()).toMatchObject({
      to: ['a@dinas.example', 'b@dinas.example'],
      subject: 'Kode masuk',
      text: '123456',
      html: '',
      headers: { 'reply-to': 'balas@kantor.example' },
    })
  })

  it('lists mails oldest first, many at once included', async () => {
    const subjects = Array.from({ length: 20 }, (_, index) => `Surat ${index}`)
    await Promise.all(subjects.map((subject) => sendRaw({ subject })))
    expect(
      mail
        .list()
        .map((message) => message.subject)
        .sort(),
    ).toEqual(subjects.sort())
    const ids = mail.list().map((message) => message.id)
    const lines = (await readFile(journal(), 'utf8')).trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as Message).id)).toEqual(ids)
  })

  it('accepts a verified address, its subdomain, and a known configuration set', async () => {
    await sendRaw({ from: 'Kepala@kantor.example' })
    await sendRaw({ from: 'a@sub.siaran.example.go.id' }, { ConfigurationSetName: 'siaran' })
    expect(mail.list()).toHaveLength(2)
  })
})

describe('what SES refuses is refused', () => {
  it.each([
    [
      'a sender at an unverified domain',
      () => sendRaw({ from: 'a@lain.example' }),
      'MessageRejected',
    ],
    [
      'another address than the verified one',
      () => sendRaw({ from: 'b@kantor.example' }),
      'MessageRejected',
    ],
    [
      'a source that differs and is not verified',
      () => sendRaw({}, { Source: 'x@lain.example' }),
      'MessageRejected',
    ],
    [
      'an unknown configuration set',
      () => sendRaw({}, { ConfigurationSetName: 'lain' }),
      'ConfigurationSetDoesNotExistException',
    ],
    [
      'a configuration set unknown in a header',
      () => sendRaw({ headers: { 'X-SES-CONFIGURATION-SET': 'lain' } }),
      'ConfigurationSetDoesNotExistException',
    ],
    ['more than fifty recipients', () => sendRaw({ to: many(51) }), 'InvalidParameterValue'],
    [
      'more than 10 MB',
      () => sendRaw({ attachments: [{ content: Buffer.alloc(8e6) }] }),
      'InvalidParameterValue',
    ],
    [
      'an address without domain',
      () => sendRaw({}, { Destinations: ['pemohon'] }),
      'InvalidParameterValue',
    ],
    [
      'two addresses in one',
      () => sendRaw({}, { Destinations: ['a@x.example,b@y.example'] }),
      'InvalidParameterValue',
    ],
    [
      'an address beyond ASCII',
      () => sendRaw({}, { Destinations: ['désa@dinas.example'] }),
      'InvalidParameterValue',
    ],
    [
      'a line break in an address',
      () => ses.send(simple({ Destination: { ToAddresses: ['a@x.example\nBcc: b@y.example'] } })),
      'InvalidParameterValue',
    ],
    ['nobody to send to', () => ses.send(simple({ Destination: {} })), 'InvalidParameterValue'],
    [
      'a header that stands twice',
      async () => sendBytes(Buffer.concat([Buffer.from('Subject: Lain\r\n'), await compose({})])),
      'InvalidParameterValue',
    ],
    [
      'a mail without text',
      () => ses.send(simple({ Message: { Subject: { Data: 'x' }, Body: {} } })),
      'ValidationError',
    ],
    ['a mail without content', () => sendBytes(Buffer.alloc(0)), 'ValidationError'],
  ])('%s', async (_, send, code) => {
    await expect(send()).rejects.toMatchObject({ name: code })
    expect(mail.list()).toEqual([])
  })

  it('takes fifty recipients', async () => {
    await sendRaw({ to: many(50) })
    expect(first().to).toHaveLength(50)
  })

  it('names the identities that failed', async () => {
    await expect(sendRaw({ from: 'a@lain.example' })).rejects.toThrow(
      /Email address is not verified.*AP-SOUTHEAST-3: a@lain\.example/,
    )
  })

  it.each(['GetSendQuota', ''])(
    'answers the action "%s" that it does not know at once',
    async (action) => {
      const body = Buffer.from(`Action=${action}&Version=2010-12-01`)
      const answer = await mail.send({ body, headers: {} })
      expect(answer).toMatchObject({ status: 400, action: mailAction(body) })
      expect(answer.body).toContain('<Code>InvalidAction</Code>')
    },
  )

  it('answers with the identity and the set that the call named', async () => {
    const data = (await compose({})).toString('base64')
    const body = Buffer.from(
      new URLSearchParams({
        Action: 'SendRawEmail',
        ConfigurationSetName: 'siaran',
        'RawMessage.Data': data,
      }).toString(),
    )
    expect(await mail.send({ body, headers: {} })).toMatchObject({
      status: 200,
      action: 'SendRawEmail',
      resource: 'identity/siaran.example.go.id configuration-set/siaran',
    })
  })
})

describe('after a restart', () => {
  it('brings every acknowledged mail back as it was', async () => {
    await sendRaw({ attachments: [{ filename: 'a.txt', content: 'isi' }] })
    await sendRaw({ subject: 'Kedua' })
    const before = structuredClone(mail.list())
    await restart()
    expect(mail.list()).toEqual(before)
  })

  it('drops half a last line and goes on after it', async () => {
    await sendRaw({ subject: 'Utuh' })
    await appendFile(journal(), '{"id":"tengah jal')
    await restart()
    await sendRaw({ subject: 'Sesudahnya' })
    await restart()
    expect(mail.list().map((message) => message.subject)).toEqual(['Utuh', 'Sesudahnya'])
  })

  it.each(['bukan json\n', '{"lain":1}\n', 'null\n'])(
    'refuses a journal damaged by %j and says what to do',
    async (line) => {
      await sendRaw({})
      const whole = await readFile(journal(), 'utf8')
      await writeFile(journal(), line + whole)
      await expect(open()).rejects.toThrow(/messages\.jsonl.*--fresh.*--data/)
    },
  )
})
