import { createHash } from 'node:crypto'
import { PDFDocument, PDFName, PDFString, StandardFonts } from 'pdf-lib'
import { encryptedContent } from './pdf-encryption.ts'
import { letterText, onePage, pdfFile, stream, updatedPdf } from './pdf-file.ts'

const lines = [
  'PEMERINTAH KABUPATEN CONTOH',
  'DINAS PENDIDIKAN',
  'Nomor: 005/123/2026',
  'Perihal: Permintaan Fasilitas Video Conference',
  'Mohon fasilitas video conference untuk rapat koordinasi.',
]

/** As a word processor exports it: object streams, metadata, a web link, an opening view. */
export async function wordProcessorPdf(): Promise<Buffer> {
  const document = await PDFDocument.create()
  const page = document.addPage([595, 842])
  const font = await document.embedFont(StandardFonts.Helvetica)
  for (const [index, line] of lines.entries()) {
    page.drawText(line, { x: 72, y: 780 - index * 18, size: 12, font })
  }
  describe(document)
  const { context, catalog } = document
  const link = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Link',
      Rect: [72, 600, 240, 620],
      Border: [0, 0, 0],
      A: { Type: 'Action', S: 'URI', URI: PDFString.of('https://dindik.example.go.id/') },
    }),
  )
  page.node.set(PDFName.of('Annots'), context.obj([link]))
  catalog.set(PDFName.of('OpenAction'), context.obj([page.ref, 'XYZ', null, null, 0]))
  catalog.set(PDFName.of('Lang'), PDFString.of('id-ID'))
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
  return Buffer.from(await document.save({ useObjectStreams: true }))
}

/** Any change to a letter, saved so that its objects lie compressed in an object stream. */
export async function changedPdf(change: (document: PDFDocument) => unknown): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage([595, 842])
  describe(document)
  await change(document)
  return Buffer.from(await document.save({ useObjectStreams: true }))
}

/** A letter whose script lies compressed in an object stream. */
export const scriptPdf = (): Promise<Buffer> =>
  changedPdf((document) => document.addJavaScript('sapa', 'app.alert("Halo")'))

/** Fixed, so that each run gives the same bytes. */
function describe(document: PDFDocument): void {
  const date = new Date('2026-11-20T02:00:00Z')
  document.setTitle('Surat Permohonan')
  document.setAuthor('Dinas Contoh')
  document.setCreator('Writer')
  document.setProducer('LibreOffice 24.8')
  document.setCreationDate(date)
  document.setModificationDate(date)
}

const plainLetter = () => pdfFile(onePage(stream(letterText(lines))))

/** Signed electronically (TTE): an incremental update with a signature over a byte range. */
export function signedPdf(): Buffer {
  const hole = '0'.repeat(2048)
  const range = '/ByteRange [0 0000000000 0000000000 0000000000]'
  const unsigned = updatedPdf(plainLetter(), {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R] /SigFlags 3 >> >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> /Annots [7 0 R] >>',
    6: `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name (Kepala Dinas Contoh) /M (D:20261120090000+07'00') /Reason (Tanda tangan elektronik) ${range} /Contents <${hole}> >>`,
    7: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Tanda Tangan 1) /F 132 /Rect [0 0 0 0] /P 3 0 R /V 6 0 R >>',
  })
  const start = unsigned.indexOf(`<${hole}>`)
  const end = start + hole.length + 2
  const digits = [start, end, unsigned.length - end].map((n) => String(n).padStart(10, '0'))
  const signed = Buffer.from(unsigned)
  signed.write(`/ByteRange [0 ${digits.join(' ')}]`, unsigned.indexOf(range), 'latin1')
  const digest = createHash('sha256').update(signed.subarray(0, start)).update(signed.subarray(end))
  signed.write(digest.digest('hex'), start + 1, 'latin1')
  return signed
}

/** Needs a password to open. */
export function encryptedPdf(): Buffer {
  const { content, dictionary, id } = encryptedContent(letterText(lines), 5, 'rahasia')
  const bodies = { ...onePage(stream(content)), 6: dictionary }
  return pdfFile(bodies, `/Encrypt 6 0 R /ID [<${id}> <${id}>]`)
}

export const noPagesPdf = (): Buffer =>
  pdfFile({
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    2: '<< /Type /Pages /Kids [] /Count 0 >>',
  })

/** A web page that calls itself a PDF. */
export const htmlAsPdf = (): Buffer =>
  Buffer.from('<!DOCTYPE html><html lang="id"><title>Surat.pdf</title><p>Halo</p></html>\n')
