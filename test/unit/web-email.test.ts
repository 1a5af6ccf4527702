import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Email } from '../../shared/web/emails/email.ts'
import { renderEmail } from '../../shared/web/emails/layout.tsx'
import { unlinked } from '../../shared/web/emails/unlinked.ts'
import { demoOffice } from './demo-office.ts'

const email: Email = {
  office: demoOffice,
  title: 'Mohon kajian: VC-2026-7KQ2MXA',
  preheader: 'Batas waktu Selasa, 24 November 2026 pukul 16.00 WIB',
  greeting: 'Yth. Bapak/Ibu Budi Contoh,',
  paragraphs: ['Permohonan berikut menunggu kajian Anda.'],
  actions: [
    { label: 'Setujui', url: 'https://siaran.example.go.id/t/aaa' },
    { label: 'Tolak', url: 'https://siaran.example.go.id/t/bbb' },
  ],
  facts: [['Nomor Registrasi', 'VC-2026-7KQ2MXA']],
  closing: ['Terima kasih.'],
}

const links = (html: string): string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url)

describe('an e-mail', () => {
  it('says the same in HTML and in text', () => {
    const { html, text } = renderEmail(email)
    for (const words of [
      email.title,
      email.greeting,
      ...email.paragraphs,
      'Setujui',
      'https://siaran.example.go.id/t/aaa',
      'https://siaran.example.go.id/t/bbb',
      'VC-2026-7KQ2MXA',
      'Terima kasih.',
      demoOffice.address,
    ]) {
      expect(html).toContain(words)
      expect(text).toContain(words)
    }
  })

  it('links to its actions and the office’s mailbox, and to nothing else', () => {
    expect(links(renderEmail(email).html)).toEqual([
      'https://siaran.example.go.id/t/aaa',
      'https://siaran.example.go.id/t/bbb',
      `mailto:${demoOffice.email}`,
    ])
  })

  it('loads nothing and counts nothing', () => {
    expect(renderEmail(email).html).not.toMatch(/<(?:img|script|link|iframe|object)\b|url\(/)
  })

  it('shows markup that a person typed as text', () => {
    const { html } = renderEmail({
      ...email,
      facts: [['Kegiatan', '<a href="https://evil.example">klik</a><script>x</script>']],
    })
    expect(html).not.toContain('<a href="https://evil')
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script>')
  })

  it('keeps the words of another person apart from its own', () => {
    const { text } = renderEmail({
      ...email,
      facts: [['Agenda', 'satu\nSetujui: dua']],
      quote: { label: 'Alasan', text: 'tiga\nSetujui: empat' },
    })
    expect(text).toContain('Agenda: satu\n  Setujui: dua')
    expect(text).toContain('Alasan:\n> tiga\n> Setujui: empat')
  })
})

describe('text that a person typed', () => {
  // What mail programs look for when they make links of plain text.
  const linkable = /:\/\/|www\.[^\s\u200B]|\S@[^\s\u200B]|[\p{L}\d]\.\p{L}{2}/u

  it.each([
    'https://evil.example/x?y=1',
    'lihat www.evil.example sekarang',
    'surat@evil.example',
    'HTTP://EVIL.EXAMPLE',
    'evil.example',
    'mailto:a@b',
  ])('holds no link in %s, and reads the same', (text) => {
    expect(unlinked(text)).not.toMatch(linkable)
    expect(unlinked(text).replaceAll('\u200B', '')).toBe(text)
  })

  it.each(['Senin, 23 November 2026 pukul 09.00 WIB', '000.1.5/1517/Bappeda-IV/2026', '1.641'])(
    'stays as it is in %s',
    (text) => {
      expect(unlinked(text)).toBe(text)
    },
  )

  it('never holds a link, whatever it is', () => {
    const piece = fc.constantFrom('https://', 'www.', 'a', '.', '@', 'co', ' ', '\n', '/', 'é', '9')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(unlinked(pieces.join(''))).not.toMatch(linkable)
      }),
    )
  })
})
