import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { presignedUrl, requestOf, type Service, signerOf } from '../../shared/aws/signature.ts'
import { monday } from '../builders.ts'

type Sent = {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

const key = "letters/VC-2026-0000000/a name (1)+ü'!*"
const version = { Bucket: 'letters', Key: key, VersionId: 'a+version/of=it' }
const now = new Date(monday)
const environment = {
  AWS_REGION: 'ap-southeast-3',
  AWS_ACCESS_KEY_ID: 'ASIASIGNATURE0000001',
  AWS_SECRET_ACCESS_KEY: 'a-secret-of-the-test',
  AWS_SESSION_TOKEN: 'a+token/of=the-test',
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
})
afterAll(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

/** What an SDK client would send: the request is kept, and no answer comes. */
async function sentBy(
  send: (requestHandler: { handle: (request: Sent) => never }) => Promise<unknown>,
): Promise<Sent> {
  let sent: Sent | undefined
  const handle = (request: Sent): never => {
    sent = request
    throw new Error('not sent')
  }
  await send({ handle }).catch(() => undefined)
  if (!sent) throw new Error('The client sent nothing.')
  return sent
}

/** Our signature of the same request: the same method, URL, body and signed headers. */
async function signedAlike(
  { method, hostname, path, query, headers, body }: Sent,
  service: Service,
) {
  const url = new URL(`https://${hostname}${path}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const names = /SignedHeaders=([^,]+)/.exec(headers['authorization'] ?? '')?.[1]?.split(';') ?? []
  const signed = Object.fromEntries(names.map((name) => [name, headers[name] ?? '']))
  const request = requestOf({ method, url, headers: signed, ...(body ? { body } : {}) })
  return (await signerOf(service).sign(request)).headers
}

describe('our signature', () => {
  it('of a HEAD is the S3 client’s', async () => {
    const sent = await sentBy((requestHandler) =>
      new S3Client({ requestHandler, maxAttempts: 1 }).send(
        new HeadObjectCommand({ ...version, ChecksumMode: 'ENABLED' }),
      ),
    )
    expect((await signedAlike(sent, 's3'))['authorization']).toBe(sent.headers['authorization'])
  })

  it('of a call for a secret is the Secrets Manager client’s', async () => {
    const sent = await sentBy((requestHandler) =>
      new SecretsManagerClient({ requestHandler, maxAttempts: 1 }).send(
        new GetSecretValueCommand({ SecretId: 'keys' }),
      ),
    )
    const ours = await signedAlike(sent, 'secretsmanager')
    expect(ours['authorization']).toBe(sent.headers['authorization'])
    expect(ours['x-amz-security-token']).toBe(environment.AWS_SESSION_TOKEN)
  })

  it('of a download is the presigner’s', async () => {
    const theirs = new URL(
      await getSignedUrl(
        new S3Client({}),
        new GetObjectCommand({
          ...version,
          ResponseContentDisposition: 'attachment; filename="Surat-VC-2026-0000000.pdf"',
          ResponseContentType: 'application/octet-stream',
        }),
        { expiresIn: 60 },
      ),
    )
    const plain = new URL(theirs)
    const added = /^X-Amz-(Algorithm|Content|Credential|Date|Expires|Security|Signed|Signature)/i
    for (const name of theirs.searchParams.keys()) {
      if (added.test(name)) plain.searchParams.delete(name)
    }
    const ours = new URL(await presignedUrl(plain, 60))
    expect(ours.searchParams.get('X-Amz-Signature')).toBe(
      theirs.searchParams.get('X-Amz-Signature'),
    )
    ours.searchParams.sort()
    theirs.searchParams.sort()
    expect(ours.href).toBe(theirs.href)
  })
})
