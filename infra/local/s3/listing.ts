/** ListObjectsV2 and ListObjectVersions. Source: S3 API reference. */
import { AwsError } from '../calls.ts'
import type { Context } from './changes.ts'
import { checkHeaders } from './headers.ts'
import type { Operation, Request } from './operation.ts'
import type { Version } from './versions.ts'
import { document, type Element } from './xml.ts'

const LONGEST_PAGE = 1000

type Options = {
  prefix: string
  delimiter: string
  size: number
  encode: (text: string) => string
}

/** A row of a listing: one version, or all keys that share a prefix up to the delimiter. */
type Row = { version: Version } | { prefix: string }

export const listObjects: Operation = {
  action: 'ListObjectsV2',
  parameters: [
    'list-type',
    'prefix',
    'delimiter',
    'max-keys',
    'encoding-type',
    'continuation-token',
    'start-after',
    'fetch-owner',
  ],
  run: async (context, request) => {
    const { bucket, query } = request
    const options = readOptions(context, request)
    const token = query.get('continuation-token')
    const after = token === undefined ? query.get('start-after') : decodeToken(token)
    const candidates = context.store.versions
      .keys(bucket.name, options.prefix)
      .flatMap((key) => context.store.versions.latest(bucket.name, key) ?? [])
      .filter((version) => !version.deleteMarker)
    const { rows, next } = paginate(candidates, options, (row) => isAfter(row, after))
    const owner = query.get('fetch-owner') === 'true' ? context.account : undefined
    const entries = [
      ...settings(bucket.name, options),
      ['KeyCount', rows.length],
      ...(token === undefined ? [] : [['ContinuationToken', token] as const]),
      ['IsTruncated', next !== undefined],
      ...(next ? [['NextContinuationToken', encodeToken(nameOf(next))] as const] : []),
      ...rows.map((row) => element(row, options, (version) => contents(version, options, owner))),
    ] as const
    return { status: 200, headers: {}, body: document(['ListBucketResult', entries], true) }
  },
}

export const listVersions: Operation = {
  action: 'ListObjectVersions',
  parameters: [
    'versions',
    'prefix',
    'delimiter',
    'max-keys',
    'encoding-type',
    'key-marker',
    'version-id-marker',
  ],
  run: async (context, request) => {
    const { bucket, query } = request
    const options = readOptions(context, request)
    const { versions } = context.store
    const [keyMarker, versionMarker] = [query.get('key-marker'), query.get('version-id-marker')]
    const reached = versions
      .of(bucket.name, keyMarker ?? '')
      .find(({ versionId }) => versionId === versionMarker)
    const candidates = versions
      .keys(bucket.name, options.prefix)
      .flatMap((key) => [...versions.of(bucket.name, key)].reverse())
    const { rows, next } = paginate(candidates, options, (row) => {
      const sameKey = 'version' in row && row.version.key === keyMarker
      if (!sameKey || !reached) return isAfter(row, keyMarker)
      return row.version.sequence < reached.sequence
    })
    const entries = [
      ...settings(bucket.name, options),
      ['KeyMarker', options.encode(keyMarker ?? '')],
      ['VersionIdMarker', versionMarker ?? ''],
      ['IsTruncated', next !== undefined],
      ...(next ? [['NextKeyMarker', options.encode(nameOf(next))] as const] : []),
      ...(next && 'version' in next
        ? [['NextVersionIdMarker', next.version.versionId] as const]
        : []),
      ...rows.map((row) =>
        element(row, options, (version) => versionElement(version, options, context)),
      ),
    ] as const
    return { status: 200, headers: {}, body: document(['ListVersionsResult', entries], true) }
  },
}

function readOptions({ account }: Context, { query, headers }: Request): Options {
  checkHeaders(headers, account, [])
  const size = Number(query.get('max-keys') ?? LONGEST_PAGE)
  if (!Number.isInteger(size) || size < 0) {
    const fields = { ArgumentName: 'max-keys', ArgumentValue: query.get('max-keys') }
    throw new AwsError('InvalidArgument', 'Argument max-keys must be an integer', 400, fields)
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    size: Math.min(size, LONGEST_PAGE),
    encode: query.get('encoding-type') === 'url' ? encodeURIComponent : (text) => text,
  }
}

/** One page of rows. @returns as `next` the last row of a page that is not the last */
function paginate(
  versions: readonly Version[],
  { prefix, delimiter, size }: Options,
  wanted: (row: Row) => boolean,
): { rows: readonly Row[]; next: Row | undefined } {
  const rows: Row[] = []
  for (const version of versions) {
    const cut = delimiter === '' ? -1 : version.key.indexOf(delimiter, prefix.length)
    const row = cut < 0 ? { version } : { prefix: version.key.slice(0, cut + delimiter.length) }
    const last = rows.at(-1)
    const grouped = 'prefix' in row && last && 'prefix' in last && last.prefix === row.prefix
    if (grouped || !wanted(row)) continue
    if (rows.length === size) return { rows, next: last }
    rows.push(row)
  }
  return { rows, next: undefined }
}

/** Rows come in the order of their UTF-8 bytes; a page continues behind the last row's name. */
function isAfter(row: Row, marker: string | undefined): boolean {
  return marker === undefined || Buffer.compare(Buffer.from(nameOf(row)), Buffer.from(marker)) > 0
}

function nameOf(row: Row): string {
  return 'prefix' in row ? row.prefix : row.version.key
}

function settings(bucket: string, { prefix, delimiter, size, encode }: Options): Element[] {
  return [
    ['Name', bucket],
    ['Prefix', encode(prefix)],
    ...(delimiter === '' ? [] : [['Delimiter', encode(delimiter)] as const]),
    ['MaxKeys', size],
    ...(encode === encodeURIComponent ? [['EncodingType', 'url'] as const] : []),
  ]
}

function element(row: Row, { encode }: Options, make: (version: Version) => Element): Element {
  if ('version' in row) return make(row.version)
  return ['CommonPrefixes', [['Prefix', encode(row.prefix)]]]
}

function contents(version: Version, options: Options, owner: string | undefined): Element {
  return [
    'Contents',
    [
      ...facts(version, options),
      ...(owner === undefined ? [] : [['Owner', [['ID', owner]]] as const]),
    ],
  ]
}

function versionElement(version: Version, options: Options, { store, account }: Context): Element {
  const { bucket, key, versionId, deleteMarker } = version
  const modified = new Date(version.lastModified)
  const described: readonly Element[] = deleteMarker
    ? [
        ['Key', options.encode(key)],
        ['LastModified', modified.toISOString()],
      ]
    : facts(version, options)
  return [
    deleteMarker ? 'DeleteMarker' : 'Version',
    [
      ...described,
      ['VersionId', versionId],
      ['IsLatest', store.versions.latest(bucket, key) === version],
      ['Owner', [['ID', account]]],
    ],
  ]
}

function facts({ key, lastModified, etag, size }: Version, { encode }: Options): Element[] {
  const modified = new Date(lastModified)
  return [
    ['Key', encode(key)],
    ['LastModified', modified.toISOString()],
    ['ETag', `"${etag}"`],
    ['Size', size],
    ['StorageClass', 'STANDARD'],
  ]
}

function encodeToken(name: string): string {
  return Buffer.from(name).toString('base64url')
}

function decodeToken(token: string): string {
  return Buffer.from(token, 'base64url').toString('utf8')
}
