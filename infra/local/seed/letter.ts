import { PDFDocument, StandardFonts } from 'pdf-lib'
import type { File } from './visitor.ts'

/** A letter of request as a word processor exports it: one page of text. */
export async function letterOf(lines: readonly string[]): Promise<File> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.TimesRoman)
  // A4 in points; 14 points a line.
  const page = document.addPage([595, 842])
  lines.forEach((line, index) => {
    page.drawText(line, { x: 72, y: 770 - index * 18, size: 11, font })
  })
  return { name: 'surat-permohonan.pdf', type: 'application/pdf', content: await document.save() }
}
