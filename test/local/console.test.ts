import { HtmlValidate } from 'html-validate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConsoleDesk, execution, mail } from './console-desk.ts'

const EVIL = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`

let desk: ConsoleDesk

beforeEach(async () => {
  desk = await ConsoleDesk.open()
})

afterEach(() => desk.close())

describe('the console', () => {
  const paths = ['', 'jam', 'proses', 'jadwal', 'surat-mati', 'panggilan', 'catatan', 'data']
  const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

  const fill = () => {
    desk.fake.mails = [
      mail({
        subject: EVIL,
        from: EVIL,
        to: [EVIL],
        text: EVIL,
        headers: { [EVIL]: EVIL },
        attachments: [{ name: EVIL, type: EVIL, content: 'aGFsbw==' }],
      }),
    ]
    desk.fake.executions = [
      execution({
        name: EVIL,
        state: EVIL,
        input: EVIL,
        history: [{ at: '2026-11-23T02:00:00Z', type: EVIL, detail: EVIL }],
      }),
    ]
    desk.fake.items = [{ table: EVIL, item: { pk: { S: EVIL }, [EVIL]: { L: [{ S: EVIL }] } } }]
    desk.fake.objects = [{ bucket: EVIL, key: EVIL }, { isi: EVIL }]
    desk.fake.logs = [
      { at: '2026-11-23T02:00:00.000Z', function: EVIL, requestId: EVIL, line: EVIL },
    ]
    desk.fake.letters = [
      {
        name: EVIL,
        messages: [{ at: '2026-11-23T02:00:00Z', body: EVIL, attributes: { [EVIL]: EVIL } }],
      },
    ]
    desk.calls.record({
      at: '2026-11-23T02:00:00Z',
      function: EVIL,
      service: EVIL,
      action: EVIL,
      resource: EVIL,
      requestBytes: 1,
      readUnits: 1,
      writeUnits: 0,
      authorised: [],
      kms: [],
      parent: EVIL,
    })
  }

  it.each(paths)('/_local/%s is a whole page, empty or full, in valid HTML', async (path) => {
    for (const prepare of [() => undefined, fill]) {
      prepare()
      const answer = await desk.ask(`/_local/${path}`)
      expect(answer).toMatchObject({
        status: 200,
        headers: { 'content-security-policy': expect.stringContaining("default-src 'none'") },
      })
      expect(answer.body).toContain('<html lang="id">')
      const report = await validator.validateString(answer.body)
      expect(report.results.flatMap((result) => result.messages)).toEqual([])
    }
  })

  it.each([
    ...paths,
    'surat/surat-1?tampilan=teks',
    'surat/surat-1?tampilan=kepala',
    `proses/${encodeURIComponent(execution().arn)}`,
    `?kepada=${encodeURIComponent(EVIL)}`,
    `data?cari=${encodeURIComponent('<script>')}`,
  ])('/_local/%s shows what users wrote as text', async (path) => {
    fill()
    const { status, body } = await desk.ask(`/_local/${path}`)
    expect(status).toBe(200)
    expect(body).not.toContain('<script>alert')
    expect(body).not.toContain('<img')
  })

  it('leads from the name of the site to its own', async () => {
    const headers = { host: `127.0.0.1:${desk.port}` }
    expect(await desk.ask('/_local/proses?a=b', { headers })).toMatchObject({
      status: 303,
      headers: { location: `${desk.consoleOrigin}/_local/proses?a=b` },
    })
  })

  it('lists mails newest first and by recipient', async () => {
    desk.fake.mails = [
      mail({ id: 'a', subject: 'Pertama' }),
      mail({ id: 'b', subject: 'Kedua', to: ['lain@dinas.example'] }),
    ]
    const { body } = await desk.ask('/_local/')
    expect(body.indexOf('Kedua')).toBeLessThan(body.indexOf('Pertama'))
    const filtered = (await desk.ask('/_local/?kepada=lain@dinas.example')).body
    expect(filtered).toContain('Kedua')
    expect(filtered).not.toContain('Pertama')
  })

  it('shows items by table and key, and finds them by what they hold', async () => {
    const item = { pk: { S: 'CASE#VC-1' }, sk: { S: 'STATE' }, version: { N: '2' } }
    desk.fake.items = [{ table: 'Requests', item }]
    desk.fake.objects = [{ bucket: 'surat', key: 'letters/VC-2' }]
    const { body } = await desk.ask('/_local/data')
    expect(body).toMatch(/<h2>Requests<\/h2>.*CASE#VC-1 · STATE.*&quot;version&quot;: 2/s)
    expect(body).toMatch(/<h2>surat<\/h2>.*letters\/VC-2/s)
    const found = (await desk.ask('/_local/data?cari=vc-2')).body
    expect(found).toContain('letters/VC-2')
    expect(found).not.toContain('CASE#VC-1')
  })

  it('shows a mail in a frame that can neither run scripts nor post forms', async () => {
    desk.fake.mails = [mail()]
    const { body } = await desk.ask('/_local/surat/surat-1')
    expect(body).toMatch(
      /<iframe[^>]*src="\/_local\/surat\/surat-1\/isi"[^>]*sandbox="allow-popups /,
    )
    const frame = await desk.ask('/_local/surat/surat-1/isi')
    const policy = String(frame.headers['content-security-policy'])
    expect(policy).toMatch(/default-src 'none'.*form-action 'none'.*sandbox allow-popups/)
    expect(policy).not.toMatch(/allow-scripts|allow-forms|allow-same-origin/)
    expect(frame.body).toMatch(/^<!doctype html>.*<head><base target="_blank">/)
    expect(frame.body).toContain('<a href="http://127.0.0.1/t/1">Setujui</a>')
  })

  it('gives attachments back byte for byte, as downloads under their names', async () => {
    const attachments = [
      { name: `jadwal "rapat" é.ics`, type: 'text/calendar', content: 'aGFsbw==' },
    ]
    desk.fake.mails = [mail({ attachments })]
    expect(await desk.ask('/_local/surat/surat-1/lampiran/0')).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/octet-stream',
        'content-disposition': "attachment; filename*=UTF-8''jadwal%20%22rapat%22%20%C3%A9.ics",
      },
      body: 'halo',
    })
  })

  it.each(['surat/lain', 'surat/lain/isi', 'surat/surat-1/lampiran/9', 'proses/lain'])(
    'says that /_local/%s is not there',
    async (path) => {
      desk.fake.mails = [mail()]
      expect(await desk.ask(`/_local/${path}`)).toMatchObject({
        status: 404,
        body: expect.stringContaining('tidak ada'),
      })
    },
  )

  it.each([
    ['jam', '2026-11-27T03:00:00Z'],
    ['hari', '2026-11-28T02:00:00Z'],
    ['kerja', '2026-11-30T02:00:00Z'],
  ])('moves the clock by the button %s and returns to the page', async (langkah, expected) => {
    const answer = await desk.form('/_local/jam', { langkah, kembali: 'proses' })
    expect(answer).toMatchObject({ status: 303, headers: { location: '/_local/proses' } })
    expect(desk.clock.now()).toBeGreaterThanOrEqual(Date.parse(expected))
    expect(desk.clock.now()).toBeLessThan(Date.parse(expected) + 60_000)
  })

  it('moves the clock to a time typed in WIB', async () => {
    await desk.form('/_local/jam', { ke: '2026-12-28T09:00' })
    expect(desk.clock.now()).toBeGreaterThanOrEqual(Date.parse('2026-12-28T02:00:00Z'))
  })

  it.each(['2026-11-01T09:00', 'besok', ''])('keeps a time that cannot be: %j', async (ke) => {
    const answer = await desk.form('/_local/jam', { ke })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('role="alert"')
    expect(answer.body).toContain(`value="${ke}"`)
  })

  it.each(['//jahat.example', '../x', '..\\..\\x', 'http://jahat.example/', '\r\nset-cookie: a=b'])(
    'stays in the console when told to return to %j',
    async (kembali) => {
      const answer = await desk.form('/_local/jam', { langkah: 'jam', kembali })
      expect(answer.status).toBe(303)
      expect(answer.headers['location']).toMatch(/^\/_local\//)
      expect(Object.keys(answer.headers)).not.toContain('set-cookie')
    },
  )
})
