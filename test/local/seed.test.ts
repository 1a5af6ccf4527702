import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { PDFDocument } from 'pdf-lib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../../infra/local/mail.ts'
import { complaintsOf, formsOf, linksOf } from '../../infra/local/seed/forms.ts'
import { letterOf } from '../../infra/local/seed/letter.ts'
import { Visitor } from '../../infra/local/seed/visitor.ts'
import { seed } from '../../infra/local/seed.ts'
import { mail } from './console-desk.ts'

describe('a page read as a browser would', () => {
  it('gives what its form would post if nothing were typed', () => {
    const markup = `<form action="/simpan?a=1&amp;b=2" method="post">
      <input type="hidden" name="csrf" value="a&quot;b&#39;&#x3C;>">
      <input name=nama><input type="checkbox" name="setuju" value="yes">
      <input type="radio" name="jenis" value="satu"><input type="radio" name="jenis" value="dua" checked>
      <input type="checkbox" name="alat" checked><input name="mati" disabled value="x">
      <select name="kota"><option value="">–</option><option value="pbg" selected>Purbalingga</option></select>
      <select name="tahun"><option value="2026">2026</option><option value="2027">2027</option></select>
      <textarea name="uraian">\nbaris &lt;satu&gt;\nbaris dua</textarea>
      <input type="file" name="file"><button name="langkah" value="x">Kirim</button></form>
      <input name="di-luar" value="x">`
    expect(formsOf(markup, 'http://site.example/a/b')).toEqual([
      {
        action: 'http://site.example/simpan?a=1&b=2',
        fields: [
          ['csrf', `a"b'<>`],
          ['nama', ''],
          ['jenis', 'dua'],
          ['alat', 'on'],
          ['kota', 'pbg'],
          ['tahun', '2026'],
          ['uraian', 'baris <satu>\nbaris dua'],
        ],
      },
    ])
  })

  it('keeps forms apart and posts to the page itself when no address is given', () => {
    const forms = formsOf(
      '<form><input name="a"></form><form action="/b"></form>',
      'http://x.example/p',
    )
    expect(forms.map(({ action }) => action)).toEqual(['http://x.example/p', 'http://x.example/b'])
    expect(forms.map(({ fields }) => fields.length)).toEqual([1, 0])
  })

  it('gives links by their text, and complaints', () => {
    const markup = `<a href="/x">Tolak</a><a class="b" href="/y?a&amp;b"><b>Setujui</b> </a><a href="#nama">Isi nama.</a>`
    expect(linksOf(markup, 'Setujui')).toEqual(['/y?a&b'])
    expect(complaintsOf(markup)).toEqual(['Isi nama.'])
  })

  it('gives the letter as a PDF of one page', async () => {
    const letter = await letterOf(['Nomor: 005/1', 'Kegiatan: Rapat'])
    expect((await PDFDocument.load(letter.content)).getPageCount()).toBe(1)
  })
})

