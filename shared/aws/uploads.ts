import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Upload } from '../contracts/letters.ts'

const s3 = new S3Client({})

/** The bytes of one version of an upload; for the inspector. */
export async function uploadedBytes({ bucket, key, versionId }: Upload): Promise<Uint8Array> {
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
  )
  if (!Body) throw new Error('The uploaded object has no body.')
  return Body.transformToByteArray()
}
