import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { type PDFDocument, PDFName, PDFString } from 'pdf-lib'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { inspectLetter } from '../../functions/requests/inspect-letter.ts'
import {
  displayFileName,
  letterExtension,
  letterMime,
  maxLetterBytes,
} from '../../shared/domain/letter.ts'
import { type LetterFault, letterTypes } from '../../shared/domain/vocabulary.ts'
import { changedPdf } from '../letters/pdf.ts'
import { onePage, pdfFile, stream, updatedPdf } from '../letters/pdf-file.ts'
import * as letters from '../letters.ts'

const refused = (fault: LetterFault) => ({ ok: false, fault })

// pdf-lib tells of each object that it passes over.
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})

describe('a good letter', () => {
  it.each([
    ['a PDF of a word processor, with a web link', letters.wordProcessorPdf, 'pdf', 1],
    ['an electronically signed PDF', letters.signedPdf, 'pdf', 1],
    ['a photo of a phone', letters.phonePhotoJpeg, 'jpeg', undefined],
    ['a PNG', letters.png, 'png', undefined],
    ['a HEIC', letters.heic, 'heic', undefined],
  ])('is accepted with its type, size and hash: %s', async (_, build, type, pages) => {
    const bytes = await build()
    const before = Buffer.from(bytes)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const expected = { ok: true, type, sha256, size: bytes.length }
    const found = await inspectLetter(bytes)
    expect(found).toEqual(pages === undefined ? expected : { ...expected, pages })
    expect(before.equals(bytes)).toBe(true)
  })

  it('may be exactly as large as promised', async () => {
    const photo = letters.phonePhotoJpeg()
    const padded = Buffer.concat([photo, Buffer.alloc(maxLetterBytes - photo.length)])
    expect(await inspectLetter(padded)).toMatchObject({ ok: true, size: maxLetterBytes })
    expect(await inspectLetter(Buffer.concat([padded, Buffer.alloc(1)]))).toEqual(
      refused('too-large'),
    )
  })

  it('may open at a page and end in the padding of a scanner', async () => {
    const bodies = onePage(stream('BT ET'))
    const opening = '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /GoTo /D [3 0 R /Fit] >> >>'
    const scanned = Buffer.concat([pdfFile({ ...bodies, 1: opening }), Buffer.alloc(5000)])
    expect(await inspectLetter(scanned)).toMatchObject({ ok: true, pages: 1 })
  })

  it('may talk about scripts in its text', async () => {
    const text = 'BT (Pelatihan HTML/CSS/JavaScript, Grand Opening/Launch) Tj ET'
    expect(await inspectLetter(pdfFile(onePage(stream(text))))).toMatchObject({ ok: true })
  })
})

describe('a bad letter', () => {
  it.each([
    ['an empty file', letters.emptyFile, 'empty'],
    ['eleven megabytes', letters.elevenMegabytes, 'too-large'],
    ['a program', letters.executable, 'wrong-type'],
    ['a web page', letters.htmlAsPdf, 'wrong-type'],
    ['a PDF with a script', letters.scriptPdf, 'active-content'],
    ['a PDF with a password', letters.encryptedPdf, 'encrypted'],
    ['a PDF without pages', letters.noPagesPdf, 'no-pages'],
    ['a photo that broke off', letters.brokenJpeg, 'damaged'],
  ] as const)('is refused with the reason: %s', async (_, build, fault) => {
    expect(await inspectLetter(await build())).toEqual(refused(fault))
  })

  it.each([
    ['PDF', letters.wordProcessorPdf],
    ['signed PDF', letters.signedPdf],
    ['JPEG', letters.phonePhotoJpeg],
    ['PNG', letters.png],
    ['HEIC', letters.heic],
  ])('is one that was cut short anywhere: %s', async (_, build) => {
    const bytes = await build()
    for (const share of [0.3, 0.5, 0.8, 0.95]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share))
      // A signed PDF cut exactly between its revisions is whole again; these shares are not.
      expect(await inspectLetter(cut)).toEqual(refused('damaged'))
    }
  })

  it('is a PNG with a changed byte', async () => {
    const bytes = letters.png()
    bytes[1000] = bytes[1000]! ^ 1
    expect(await inspectLetter(bytes)).toEqual(refused('damaged'))
  })

  it('is an AVIF picture in the boxes of a HEIC', async () => {
    const bytes = letters.heic()
    bytes.write('mif1\0\0\0\0mif1avif', 8, 'latin1')
    expect(await inspectLetter(bytes)).toEqual(refused('damaged'))
  })
})

