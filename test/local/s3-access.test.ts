import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../infra/local/calls.ts'
import { S3 } from '../../infra/local/s3.ts'
import { form, KEY, post, ticket } from './s3-form.ts'
import {
  BUCKET,
  credentials,
  EVENTS,
  element,
  HOLDER,
  Host,
  MINUTE,
  REGION,
  refusal,
  SITE,
  START,
  VERSIONED,
} from './s3-host.ts'

const CORS = {
  CorsConfiguration: {
    CorsRules: [
      {
        AllowedOrigins: [SITE],
        AllowedMethods: ['POST', 'GET'],
        AllowedHeaders: ['content-type', 'x-amz-*'],
        ExposedHeaders: ['ETag'],
        MaxAge: 600,
      },
    ],
  },
}

let host: Host
const open = async (properties: Record<string, unknown>) => {
  host = await new Host(properties).open()
}
afterEach(() => host.close())

const object = (key = 'key') => `${host.service.origin}/${BUCKET}/${key}`
const presign = (input: object = {}, expiresIn = 300) => {
  const get = new GetObjectCommand({ Bucket: BUCKET, Key: 'key', ...input })
  const signingDate = new Date(host.clock.now())
  return getSignedUrl(host.client, get, { expiresIn, signingDate })
}

describe('without a signature', () => {
  it('nothing is answered but a refusal, whatever the method', async () => {
    await open(VERSIONED)
    await host.put('key')
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? { body: 'x' } : {}
      const answer = await fetch(object(), { method, ...body })
      expect([method, answer.status]).toEqual([method, 403])
      expect(answer.headers.get('x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/)
    }
    expect(await host.service.dump()).toHaveLength(1)
    expect(host.calls.list()).toHaveLength(1)
  })
})

describe('a presigned URL', () => {
  it('gives the pinned version as an attachment until it expires on the clock', async () => {
    await open(VERSIONED)
    const { VersionId } = await host.put('key', 'the letter')
    await host.put('key', 'another')
    const ResponseContentDisposition = 'attachment; filename="surat.pdf"'
    const url = await presign({ VersionId, ResponseContentDisposition })
    const answer = await fetch(url)
    expect(await answer.text()).toBe('the letter')
    expect(answer.headers.get('content-disposition')).toBe(ResponseContentDisposition)
    await host.until(300_000)
    expect((await fetch(url)).status).toBe(200)
    await host.until(301_000)
    const late = await fetch(url)
    expect(late.status).toBe(403)
    expect(element(await late.text(), 'Message')).toBe('Request has expired')
  })
})

describe('a client whose clock is wrong', () => {
  it('is refused, and puts itself right by the date of the answer', async () => {
    await open(VERSIONED)
    await host.until(16 * MINUTE)
    const settings = { systemClockOffset: START - Date.now() }
    const strict = host.clientOf({ ...settings, disableClockSkewCorrection: true })
    const get = () => new GetObjectCommand({ Bucket: BUCKET, Key: 'none' })
    expect(await refusal(strict.send(get()))).toEqual({ code: 'RequestTimeTooSkewed', status: 403 })
    const corrected = host.clientOf({ ...settings, maxAttempts: 2 })
    expect(await refusal(corrected.send(get()))).toEqual({ code: 'NoSuchKey', status: 404 })
    for (const client of [strict, corrected]) client.destroy()
  })
})

describe('another origin', () => {
  const headersOf = async (method: string, headers: Record<string, string>) => {
    const answer = await fetch(object(KEY), { method, headers })
    await answer.text()
    const cors = [...answer.headers].filter(([name]) => name.startsWith('access-control-'))
    return { status: answer.status, cors: Object.fromEntries(cors) }
  }
  const asking = (origin: string, method = 'POST', headers = '') => ({
    origin,
    'access-control-request-method': method,
    ...(headers && { 'access-control-request-headers': headers }),
  })

  it('gets permission in a preflight when a rule names it', async () => {
    await open(CORS)
    expect(await headersOf('OPTIONS', asking(SITE, 'POST', 'Content-Type, X-Amz-Date'))).toEqual({
      status: 200,
      cors: {
        'access-control-allow-origin': SITE,
        'access-control-allow-methods': 'POST, GET',
        'access-control-allow-headers': 'content-type, x-amz-date',
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'ETag',
        'access-control-max-age': '600',
      },
    })
  })

  it.each([
    ['a foreign origin', asking('http://127.0.0.1:4001'), 403],
    ['a longer origin', asking(`${SITE}.evil.example`), 403],
    ['no site', asking('null'), 403],
    ['another method', asking(SITE, 'PUT'), 403],
    ['another header', asking(SITE, 'POST', 'authorization'), 403],
    ['no method', { origin: SITE }, 400],
    ['no origin', { 'access-control-request-method': 'POST' }, 400],
  ])('gets none for %s', async (_, headers, status) => {
    await open(CORS)
    expect(await headersOf('OPTIONS', headers)).toEqual({ status, cors: {} })
  })

  it('gets none from a bucket without rules', async () => {
    await open(VERSIONED)
    expect(await headersOf('OPTIONS', asking(SITE))).toEqual({ status: 403, cors: {} })
  })

  it('reads an answer, and a refusal, only when a rule names it', async () => {
    await open(CORS)
    const allowed = (answer: { headers: Headers }) =>
      answer.headers.get('access-control-allow-origin')
    const signed = await ticket(host)
    expect(allowed(await post(host, form(signed), { origin: SITE }))).toBe(SITE)
    expect(allowed(await post(host, form({ ...signed, key: 'x' }), { origin: SITE }))).toBe(SITE)
    expect(allowed(await post(host, form(signed), { origin: 'http://evil.example' }))).toBeNull()
    expect(allowed(await post(host, form(signed)))).toBeNull()
  })
})

describe('a planted fault', () => {
  const plant = (when: Fault['when'], action = 'PutObject') =>
    host.calls.plant({ service: 's3', action, nth: 1, when })

  it.each([
    ['before', { code: 'InternalError', status: 500 }, 0],
    ['throttle', { code: 'SlowDown', status: 503 }, 0],
    ['conflict', { code: 'OperationAborted', status: 409 }, 0],
    ['timeout', { code: 'TimeoutError', status: 0 }, 0],
    ['after', { code: 'TimeoutError', status: 0 }, 1],
  ] as const)('"%s" is seen as S3 fails, once', async (when, seen, stored) => {
    await open(VERSIONED)
    plant(when)
    expect(await refusal(host.put('key'))).toEqual(seen)
    expect(await host.service.dump()).toHaveLength(stored)
    await host.put('key')
    expect(await host.service.dump()).toHaveLength(stored + 1)
    expect(host.calls.list()).toHaveLength(2)
  })

  it('meets the upload of a form as well', async () => {
    await open(VERSIONED)
    plant('before', 'PostObject')
    const signed = await ticket(host)
    expect(await post(host, form(signed))).toMatchObject({ status: 500, code: 'InternalError' })
    plant('after', 'PostObject')
    await expect(post(host, form(signed))).rejects.toThrow('fetch failed')
    expect(await host.service.dump()).toHaveLength(1)
  })
})

describe('the record of calls', () => {
  it('names function, action, resource, bytes and the rights that S3 asks for', async () => {
    const key = 'arn:aws:kms:ap-southeast-3:000000000000:key/Letters'
    const encryption = {
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
    }
    await open({
      ...VERSIONED,
      BucketEncryption: { ServerSideEncryptionConfiguration: [encryption] },
    })
    const named = { Bucket: BUCKET, Key: 'key' }
    await host.put('key', 'content')
    await host.client.send(new GetObjectCommand(named))
    await host.client.send(new HeadObjectCommand(named))
    const CopySource = `${BUCKET}/key`
    await host.client.send(new CopyObjectCommand({ ...named, Key: 'copy', CopySource }))
    await host.client.send(new DeleteObjectCommand(named))
    await host.client.send(new ListObjectsV2Command({ Bucket: BUCKET }))
    await refusal(host.client.send(new GetObjectCommand({ ...named, Key: 'none', VersionId: 'v' })))
    const rows = host.calls
      .list()
      .map(({ action, authorised }) => [
        action,
        ...authorised.map(({ action, resource }) => `${action} ${resource.split(':').at(-1)}`),
      ])
    expect(rows).toEqual([
      ['PutObject', 's3:PutObject letters/key', 'kms:GenerateDataKey key/Letters'],
      ['GetObject', 's3:GetObject letters/key', 'kms:Decrypt key/Letters'],
      ['HeadObject', 's3:GetObject letters/key'],
      [
        'CopyObject',
        's3:GetObject letters/key',
        'kms:Decrypt key/Letters',
        's3:PutObject letters/copy',
        'kms:GenerateDataKey key/Letters',
      ],
      ['DeleteObject', 's3:DeleteObject letters/key'],
      ['ListObjectsV2', 's3:ListBucket letters'],
      ['GetObject', 's3:GetObjectVersion letters/none', 'kms:Decrypt key/Letters'],
    ])
    expect(host.calls.list()[0]).toMatchObject({
      resource: 'letters/key',
      kms: ['kms:GenerateDataKey'],
      at: '2026-11-23T02:00:00.000Z',
      function: HOLDER.function,
      requestBytes: 7,
    })
  })
  it('names the invocation that made the call, by its trace', async () => {
    await open(VERSIONED)
    const invocation = '0a1b2c3d-0000-4000-8000-000000000001'
    const trace = invocation.replaceAll('-', '').replace(/^(.{8})(.{24})$/, 'Root=1-$1-$2')
    const step = { step: 'finalizeRequest', priority: 'low' } as const
    host.client.middlewareStack.add((next) => {
      return (args) => {
        const { headers } = args.request as { headers: Record<string, string> }
        headers['X-Amzn-Trace-Id'] = trace
        return next(args)
      }
    }, step)
    await host.put('key')
    expect(host.calls.list()).toMatchObject([{ action: 'PutObject', parent: invocation }])
  })
})

describe('opening', () => {
  const openWith = (properties: Record<string, unknown>, port = 0) =>
    S3.open({
      ...{ folder: `${host.folder}/other`, region: REGION, account: '0', port, credentials },
      ...{ clock: host.clock, work: host.work, calls: host.calls },
      buckets: [{ name: 'other', properties }],
    })

  it.each([
    [{ ReplicationConfiguration: {} }, 'ReplicationConfiguration'],
    [{ VersioningConfiguration: { Status: 'Suspended' } }, 'VersioningConfiguration.Status'],
    [{ NotificationConfiguration: { TopicConfigurations: [] } }, 'TopicConfigurations'],
    [{ CorsConfiguration: { CorsRules: [{ AllowedOrigin: '*' }] } }, 'CorsRules[0].AllowedOrigin'],
    [
      { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Transitions: [] }] } },
      'Transitions',
    ],
  ])('refuses the unknown property of %o', async (properties, name) => {
    await open({})
    await expect(openWith(properties)).rejects.toThrow(name)
  })

  it('knows the properties that the template uses', async () => {
    await open({
      ...VERSIONED,
      ...EVENTS,
      ...CORS,
      BucketName: BUCKET,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      Tags: [{ Key: 'a', Value: 'b' }],
    })
    expect(host.service.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('says that a port is taken, and keeps the code', async () => {
    await open({})
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const opening = openWith({}, port)
    await expect(opening).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await expect(opening).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`)
    other.close()
  })
})
