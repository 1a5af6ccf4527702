import { Readable } from 'node:stream'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUCKET, EVENTS, Host, refusal, VERSIONED } from './s3-host.ts'

let host: Host
beforeEach(async () => {
  host = await new Host({ ...VERSIONED, ...EVENTS }).open()
})
afterEach(() => host.close())

const get = async (key: string, more: object = {}) => {
  const input = { Bucket: BUCKET, Key: key, ...more }
  const answer = await host.client.send(new GetObjectCommand(input))
  return { ...answer, text: (await answer.Body?.transformToString()) ?? '' }
}

describe('storing an object', () => {
  it('gives back its bytes, type, metadata, version and time of the clock', async () => {
    const more = { ContentType: 'application/pdf', Metadata: { round: '1' } }
    const { VersionId, ETag } = await host.put('in/a b+ü.pdf', 'a letter', more)
    const answer = await get('in/a b+ü.pdf')
    expect(answer).toMatchObject({
      text: 'a letter',
      ContentType: 'application/pdf',
      ContentLength: 8,
      Metadata: { round: '1' },
      VersionId,
      ETag,
      ServerSideEncryption: 'AES256',
      LastModified: new Date('2026-11-23T02:00:00Z'),
    })
  })

  it('takes a stream, sent in chunks with its checksum behind them', async () => {
    const chunks = Array.from({ length: 40 }, (_, at) => Buffer.alloc(9000, at))
    const Body = Readable.from(chunks)
    const input = { Bucket: BUCKET, Key: 'stream', Body, ContentLength: 360_000 }
    const put = await host.client.send(new PutObjectCommand(input))
    const answer = await host.client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'stream' }))
    const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? [])
    expect(bytes.equals(Buffer.concat(chunks))).toBe(true)
    expect(answer.ChecksumCRC32).toBe(put.ChecksumCRC32)
    expect(answer.ContentEncoding).toBeUndefined()
  })

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('verifies %s', async (name) => {
    const put = await host.put('sum', 'content', { ChecksumAlgorithm: name })
    const { [`Checksum${name}` as const]: sum } = await get('sum', { ChecksumMode: 'ENABLED' })
    expect(sum).toBe(put[`Checksum${name}`])
    expect(sum).toMatch(/=$/)
  })

  it.each([
    { ChecksumSHA256: Buffer.alloc(32).toString('base64') },
    { ChecksumCRC32C: 'AAAAAA==' },
    { ContentMD5: Buffer.alloc(16).toString('base64') },
  ])('refuses a body that is not what %o says', async (sum) => {
    expect(await refusal(host.put('sum', 'content', sum))).toEqual({
      code: 'BadDigest',
      status: 400,
    })
    expect(await host.service.dump()).toEqual([])
  })

  it('writes only where nothing is, when asked so', async () => {
    await host.put('once', 'first', { IfNoneMatch: '*' })
    const again = host.put('once', 'second', { IfNoneMatch: '*' })
    expect(await refusal(again)).toEqual({ code: 'PreconditionFailed', status: 412 })
    expect((await get('once')).text).toBe('first')
  })

  it('lets one of many conditional writes through', async () => {
    const writes = Array.from({ length: 20 }, (_, at) =>
      host.put('race', `writer ${at}`, { IfNoneMatch: '*' }),
    )
    const settled = await Promise.allSettled(writes)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await host.service.dump()).toHaveLength(1)
  })

  it('refuses what it would silently leave out', async () => {
    const tagged = await refusal(host.put('key', 'content', { Tagging: 'a=b' }))
    const foreign = await refusal(
      host.put('key', 'content', { ExpectedBucketOwner: '1'.repeat(12) }),
    )
    const long = await refusal(host.put('k'.repeat(1025)))
    expect([tagged.code, foreign.code, long.code]).toEqual([
      'NotImplemented',
      'AccessDenied',
      'KeyTooLongError',
    ])
  })
})

