/**
 * The `aws-chunked` content encoding with an unsigned payload and a checksum in the trailer, which
 * the SDK sends for streams. Source: S3 API reference, "Signature calculations: including trailing
 * headers".
 */
import { AwsError } from '../calls.ts'
import { ByteReader } from './bytes.ts'

const LONGEST_LINE = 8192

/** Decodes an `aws-chunked` body; `trailers` is filled when the last chunk has been read. */
export async function* decodeChunked(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source, incomplete)
  for (;;) {
    const [size = ''] = (await reader.line(LONGEST_LINE)).split(';')
    if (!/^[0-9a-f]{1,8}$/i.test(size)) throw incomplete()
    const count = Number.parseInt(size, 16)
    if (count === 0) break
    yield* reader.take(count)
    if ((await reader.line(0)) !== '') throw incomplete()
  }
  for (let line = await reader.line(LONGEST_LINE); line !== ''; ) {
    const colon = line.indexOf(':')
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
    line = await reader.line(LONGEST_LINE)
  }
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 'The request body terminated unexpectedly')
}
