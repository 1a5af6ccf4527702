/** A PDF's body as text per object number; written out with a cross-reference table. */
export type PdfBodies = Readonly<Record<number, string | Buffer>>

/** Writes a whole PDF of revision 1.7. `trailer` adds entries beside Size and Root (1 0 R). */
export function pdfFile(bodies: PdfBodies, trailer = ''): Buffer {
  return revision(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), bodies, trailer)
}

/** Appends an incremental update: the bytes before it stay untouched. */
export function updatedPdf(before: Buffer, bodies: PdfBodies): Buffer {
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before.toString('latin1'))?.[1]
  return revision(before, bodies, `/Prev ${previous}`)
}

export const stream = (content: string | Buffer, entries = ''): Buffer =>
  Buffer.concat([
    Buffer.from(`<< /Length ${content.length} ${entries} >>\nstream\n`, 'latin1'),
    bytesOf(content),
    Buffer.from('\nendstream'),
  ])

/** Page content: lines of Helvetica from the top of an A4 sheet, and a stamp's ring below. */
export const letterText = (lines: readonly string[]): string =>
  [
    'BT /F1 12 Tf 72 780 Td 18 TL',
    ...lines.map((line) => `(${line}) Tj T*`),
    'ET 0.1 0.2 0.7 RG 3 w 380 420 m 380 480 440 480 440 420 c 440 360 380 360 380 420 c S',
  ].join('\n')

/** The objects 1 to 5 of a letter of one page: catalogue, pages, page, font, content. */
export const onePage = (content: Buffer): Record<number, string | Buffer> => ({
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
  4: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  5: content,
})

/** One character is one byte. */
const bytesOf = (content: string | Buffer): Buffer =>
  typeof content === 'string' ? Buffer.from(content, 'latin1') : content

function revision(before: Buffer, bodies: PdfBodies, trailer: string): Buffer {
  const numbers = Object.keys(bodies).map(Number)
  const parts = [before]
  const table = [
    before.toString('latin1').includes('startxref') ? '' : '0 1\n0000000000 65535 f \n',
  ]
  let offset = before.length
  for (const number of numbers) {
    const part = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      bytesOf(bodies[number] ?? ''),
      Buffer.from('\nendobj\n'),
    ])
    table.push(`${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
    parts.push(part)
    offset += part.length
  }
  const size = Math.max(...numbers, 9) + 1
  const end = `xref\n${table.join('')}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${offset}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')])
}