describe('reading an object', () => {
  it.each([
    ['bytes=0-3', 'cont', 'bytes 0-3/7'],
    ['bytes=4-', 'ent', 'bytes 4-6/7'],
    ['bytes=-2', 'nt', 'bytes 5-6/7'],
    ['bytes=5-99', 'nt', 'bytes 5-6/7'],
    ['bytes=-99', 'content', 'bytes 0-6/7'],
  ])('answers the range %s', async (Range, text, ContentRange) => {
    await host.put('key')
    const answer = await get('key', { Range })
    expect(answer).toMatchObject({ text, ContentRange, ContentLength: text.length })
    expect(answer.$metadata.httpStatusCode).toBe(206)
  })

  it('refuses a range behind the end', async () => {
    await host.put('key')
    await host.put('empty', '', { ContentLength: 0 })
    for (const input of [
      { key: 'key', Range: 'bytes=7-' },
      { key: 'empty', Range: 'bytes=0-0' },
      { key: 'key', Range: 'bytes=-0' },
    ]) {
      const { key, ...range } = input
      expect(await refusal(get(key, range))).toEqual({ code: 'InvalidRange', status: 416 })
    }
  })

  it('answers several ranges, or a malformed one, with the whole object', async () => {
    await host.put('key')
    for (const Range of ['bytes=0-1,3-4', 'bytes=3-1', 'lines=1-2']) {
      expect(await get('key', { Range })).toMatchObject({ text: 'content' })
    }
  })

  it('honours conditions', async () => {
    const { ETag } = await host.put('key')
    expect((await get('key', { IfMatch: ETag })).text).toBe('content')
    expect(await refusal(get('key', { IfMatch: '"other"' }))).toMatchObject({ status: 412 })
    expect(await refusal(get('key', { IfNoneMatch: ETag }))).toMatchObject({ status: 304 })
    const before = new Date('2026-11-23T01:59:59Z')
    expect(await refusal(get('key', { IfUnmodifiedSince: before }))).toMatchObject({ status: 412 })
    const after = new Date('2026-11-23T02:00:00Z')
    expect(await refusal(get('key', { IfModifiedSince: after }))).toMatchObject({ status: 304 })
  })

  it('lets a signed request override how the object is announced', async () => {
    await host.put('key', 'content', { ContentType: 'application/pdf' })
    const answer = await get('key', {
      ResponseContentType: 'text/plain',
      ResponseContentDisposition: 'attachment; filename="surat.pdf"',
    })
    expect(answer).toMatchObject({
      ContentType: 'text/plain',
      ContentDisposition: 'attachment; filename="surat.pdf"',
    })
    const bad = get('key', { ResponseContentDisposition: 'attachment; filename="✓"' })
    expect(await refusal(bad)).toEqual({ code: 'InvalidArgument', status: 400 })
  })

  it('says which key, version or bucket there is not', async () => {
    await host.put('key')
    const version = 'A'.repeat(32)
    expect(await refusal(get('none'))).toEqual({ code: 'NoSuchKey', status: 404 })
    expect(await refusal(get('key', { VersionId: version }))).toEqual({
      code: 'NoSuchVersion',
      status: 404,
    })
    expect(await refusal(get('key', { VersionId: 'short' }))).toEqual({
      code: 'InvalidArgument',
      status: 400,
    })
    expect(await refusal(get('key', { Bucket: 'none' }))).toEqual({
      code: 'NoSuchBucket',
      status: 404,
    })
    const head = host.client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'none' }))
    expect(await refusal(head)).toEqual({ code: 'NotFound', status: 404 })
  })

  it('tells size and type without the body', async () => {
    await host.put('key', 'content', { ContentType: 'image/png' })
    const head = await host.client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'key' }))
    expect(head).toMatchObject({ ContentLength: 7, ContentType: 'image/png' })
  })
})

describe('versions', () => {
  it('keeps every version readable and the newest current', async () => {
    const first = await host.put('key', 'first')
    const second = await host.put('key', 'second')
    expect((await get('key')).VersionId).toBe(second.VersionId)
    expect((await get('key', { VersionId: first.VersionId })).text).toBe('first')
  })

  it('hides a deleted key behind a marker and shows it again without the marker', async () => {
    await host.put('key', 'first')
    const remove = new DeleteObjectCommand({ Bucket: BUCKET, Key: 'key' })
    const { DeleteMarker, VersionId } = await host.client.send(remove)
    expect(DeleteMarker).toBe(true)
    expect(await refusal(get('key'))).toEqual({ code: 'NoSuchKey', status: 404 })
    expect(await refusal(get('key', { VersionId }))).toEqual({
      code: 'MethodNotAllowed',
      status: 405,
    })
    await host.client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'key', VersionId }))
    expect((await get('key')).text).toBe('first')
  })

  it('removes one version for ever', async () => {
    const { VersionId } = await host.put('key', 'first')
    await host.put('key', 'second')
    await host.client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'key', VersionId }))
    expect(await refusal(get('key', { VersionId }))).toMatchObject({ code: 'NoSuchVersion' })
    expect((await get('key')).text).toBe('second')
  })

  it('overwrites in a bucket without versioning', async () => {
    const plain = await new Host({}).open()
    await plain.put('key', 'first')
    const { VersionId } = await plain.put('key', 'second')
    const dump = await plain.service.dump()
    await plain.close()
    expect(VersionId).toBeUndefined()
    expect(dump).toMatchObject([{ key: 'key', versionId: 'null', size: 6, latest: true }])
  })
})

