import { escapeUri } from '@smithy/core/protocols'
import type { LetterDownloads } from '../contracts/letters.ts'
import type { LetterFile } from '../domain/request-facts.ts'
import { bucketUrl } from './bucket-origin.ts'
import { presignedUrl } from './signature.ts'
import { signedCall } from './signed-call.ts'

/** How long a download link lives (seconds). */
const downloadFor = 60

/**
 * Pinned letters in S3: checked at each read, handed out by short-lived links. Signed here: the S3
 * client would be a third of the bundle (docs/adr/0018-what-pages-carry.md).
 */
export class S3Downloads implements LetterDownloads {
  readonly #bucket: string

  constructor(bucket: string) {
    this.#bucket = bucket
  }

  async intact({ key, versionId, sha256, size }: LetterFile): Promise<boolean> {
    const { status, headers } = await signedCall('s3', {
      method: 'HEAD',
      url: this.#urlOf(key, { versionId }),
      headers: { 'x-amz-checksum-mode': 'ENABLED' },
    })
    if (status === 404) return false
    if (status !== 200) throw new Error(`S3 answered ${status} when asked for a letter.`)
    const checksum = headers['x-amz-checksum-sha256'] ?? ''
    const stored = Buffer.from(checksum, 'base64').toString('hex')
    return Number(headers['content-length']) === size && stored === sha256
  }

  downloadUrl({ key, versionId }: LetterFile, name: string): Promise<string> {
    const url = this.#urlOf(key, {
      versionId,
      'response-content-disposition': `attachment; filename="${name}"`,
      'response-content-type': 'application/octet-stream',
    })
    return presignedUrl(url, downloadFor)
  }

  #urlOf(key: string, query: Readonly<Record<string, string>>): URL {
    const base = bucketUrl(this.#bucket).replace(/\/?$/, '/')
    const url = new URL(base + key.split('/').map(escapeUri).join('/'))
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }
}
