import { constants, inflateSync } from 'node:zlib'
import {
  PDFArray,
  type PDFContext,
  PDFInvalidObject,
  PDFName,
  type PDFObject,
  PDFParser,
  PDFRawStream,
} from 'pdf-lib'

/** Object streams of a letter stay far below; a few kilobytes can otherwise inflate to gigabytes. */
const maxInflatedBytes = 16 * 1024 * 1024

export type PdfContent = {
  readonly context: PDFContext
  /** Every object of the file, replaced revisions and the content of object streams included. */
  readonly objects: readonly PDFObject[]
  /** What the object streams say, as text. */
  readonly texts: readonly string[]
  /** A stream's bytes carry further objects, out of the parser's sight. */
  readonly hidden: boolean
  /** Whether no stream had to be passed over. */
  readonly whole: boolean
}

/** @throws where the bytes are no PDF that can be parsed at all */
export async function readPdf(bytes: Uint8Array): Promise<PdfContent> {
  const parser = new EveryObject(bytes)
  const context = await parser.parseDocument()
  return { context, ...parser.seen }
}

/** pdf-lib's parser keeps only the last object of a number; this one remembers them all. */
class EveryObject extends PDFParser {
  readonly seen = {
    objects: [] as PDFObject[],
    texts: [] as string[],
    hidden: false,
    whole: true,
  }
  #inflated = 0

  constructor(bytes: Uint8Array) {
    super(bytes)
    const { context, seen } = this
    const assign = context.assign.bind(context)
    context.assign = (ref, object) => {
      seen.objects.push(object)
      if (object instanceof PDFRawStream) seen.hidden ||= holdsObjects(object.contents)
      if (object instanceof PDFInvalidObject) seen.whole &&= !isStream(object)
      assign(ref, object)
    }
  }

  override parseObject(): PDFObject {
    const object = super.parseObject()
    if (!(object instanceof PDFRawStream)) return object
    const { dict } = object
    if (dict.lookup(PDFName.of('Type')) === PDFName.of('XRef')) return this.#crossReference(object)
    // Readers take any stream with these two entries for an object stream, whatever its type.
    if (dict.has(PDFName.of('N')) && dict.has(PDFName.of('First'))) {
      dict.set(PDFName.of('Type'), PDFName.of('ObjStm'))
      this.seen.texts.push(this.#inflate(object).toString('latin1'))
    }
    return object
  }

  /** All objects are found by reading on, so of a cross-reference stream only the trailer counts. */
  #crossReference({ dict }: PDFRawStream): PDFObject {
    const { trailerInfo } = this.context
    for (const key of ['Root', 'Encrypt', 'Info', 'ID'] as const) {
      trailerInfo[key] = dict.get(PDFName.of(key)) ?? trailerInfo[key]
    }
    return dict
  }

  /** @throws where the stream is not plain or deflated, or the file's streams grow beyond bounds */
  #inflate({ dict, contents }: PDFRawStream): Buffer {
    const filters = dict.lookup(PDFName.of('Filter')) ?? PDFArray.withContext(this.context)
    const names = filters instanceof PDFArray ? filters.asArray() : [filters]
    const deflated = names.length === 1 && names[0] === PDFName.of('FlateDecode')
    if (names.length > 0 && !deflated) throw new Error('An object stream with an unusual filter')
    const plain = deflated
      ? inflateSync(contents, {
          maxOutputLength: maxInflatedBytes - this.#inflated + 1,
          finishFlush: constants.Z_SYNC_FLUSH,
        })
      : Buffer.from(contents)
    this.#inflated += plain.length
    if (this.#inflated > maxInflatedBytes) throw new Error('Object streams out of proportion')
    return plain
  }
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

const holdsObjects = (contents: Uint8Array): boolean => /\d\s+\d+\s+obj\b/.test(latin1(contents))

function isStream(object: PDFInvalidObject): boolean {
  const bytes = new Uint8Array(object.sizeInBytes())
  object.copyBytesInto(bytes, 0)
  return latin1(bytes).includes('stream')
}
