import { PDFArray, type PDFContext, PDFDict, PDFName } from 'pdf-lib'
import type { LetterFault } from '../../shared/domain/vocabulary.ts'
import { isActive, spellsAction } from './pdf-active-content.ts'
import { readPdf } from './pdf-objects.ts'

/**
 * Looks through every object of a PDF, also those in object streams and in earlier revisions. An
 * electronically signed letter and links to web pages pass; anything that runs, carries files or
 * hides its objects does not. Answers for any bytes.
 */
export async function inspectPdf(bytes: Uint8Array): Promise<{ pages: number } | LetterFault> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  try {
    const { context, objects, texts, hidden, whole } = await readPdf(bytes)
    if (context.trailerInfo.Encrypt !== undefined) return 'encrypted'
    if (hidden || [text, ...texts].some(spellsAction)) return 'active-content'
    if (objects.some((object) => isActive(object, context))) return 'active-content'
    const pages = countPages(context)
    if (!whole || pages === undefined || !hasEnd(text)) return 'damaged'
    return pages === 0 ? 'no-pages' : { pages }
  } catch {
    // What cannot be read may be sealed: then the applicant has to hear of the password.
    return /\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text) ? 'encrypted' : 'damaged'
  }
}

/** A file cut short lacks its last cross-reference; some scanners pad what follows with zeros. */
function hasEnd(text: string): boolean {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) <= 32) end -= 1
  return text.slice(Math.max(0, end - 2048), end).includes('startxref')
}

/** Leaves of the page tree, undefined without a document catalogue. */
function countPages(context: PDFContext): number | undefined {
  const catalog = context.lookup(context.trailerInfo.Root)
  if (!(catalog instanceof PDFDict)) return undefined
  const seen = new Set<unknown>()
  const pending = [catalog.lookup(PDFName.of('Pages'))]
  let pages = 0
  while (pending.length > 0) {
    const node = pending.pop()
    if (!(node instanceof PDFDict) || seen.has(node)) continue
    seen.add(node)
    const kids = node.lookup(PDFName.of('Kids'))
    if (kids instanceof PDFArray) {
      for (let index = 0; index < kids.size(); index += 1) pending.push(kids.lookup(index))
    } else if (node.lookup(PDFName.of('Type')) !== PDFName.of('Pages')) {
      pages += 1
    }
  }
  return pages
}
