/** multipart/form-data as browsers send it, read as a stream. Source: RFC 7578, WHATWG HTML. */
import { AwsError } from '../calls.ts'
import { ByteReader } from './bytes.ts'

export type Part = {
  name: string
  /** As the browser sent it; undefined for a field without a file. */
  filename: string | undefined
  body: AsyncGenerator<Buffer>
}

const LONGEST_LINE = 8192
const PARAMETER = /;\s*([\w*-]+)=(?:"([^"]*)"|([^;\s"]*))/gy

/**
 * Yields the parts in order. A part's body is read, or skipped, before the next part is asked for.
 * @throws AwsError MalformedPOSTRequest
 */
export async function* readParts(
  source: AsyncIterable<Buffer>,
  contentType: string,
): AsyncGenerator<Part> {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,70})"|([^;\s"]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (!boundary) throw malformed()
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  const reader = new ByteReader(withLeadingBreak(source), malformed)
  await skip(reader.until(delimiter))
  for (let mark = await readMark(reader); mark !== '--'; mark = await readMark(reader)) {
    if (mark !== '\r\n') throw malformed()
    const body = reader.until(delimiter)
    yield { ...(await readHead(reader)), body }
    await skip(body)
  }
}

/** What follows a boundary: a line break, or two dashes after the last part. */
async function readMark(reader: ByteReader): Promise<string> {
  const bytes: Buffer[] = []
  for await (const piece of reader.take(2)) bytes.push(piece)
  return Buffer.concat(bytes).toString('latin1')
}

/** Reads a field's text of at most `limit` bytes. @throws AwsError when it is longer */
export async function readText(part: Part, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of part.body) {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
  }
  if (size > limit) {
    const message = 'Your POST request fields preceding the upload file were too large.'
    throw new AwsError('MaxPostPreDataLengthExceededError', message, 400, {
      MaxPostPreDataLengthBytes: limit,
    })
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function readHead(reader: ByteReader): Promise<Pick<Part, 'name' | 'filename'>> {
  let disposition: string | undefined
  for (let line = await reader.line(LONGEST_LINE); line !== ''; ) {
    const [, value] = /^content-disposition:\s*form-data\s*(;.*)$/i.exec(line) ?? []
    disposition ??= value
    line = await reader.line(LONGEST_LINE)
  }
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, plain] of (disposition ?? '').matchAll(PARAMETER)) {
    parameters.set(name.toLowerCase(), unescape(quoted ?? plain ?? ''))
  }
  const name = parameters.get('name')
  if (name === undefined) throw malformed()
  return { name, filename: parameters.get('filename') }
}

/** Browsers write a quotation mark and line breaks in a name as these three escapes. */
function unescape(text: string): string {
  return text.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n')
}

/** The first boundary stands at the very start, the others after a line break: make them alike. */
async function* withLeadingBreak(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('\r\n')
  yield* source
}

async function skip(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of body);
}

function malformed(): AwsError {
  const message = 'The body of your POST request is not well-formed multipart/form-data.'
  return new AwsError('MalformedPOSTRequest', message)
}
