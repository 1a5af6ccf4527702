import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AwsError } from '../../infra/local/calls.ts'
import {
  type Expectation,
  type SignedRequest,
  verifyHeaders,
  verifyQuery,
} from '../../infra/local/signature.ts'
import { credentials, HOLDER, MINUTE, REGION } from './s3-host.ts'

type Sent = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer }

let server: Server
let sent: Sent
let settings: {
  endpoint: string
  region: string
  credentials: typeof HOLDER
  maxAttempts: number
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      const { method = '', url = '', headers } = request
      sent = { method, url, headers, body: Buffer.concat(chunks) }
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const endpoint = `http://127.0.0.1:${port}`
  settings = { endpoint, region: REGION, credentials: HOLDER, maxAttempts: 1 }
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** The instant that the request itself names. */
function signedAt({ headers }: Sent): number {
  const date = String(headers['x-amz-date'])
  return Date.parse(date.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'))
}

function expectation(service: string, now = signedAt(sent)): Expectation {
  return { service, region: REGION, now, credentials }
}

function codeOf(verify: () => unknown): string {
  try {
    verify()
  } catch (error) {
    if (error instanceof AwsError) return error.code
    throw error
  }
  return 'accepted'
}

const dynamodb = async () => {
  const Key = { pk: { S: 'CASE#1' } }
  await new DynamoDBClient(settings).send(new GetItemCommand({ TableName: 'Requests', Key }))
}
const lambda = async () => {
  const FunctionName = 'arn:aws:lambda:ap-southeast-3:000000000000:function:Install'
  const invoke = new InvokeCommand({ FunctionName, Qualifier: 'live' })
  await new LambdaClient(settings).send(invoke).catch(() => undefined)
}
const ses = async () => {
  const Message = { Subject: { Data: 'Salam & hormat' }, Body: { Text: { Data: 'a+b=c' } } }
  const Destination = { ToAddresses: ['warga@example.org'] }
  const send = new SendEmailCommand({ Source: 'dinas@example.org', Destination, Message })
  await new SESClient(settings).send(send).catch(() => undefined)
}
const s3 = async () => {
  const client = new S3Client({ ...settings, forcePathStyle: true })
  const Metadata = { note: 'two  spaces ' }
  const input = { Bucket: 'letters', Key: "in/a b+ü(1)'*!~.pdf", Body: 'letter', Metadata }
  await client.send(new PutObjectCommand(input))
}

describe('a request that the SDK signed', () => {
  it.each([
    ['dynamodb', dynamodb],
    ['lambda', lambda],
    ['ses', ses],
    ['s3', s3],
  ])('of %s is accepted and tells whose credentials it carries', async (service, call) => {
    await call()
    expect(verifyHeaders(sent, expectation(service))).toBe(HOLDER)
  })

  it('without a session token is refused, though key and secret are right', async () => {
    const { sessionToken: _, ...key } = HOLDER
    const bare = { ...settings, credentials: key }
    const Key = { pk: { S: '1' } }
    await new DynamoDBClient(bare).send(new GetItemCommand({ TableName: 'Requests', Key }))
    expect(codeOf(() => verifyHeaders(sent, expectation('dynamodb')))).toBe(
      'UnrecognizedClientException',
    )
  })

  it('with another secret is refused', async () => {
    const forged = { ...settings, credentials: { ...HOLDER, secretAccessKey: 'guessed' } }
    const Key = { pk: { S: '1' } }
    await new DynamoDBClient(forged).send(new GetItemCommand({ TableName: 'Requests', Key }))
    expect(codeOf(() => verifyHeaders(sent, expectation('dynamodb')))).toBe(
      'InvalidSignatureException',
    )
  })

  it.each([
    ['dynamodb', dynamodb, 5 * MINUTE, 'RequestExpired'],
    ['s3', s3, 15 * MINUTE, 'RequestTimeTooSkewed'],
  ])('of %s may be some minutes off the clock', async (service, call, allowed, code) => {
    await call()
    for (const sign of [-1, 1]) {
      const at = (by: number) => expectation(service, signedAt(sent) + sign * by)
      expect(codeOf(() => verifyHeaders(sent, at(allowed)))).toBe('accepted')
      expect(codeOf(() => verifyHeaders(sent, at(allowed + 1000)))).toBe(code)
    }
  })
})

describe('a request altered after it was signed', () => {
  type Alter = (sent: Sent) => SignedRequest
  const header = (name: string, value: string): Alter => {
    return (sent) => ({ ...sent, headers: { ...sent.headers, [name]: value } })
  }
  const authorization = (from: string | RegExp, to: string): Alter => {
    return (sent) => header('authorization', sent.headers.authorization!.replace(from, to))(sent)
  }
  const without = (name: string): Alter => {
    return (sent) => ({ ...sent, headers: { ...sent.headers, [name]: undefined } })
  }

  it.each<[string, Alter, string]>([
    ['method', (sent) => ({ ...sent, method: 'PUT' }), 'InvalidSignatureException'],
    ['path', (sent) => ({ ...sent, url: '/other' }), 'InvalidSignatureException'],
    ['query', (sent) => ({ ...sent, url: '/?a=b' }), 'InvalidSignatureException'],
    ['body', (sent) => ({ ...sent, body: Buffer.from('{}') }), 'InvalidSignatureException'],
    ['target', header('x-amz-target', 'DynamoDB_20120810.Scan'), 'InvalidSignatureException'],
    ['host', header('host', 'elsewhere'), 'InvalidSignatureException'],
    ['new header', header('x-amz-extra', '1'), 'InvalidSignatureException'],
    ['signature', authorization(/Signature=./, 'Signature=x'), 'InvalidSignatureException'],
    ['region', authorization(REGION, 'us-east-1'), 'InvalidSignatureException'],
    ['service', authorization('/dynamodb/', '/s3/'), 'InvalidSignatureException'],
    ['day', authorization(/\/\d{8}\//, '/20200101/'), 'InvalidSignatureException'],
    ['key', authorization(HOLDER.accessKeyId, 'ASIAUNKNOWN'), 'UnrecognizedClientException'],
    ['token', header('x-amz-security-token', 'other'), 'UnrecognizedClientException'],
    ['no token', without('x-amz-security-token'), 'UnrecognizedClientException'],
    ['no authorization', without('authorization'), 'MissingAuthenticationToken'],
    ['algorithm', authorization('AWS4-HMAC-SHA256', 'Bearer'), 'IncompleteSignature'],
    ['no headers', authorization(/SignedHeaders=[^,]+,/, ''), 'IncompleteSignature'],
    ['no signature', authorization(/, Signature=.+/, ''), 'IncompleteSignature'],
    ['half a scope', authorization('/aws4_request', ''), 'IncompleteSignature'],
    ['no date', without('x-amz-date'), 'IncompleteSignature'],
    ['broken date', header('x-amz-date', '20261399T000000Z'), 'IncompleteSignature'],
    ['broken escape', (sent) => ({ ...sent, url: '/?a=%' }), 'IncompleteSignature'],
  ])('is refused: %s', async (_, alter, code) => {
    await dynamodb()
    const now = signedAt(sent)
    expect(codeOf(() => verifyHeaders(alter(sent), expectation('dynamodb', now)))).toBe(code)
  })

  it.each<[string, Alter, string]>([
    ['path', (sent) => ({ ...sent, url: '/letters/other' }), 'SignatureDoesNotMatch'],
    ['metadata', header('x-amz-meta-note', 'changed'), 'SignatureDoesNotMatch'],
    ['new header', header('x-amz-acl', 'public-read'), 'AccessDenied'],
    ['payload hash', header('x-amz-content-sha256', 'a'.repeat(64)), 'SignatureDoesNotMatch'],
    ['no payload hash', without('x-amz-content-sha256'), 'InvalidArgument'],
    ['region', authorization(REGION, 'us-east-1'), 'AuthorizationHeaderMalformed'],
    ['key', authorization(HOLDER.accessKeyId, 'ASIAUNKNOWN'), 'InvalidAccessKeyId'],
    ['token', header('x-amz-security-token', 'other'), 'InvalidToken'],
    ['no token', without('x-amz-security-token'), 'InvalidAccessKeyId'],
    ['no authorization', without('authorization'), 'AccessDenied'],
    ['algorithm', authorization('AWS4-HMAC-SHA256', 'AWS'), 'InvalidRequest'],
  ])('is refused by S3 in its own words: %s', async (_, alter, code) => {
    await s3()
    const now = signedAt(sent)
    expect(codeOf(() => verifyHeaders(alter(sent), expectation('s3', now)))).toBe(code)
  })
})

describe('a presigned URL', () => {
  const now = Date.parse('2026-11-23T02:00:00Z')
  let url: URL

  const presign = async (Key: string, Bucket = 'letters') => {
    const client = new S3Client({ ...settings, forcePathStyle: true })
    const get = new GetObjectCommand({ Bucket, Key, ResponseContentType: 'text/plain' })
    return new URL(await getSignedUrl(client, get, { expiresIn: 300, signingDate: new Date(now) }))
  }
  const verify = (url: URL, at = now, headers: IncomingHttpHeaders = {}) => {
    const target = { method: 'GET', url: url.pathname + url.search }
    const request = { ...target, headers: { host: url.host, ...headers } }
    return verifyQuery(request, { service: 's3', region: REGION, now: at, credentials })
  }

  beforeEach(async () => {
    url = await presign('in/surat.pdf')
  })

  it('is accepted until it expires on the clock', () => {
    expect(verify(url)).toBe(HOLDER)
    expect(verify(url, now + 300_000)).toBe(HOLDER)
    expect(codeOf(() => verify(url, now + 301_000))).toBe('AccessDenied')
    expect(codeOf(() => verify(url, now - 16 * MINUTE))).toBe('AccessDenied')
  })

  it('is accepted for any key', async () => {
    const key = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
    await fc.assert(
      // A URL parser folds dot segments away before the request is sent.
      fc.asyncProperty(key, async (key) => {
        fc.pre(!/(?:^|\/)\.{1,2}(?:\/|$)/.test(key))
        expect(verify(await presign(key))).toBe(HOLDER)
      }),
      { numRuns: 50 },
    )
  })

  it.each<[string, string | null, string]>([
    ['X-Amz-Signature', 'a'.repeat(64), 'SignatureDoesNotMatch'],
    ['X-Amz-Expires', '604800', 'SignatureDoesNotMatch'],
    ['X-Amz-Expires', '604801', 'AuthorizationQueryParametersError'],
    ['X-Amz-Expires', '1e3', 'AuthorizationQueryParametersError'],
    ['X-Amz-Expires', null, 'AuthorizationQueryParametersError'],
    ['X-Amz-Algorithm', 'AWS4-ECDSA', 'AuthorizationQueryParametersError'],
    ['X-Amz-Date', '20261123T020001Z', 'SignatureDoesNotMatch'],
    ['X-Amz-Date', 'today', 'AuthorizationQueryParametersError'],
    ['X-Amz-Security-Token', 'other', 'InvalidToken'],
    ['X-Amz-Security-Token', null, 'InvalidAccessKeyId'],
    ['X-Amz-Credential', 'ASIAUNKNOWN/20261123/r/s3/aws4_request', 'InvalidAccessKeyId'],
    ['X-Amz-Credential', 'nonsense', 'AuthorizationQueryParametersError'],
    ['response-content-type', 'text/html', 'SignatureDoesNotMatch'],
    ['versionId', 'another', 'SignatureDoesNotMatch'],
  ])('is refused with another %s: %s', (name, value, code) => {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
    expect(codeOf(() => verify(url))).toBe(code)
  })

  it('is refused for another key, and with headers that were not signed', () => {
    const other = new URL(url)
    other.pathname = '/letters/in/other.pdf'
    expect(codeOf(() => verify(other))).toBe('SignatureDoesNotMatch')
    expect(codeOf(() => verify(url, now, { 'x-amz-meta-a': '1' }))).toBe('AccessDenied')
  })
})
