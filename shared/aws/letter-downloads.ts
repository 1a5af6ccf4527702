import { GetObjectCommand, HeadObjectCommand, NotFound, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { LetterDownloads } from '../contracts/ports.ts'
import type { LetterFile } from '../domain/request-facts.ts'

const s3 = new S3Client({})

/** How long a download link lives (seconds). */
const downloadFor = 60

/** Pinned letters in S3: checked at each read, handed out by short-lived links. */
export class S3Downloads implements LetterDownloads {
  readonly #bucket: string

  constructor(bucket: string) {
    this.#bucket = bucket
  }

  async intact({ key, versionId, sha256, size }: LetterFile): Promise<boolean> {
    const command = new HeadObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      VersionId: versionId,
      ChecksumMode: 'ENABLED',
    })
    const head = await s3.send(command).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined
      throw error
    })
    if (!head) return false
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