describe('copying', () => {
  it('copies the pinned version untouched, though another one is newer', async () => {
    const pinned = await host.put('in/ä b', 'the letter', { ContentType: 'application/pdf' })
    await host.put('in/ä b', 'swapped')
    const copy = await host.client.send(
      new CopyObjectCommand({
        Bucket: BUCKET,
        Key: 'out',
        CopySource: `${BUCKET}/${encodeURIComponent('in/ä b')}?versionId=${pinned.VersionId}`,
        CopySourceIfMatch: pinned.ETag!,
      }),
    )
    expect(copy).toMatchObject({
      CopySourceVersionId: pinned.VersionId,
      CopyObjectResult: { ETag: pinned.ETag },
    })
    const answer = await get('out', { VersionId: copy.VersionId })
    expect(answer).toMatchObject({ text: 'the letter', ContentType: 'application/pdf' })
  })

  it('copies the tags too, unless they are to be replaced', async () => {
    await host.put('in')
    const [version] = host.service.versions(BUCKET, 'in')
    await host.service.tag(version!, { Verdict: 'clean' })
    const tags = async (Key: string) =>
      (await host.client.send(new GetObjectTaggingCommand({ Bucket: BUCKET, Key }))).TagSet
    const copy = (Key: string, more: object) =>
      host.client.send(
        new CopyObjectCommand({ Bucket: BUCKET, Key, CopySource: `${BUCKET}/in`, ...more }),
      )
    await copy('with', {})
    await copy('without', { TaggingDirective: 'REPLACE' })
    expect(await tags('with')).toEqual([{ Key: 'Verdict', Value: 'clean' }])
    expect(await tags('without')).toEqual([])
    expect(await refusal(tags('none'))).toMatchObject({ code: 'NoSuchKey' })
  })

  it('refuses when the source is not the one expected', async () => {
    await host.put('in')
    const input = { Bucket: BUCKET, Key: 'out', CopySource: `${BUCKET}/in` }
    const copy = (more: object) =>
      refusal(host.client.send(new CopyObjectCommand({ ...input, ...more })))
    expect(await copy({ CopySourceIfMatch: '"x"' })).toEqual({
      code: 'PreconditionFailed',
      status: 412,
    })
    expect(await copy({ CopySource: `${BUCKET}/none` })).toMatchObject({ code: 'NoSuchKey' })
    expect(await copy({ CopySource: 'nothing' })).toMatchObject({ code: 'InvalidArgument' })
    expect(await copy({ Key: 'in' })).toMatchObject({ code: 'InvalidRequest' })
    expect(await host.service.dump()).toHaveLength(1)
  })

  it('replaces the metadata when asked', async () => {
    await host.put('key', 'content', { Metadata: { old: '1' } })
    await host.client.send(
      new CopyObjectCommand({
        Bucket: BUCKET,
        Key: 'key',
        CopySource: `${BUCKET}/key`,
        MetadataDirective: 'REPLACE',
        Metadata: { new: '2' },
      }),
    )
    expect((await get('key')).Metadata).toEqual({ new: '2' })
  })
})

describe('listing', () => {
  const keys = ['a/1', 'a/2', 'b', 'c/x', 'c/y', 'd']

  it('pages through keys in order, deleted ones left out', async () => {
    for (const key of keys) await host.put(key)
    await host.client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'b' }))
    const found: (string | undefined)[] = []
    let ContinuationToken: string | undefined
    do {
      const input = { Bucket: BUCKET, MaxKeys: 2, ContinuationToken }
      const page = await host.client.send(new ListObjectsV2Command(input))
      found.push(...(page.Contents ?? []).map(({ Key }) => Key))
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
    expect(found).toEqual(['a/1', 'a/2', 'c/x', 'c/y', 'd'])
  })

  it('groups what shares a prefix up to the delimiter, over pages too', async () => {
    for (const key of keys) await host.put(key)
    const input = { Bucket: BUCKET, Delimiter: '/', MaxKeys: 2 }
    const first = await host.client.send(new ListObjectsV2Command(input))
    const next = { ...input, ContinuationToken: first.NextContinuationToken }
    const second = await host.client.send(new ListObjectsV2Command(next))
    expect(first.CommonPrefixes).toEqual([{ Prefix: 'a/' }])
    expect(first.Contents?.map(({ Key }) => Key)).toEqual(['b'])
    expect(second.CommonPrefixes).toEqual([{ Prefix: 'c/' }])
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['d'])
    expect(second.IsTruncated).toBe(false)
  })

  it('lists versions and delete markers, newest first, page by page', async () => {
    const made = [await host.put('a', 'one'), await host.put('a', 'two'), await host.put('b')]
    const gone = await host.client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: 'a' }))
    const seen: (string | undefined)[] = []
    let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {}
    while (marker) {
      const input: ListObjectVersionsCommandInput = { Bucket: BUCKET, MaxKeys: 1, ...marker }
      const page: ListObjectVersionsCommandOutput = await host.client.send(
        new ListObjectVersionsCommand(input),
      )
      const { DeleteMarkers = [], Versions = [] } = page
      seen.push(...[...DeleteMarkers, ...Versions].map(({ VersionId }) => VersionId))
      marker = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker!, VersionIdMarker: page.NextVersionIdMarker! }
        : undefined
    }
    const [one, two, b] = made.map(({ VersionId }) => VersionId)
    expect(seen).toEqual([gone.VersionId, two, one, b])
  })
})
