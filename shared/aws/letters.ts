import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import * as z from 'zod/mini'
import type { LetterStore, LetterVerdict, Upload } from '../contracts/ports.ts'
import type { LetterFile } from '../domain/request-facts.ts'
import { letterFaults, letterTypes } from '../domain/vocabulary.ts'

const s3 = new S3Client({})
const lambda = new LambdaClient({})

/** How long a download link lives (seconds). */
const downloadFor = 60

const Verdict = z.union([
  z.strictObject({
    ok: z.literal(true),
    type: z.enum(letterTypes),
    sha256: z.string(),
    size: z.number(),
    pages: z.optional(z.number()),
  }),
  z.strictObject({ ok: z.literal(false), fault: z.enum(letterFaults) }),
])

/** Letters in S3: judged in a bounded function, pinned by version, downloaded by short-lived links. */
export class S3Letters implements LetterStore {
  readonly #bucket: string
  readonly #inspector: string

  constructor(bucket: string, inspector: string) {
    this.#bucket = bucket
    this.#inspector = inspector
  }

  async inspect(upload: Upload): Promise<LetterVerdict> {
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({ FunctionName: this.#inspector, Payload: JSON.stringify(upload) }),
    )
    // A file that exhausts the inspector's memory or time: it must not stop the others.
    if (FunctionError !== undefined) return { ok: false, fault: 'damaged' }
    return Verdict.parse(JSON.parse(new TextDecoder().decode(Payload)))
  }

  async pin({ bucket, key, versionId }: Upload, target: string): Promise<string> {
    const { VersionId } = await s3.send(
      new CopyObjectCommand({
        Bucket: this.#bucket,
        Key: target,
        CopySource: `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}?versionId=${versionId}`,
        MetadataDirective: 'REPLACE',
        ContentType: 'application/octet-stream',
        ChecksumAlgorithm: 'SHA256',
      }),
    )
    if (VersionId === undefined) throw new Error('The letter bucket keeps no versions.')
    return VersionId
  }

  async intact({ key, versionId, sha256, size }: LetterFile): Promise<boolean> {
    const head = await s3.send(
      new HeadObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        VersionId: versionId,
        ChecksumMode: 'ENABLED',
      }),
    )
    const checksum = Buffer.from(head.ChecksumSHA256 ?? '', 'base64').toString('hex')
    return head.ContentLength === size && checksum === sha256
  }

  downloadUrl({ key, versionId }: LetterFile, name: string): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      VersionId: versionId,
      ResponseContentDisposition: `attachment; filename="${name}"`,
      ResponseContentType: 'application/octet-stream',
    })
    return getSignedUrl(s3, command, { expiresIn: downloadFor })
  }
}

/** The bytes of one version of an upload; for the inspector. */
export async function uploadedBytes({ bucket, key, versionId }: Upload): Promise<Uint8Array> {
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
  )
  if (!Body) throw new Error('The uploaded object has no body.')
  return Body.transformToByteArray()
}