describe('active content', () => {
  const script = { S: 'JavaScript', JS: PDFString.of('app.alert(1)') }

  it.each([
    ['an opening script', set('OpenAction', script)],
    ['an opening web address', set('OpenAction', { S: 'URI', URI: PDFString.of('x:') })],
    ['actions of the document', set('AA', { WC: { S: 'Named', N: 'Print' } })],
    ['a started program', set('Any', [[{ S: 'Launch', F: PDFString.of('cmd.exe') }]])],
    ['a form that sends itself', set('Any', { A: { S: 'SubmitForm' } })],
    ['imported data', set('Any', { Next: { S: 'ImportData' } })],
    ['a form of XFA', set('AcroForm', { XFA: [] })],
    ['rich media', set('Any', { Type: 'Annot', Subtype: 'RichMedia' })],
    [
      'an attachment',
      (document: PDFDocument) => document.attach(Buffer.from('MZ'), 'a.exe', { mimeType: 'x/y' }),
    ],
  ])('in a compressed object is found: %s', async (_, change) => {
    expect(await inspectLetter(await changedPdf(change))).toEqual(refused('active-content'))
  })

  const bodies = onePage(stream('BT ET'))
  const withAction = (action: string | Buffer) => ({
    ...bodies,
    1: '<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R >>',
    6: action,
  })

  it.each([
    ['escaped letters', withAction('<< /S /Java#53cript /JS (x) >>')],
    ['letters escaped in lower case', withAction('<< /S /#4aavaScript /#4a#53 (x) >>')],
    ['a name kept elsewhere', { ...withAction('<< /S 7 0 R /JS (x) >>'), 7: '/JavaScript' }],
    ['an object stream', { ...bodies, 6: objectStream('/Type /ObjStm') }],
    ['an object stream of another type', { ...bodies, 6: objectStream('/Type /Sukaria') }],
    [
      'an object stream with two values for one key',
      {
        ...bodies,
        6: stream('9 0 << /S /JavaScript /S /GoTo >>', '/Type /ObjStm /N 1 /First 4'),
      },
    ],
    ['a stream that carries objects', { ...bodies, 6: stream('9 0 obj << /X 1 >> endobj') }],
  ])('is found behind %s', async (_, disguised) => {
    expect(await inspectLetter(pdfFile(disguised))).toEqual(refused('active-content'))
  })

  it('is found in a revision that a later one replaces', async () => {
    const first = pdfFile(withAction('<< /S /JavaScript /JS (app.alert) >>'))
    const second = updatedPdf(first, { 6: '<< /S /GoTo /D [3 0 R /Fit] >>' })
    expect(await inspectLetter(second)).toEqual(refused('active-content'))
  })

  it('cannot hide in an object stream out of all proportion', async () => {
    const bomb = stream(
      deflateSync(Buffer.alloc(64 * 1024 * 1024, ' ')),
      '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
    )
    expect(await inspectLetter(pdfFile({ ...bodies, 6: bomb }))).toEqual(refused('damaged'))
  })
})

describe('any bytes', () => {
  const samples = [letters.signedPdf(), letters.phonePhotoJpeg(), letters.png(), letters.heic()]

  it('get an answer', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), verdict), { numRuns: 200 })
  })

  it('get an answer when they begin like a letter', async () => {
    const heads = fc.constantFrom('%PDF-1.7\n1 0 obj\n', '\xff\xd8\xff\xe1', '\0\0\0\x18ftypheic')
    await fc.assert(
      fc.asyncProperty(heads, fc.uint8Array({ maxLength: 2000 }), (head, tail) =>
        verdict(Buffer.concat([Buffer.from(head, 'latin1'), tail])),
      ),
      { numRuns: 200 },
    )
  })

  it('get an answer when they are a changed letter', async () => {
    const changes = fc.array(
      fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)),
      {
        minLength: 1,
        maxLength: 20,
      },
    )
    const pdf = await letters.wordProcessorPdf()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(pdf, pdf, ...samples), changes, (sample, edits) => {
        const bytes = Buffer.from(sample)
        for (const [place, value] of edits) bytes[Math.floor(place * bytes.length)] = value
        return verdict(bytes)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the name of a file', () => {
  it.each([
    ['Surat permohonan.pdf', 'Surat permohonan.pdf'],
    ['C:\\Users\\x\\surat.pdf', 'surat.pdf'],
    ['../../etc/surat.pdf', 'surat.pdf'],
    ['surat\u202efdp.exe', 'suratfdp.exe'],
    ['a\u0000b\nc\u200b.pdf', 'abc.pdf'],
    ['  surat   dinas.pdf ', 'surat dinas.pdf'],
    ['', 'surat'],
    ['folder/', 'surat'],
    ['\ud800.pdf', '\ufffd.pdf'],
  ])('%j is shown as %j', (name, shown) => {
    expect(displayFileName(name)).toBe(shown)
  })

  it('is shortened to 120 characters that keep the extension', () => {
    const shown = displayFileName(`${'é'.repeat(300)}.pdf`)
    expect(Array.from(shown)).toHaveLength(120)
    expect(shown).toMatch(/…\.pdf$/)
  })
})

describe('each type of letter', () => {
  it('has an extension and a media type', () => {
    expect(letterTypes.map((type) => `${letterExtension(type)} ${letterMime(type)}`)).toEqual([
      'pdf application/pdf',
      'jpg image/jpeg',
      'png image/png',
      'heic image/heic',
    ])
  })
})

function set(key: string, value: unknown) {
  return (document: PDFDocument) =>
    document.catalog.set(PDFName.of(key), document.context.obj(value as never))
}

function objectStream(dictionary: string) {
  return stream(
    deflateSync('9 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>'),
    `${dictionary} /N 1 /First 4 /Filter /FlateDecode`,
  )
}

async function verdict(bytes: Uint8Array) {
  expect(await inspectLetter(bytes)).toHaveProperty('ok', expect.any(Boolean))
}
