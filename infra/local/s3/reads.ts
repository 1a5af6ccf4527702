/** GetObject, HeadObject and GetObjectTagging. Source: S3 API reference. */
import { AwsError } from '../calls.ts'
import type { Bucket } from './bucket.ts'
import type { Context } from './changes.ts'
import { notModified } from './conditions.ts'
import { checkHeaders, type Fields, headerValue, versionHeaders } from './headers.ts'
import { findVersion, type Operation, type Reply, type Request } from './operation.ts'
import type { Version } from './versions.ts'
import { document, type Element } from './xml.ts'

const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]
const PARAMETERS = ['versionId', ...OVERRIDES.map((name) => `response-${name}`)]

export const getObject: Operation = {
  action: 'GetObject',
  parameters: PARAMETERS,
  run: async (context, request) => {
    const { reply, version, range } = look(context, request)
    if (reply.status === 304) return reply
    const body = version.size === 0 ? '' : context.store.bodies.read(version.file, range)
    return { ...reply, body }
  },
}

export const headObject: Operation = {
  action: 'HeadObject',
  parameters: PARAMETERS,
  run: async (context, request) => look(context, request).reply,
}

export const getObjectTagging: Operation = {
  action: 'GetObjectTagging',
  parameters: ['tagging', 'versionId'],
  run: async (context, { bucket, key, query, headers }) => {
    checkHeaders(headers, context.account, [])
    const version = findVersion(context, bucket, key, query.get('versionId'))
    const tags = Object.entries(version.tags ?? {}).map(
      ([name, value]): Element => [
        'Tag',
        [
          ['Key', name],
          ['Value', value],
        ],
      ],
    )
    return {
      status: 200,
      headers: {
        'content-type': 'application/xml',
        ...(bucket.versioned && { 'x-amz-version-id': version.versionId }),
      },
      body: document(['Tagging', [['TagSet', tags]]], true),
    }
  },
}

type Range = { start: number; end: number }

function look(
  context: Context,
  { bucket, key, query, headers }: Request,
): { reply: Reply; version: Version; range?: Range } {
  checkHeaders(headers, context.account, ['x-amz-checksum-mode'])
  const version = findVersion(context, bucket, key, query.get('versionId'))
  const shared = { ...describe(version, bucket), 'accept-ranges': 'bytes' }
  if (notModified(headers, version)) return { reply: { status: 304, headers: shared }, version }
  const range = readRange(headers.get('range'), version.size)
  const size = range ? range.end - range.start + 1 : version.size
  const reply = {
    status: range ? 206 : 200,
    headers: {
      ...shared,
      ...stored(version),
      ...overrides(query),
      ...(range ? contentRange(range, version) : checksum(version, headers)),
      'content-length': String(size),
    },
  }
  return { reply, version, ...(range && { range }) }
}

function describe(version: Version, bucket: Bucket): Record<string, string> {
  const modified = new Date(version.lastModified)
  return { ...versionHeaders(version, bucket), 'last-modified': modified.toUTCString() }
}

function stored({ metadata }: Version): Record<string, string> {
  const entries = Object.entries(metadata)
  return Object.fromEntries(entries.map(([name, value]) => [name, headerValue(value)]))
}

/** Every request here is signed, query included, so S3 lets each one override. */
function overrides(query: ReadonlyMap<string, string>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name of OVERRIDES) {
    const value = query.get(`response-${name}`)
    if (value === undefined) continue
    if (!/^[\t\x20-\x7e\xa0-\xff]*$/.test(value)) {
      const message = 'Header value cannot be represented using ISO-8859-1.'
      const fields = { ArgumentName: `response-${name}`, ArgumentValue: value }
      throw new AwsError('InvalidArgument', message, 400, fields)
    }
    headers[name] = value
  }
  return headers
}

function checksum({ checksum }: Version, headers: Fields): Record<string, string> {
  if (!checksum || headers.get('x-amz-checksum-mode') !== 'ENABLED') return {}
  return { [`x-amz-checksum-${checksum.name}`]: checksum.value }
}

function contentRange({ start, end }: Range, { size }: Version): Record<string, string> {
  return { 'content-range': `bytes ${start}-${end}/${size}` }
}

/**
 * One byte range; S3 answers several, or a malformed one, with the whole object.
 * @throws AwsError InvalidRange
 */
function readRange(header: string | undefined, size: number): Range | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < start) return undefined
  if (start < size && start <= end) return { start, end }
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
    RangeRequested: header,
    ActualObjectSize: size,
  })
}
