import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { CopyObjectCommand, S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod/mini'
import type { LetterIntake, LetterVerdict, Upload } from '../contracts/letters.ts'
import { letterFaults, letterTypes } from '../domain/vocabulary.ts'

const s3 = new S3Client({})
const lambda = new LambdaClient({})

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

/**
 * How Lambda tells of a file that exhausts the inspector's memory or time: it must not stop the
 * others. (Timeouts have come without a type.) Any other failure is not the file's: the event comes
 * again.
 */
const Failure = z.object({
  errorType: z.optional(z.enum(['Runtime.OutOfMemory', 'Runtime.ExitError', 'Sandbox.Timedout'])),
})

/** Uploaded letters in S3: judged in a bounded function, then pinned by version. */
export class S3Letters implements LetterIntake {
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
    const answer: unknown = JSON.parse(new TextDecoder().decode(Payload))
    if (FunctionError === undefined) return Verdict.parse(answer)
    const failure = Failure.safeParse(answer)
    if (failure.success) return { ok: false, fault: 'damaged' }
    throw new Error('The inspector could not read the upload.')
  }

  async pin({ bucket, key, versionId }: Upload, target: string): Promise<string> {
    const { VersionId } = await s3.send(
      new CopyObjectCommand({
        Bucket: this.#bucket,
        Key: target,
        CopySource: `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}?versionId=${versionId}`,
        MetadataDirective: 'REPLACE',
        // The scanner's tag belongs to what it scanned; to copy tags is a right of its own.
        TaggingDirective: 'REPLACE',
        ContentType: 'application/octet-stream',
        ChecksumAlgorithm: 'SHA256',
      }),
    )
    if (VersionId === undefined) throw new Error('The letter bucket keeps no versions.')
    return VersionId
  }
}