/** A site with the service's journey and nothing behind it; what was posted is kept for the test. */
class FakeSite {
  readonly posts: { path: string; fields: URLSearchParams; cookie: string }[] = []
  readonly uploads: string[] = []
  readonly mails: Message[] = []
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  origin = ''
  refuse = false

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const { pathname } = new URL(request.url ?? '/', this.origin)
    if (request.method === 'POST') this.#post(pathname, request, body, response)
    else this.#page(pathname, response)
  }

  #page(path: string, response: ServerResponse): void {
    const input = '<input type="hidden" name="csrf" value="rahasia">'
    const [, , id = ''] = path.split('/')
    const form = (action: string, more = '') => `<form action="${action}">${input}${more}</form>`
    if (path === '/permohonan')
      return html(response, form(path), ['kunjungan=1; Path=/', 'basi=; Max-Age=0'])
    if (path.endsWith('/surat')) {
      return html(response, form('/ember', `<input type="hidden" name="policy" value="${id}">`))
    }
    if (path.startsWith('/t/')) return seeOther(response, `/keputusan/${id}`)
    const code = form(`${path}/kode`) + form(`${path}/masuk`, '<input name="code">')
    return html(response, path.startsWith('/keputusan') ? code + form(path) : 'selesai')
  }

  #post(path: string, request: IncomingMessage, body: string, response: ServerResponse): void {
    if (path === '/ember') {
      this.uploads.push(body)
      const reference = /VC-\d/.exec(body)?.[0] ?? ''
      const links = ['Setujui', 'Kembalikan untuk perbaikan', 'Tolak']
      const markup = links.map((label) => `<a href="${this.origin}/t/${reference}">${label}</a>`)
      this.mails.push(mail({ subject: `Mohon kajian: ${reference}`, html: markup.join('') }))
      return seeOther(response, `${this.origin}/permohonan/${reference}`)
    }
    const fields = new URLSearchParams(body)
    this.posts.push({ path, fields, cookie: request.headers.cookie ?? '' })
    if (this.refuse) return html(response, '<a href="#nama">Isi nama pemohon.</a>', [], 400)
    if (path.endsWith('/kode')) this.mails.push(mail({ subject: 'Kode Anda: 123456' }))
    const page = path.replace(/\/(kode|masuk)$/, '')
    const filed = this.posts.filter((post) => post.path === '/permohonan').length
    return seeOther(response, path === '/permohonan' ? `/permohonan/VC-${filed}/surat` : page)
  }
}

const html = (
  response: ServerResponse,
  body: string,
  cookies: string[] = [],
  status = 200,
): void => {
  response.writeHead(status, { 'set-cookie': cookies }).end(body)
}

const seeOther = (response: ServerResponse, location: string): void => {
  response.writeHead(303, { location }).end()
}

describe('demonstration cases', () => {
  let site: FakeSite

  beforeEach(async () => {
    site = new FakeSite()
    await site.open()
  })

  afterEach(() => site.close())

  const host = () => ({
    siteOrigin: site.origin,
    // 24 November in the office.
    clock: { now: () => Date.parse('2026-11-23T20:00:00Z'), advance: () => Promise.resolve() },
    mail: { list: () => site.mails },
    settled: () => Promise.resolve(),
  })

  it('are filed over the form, with the dates of the clock and the cookies of one visit', async () => {
    await seed(host())
    const filed = site.posts.filter((post) => post.path === '/permohonan')
    expect(filed.length).toBeGreaterThanOrEqual(3)
    for (const { fields, cookie } of filed) {
      expect(fields.get('csrf')).toBe('rahasia')
      expect(cookie).toBe('kunjungan=1')
      expect(fields.get('letterDate')).toBe('2026-11-23')
      expect(fields.get('email')).toMatch(/\.example\.org$/)
      expect(fields.getAll('equipment').length).toBeGreaterThan(1)
    }
  })

  it('include one without letter, one in review, and some that a reviewer decided by code', async () => {
    await seed(host())
    const filed = site.posts.filter((post) => post.path === '/permohonan').length
    const codes = site.posts.filter((post) => post.path.endsWith('/masuk'))
    const decided = site.posts.filter((post) => /^\/keputusan\/[^/]+$/.test(post.path))
    expect(site.uploads).toHaveLength(filed - 1)
    for (const upload of site.uploads) {
      expect(upload).toContain('%PDF-')
      expect(upload.lastIndexOf('name="policy"')).toBeLessThan(upload.indexOf('name="file"'))
    }
    expect(codes.map(({ fields }) => fields.get('code'))).toEqual(codes.map(() => '123456'))
    expect(decided).toHaveLength(codes.length)
    expect(decided.length).toBeGreaterThanOrEqual(1)
    expect(decided.length).toBeLessThan(site.uploads.length)
  })

  it('stop with what the site complains about', async () => {
    site.refuse = true
    await expect(seed(host())).rejects.toThrow(/permohonan answered 400\. Isi nama pemohon\./)
  })

  it('stop when a page has not the form that they need', async () => {
    const visitor = new Visitor(site.origin)
    const page = await visitor.get('/permohonan')
    expect(() => visitor.submit(page, '/lain')).toThrow(/no form that posts to \/lain/)
  })
})
