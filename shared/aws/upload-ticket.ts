import { bucketUrl } from './bucket-origin.ts'
import { signerOf } from './signature.ts'

/** A form that a browser posts straight to the bucket, its file field last. */
export type UploadTicket = {
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
}

export type TicketRequest = {
  readonly key: string
  /** Where S3 sends the browser after the upload; absent, S3 answers 201, for a script to read. */
  readonly redirect?: string
  /** Bytes; 1 when absent. */
  readonly minSize?: number
  /** Bytes. */
  readonly maxSize: number
  /** Seconds. */
  readonly lifetime: number
  readonly now: Date
}

/**
 * Signs a presigned POST (SigV4 policy) without a call, by the SDK's signer: the SDK's own helper
 * brings the S3 client, 300 KB. Everything is bound: exact key, type, size range, answer, session token.
 * Source: "POST policy" in the Amazon S3 API reference.
 */
export const uploadTicket =
  (bucket: string) =>
  (request: TicketRequest): Promise<UploadTicket> =>
    sign(bucket, request)

async function sign(bucket: string, request: TicketRequest): Promise<UploadTicket> {
  const { AWS_ACCESS_KEY_ID, AWS_REGION, AWS_SESSION_TOKEN } = process.env
  const stamp = request.now.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${stamp.slice(0, 8)}/${AWS_REGION}/s3/aws4_request`
  const fields: Record<string, string> = {
    key: request.key,
    'Content-Type': 'application/octet-stream',
    ...(request.redirect === undefined
      ? { success_action_status: '201' }
      : { success_action_redirect: request.redirect }),
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${AWS_ACCESS_KEY_ID}/${scope}`,
    'x-amz-date': stamp,
    ...(AWS_SESSION_TOKEN ? { 'x-amz-security-token': AWS_SESSION_TOKEN } : {}),
  }
  const policy = {
    expiration: new Date(request.now.getTime() + request.lifetime * 1000).toISOString(),
    conditions: [
      { bucket },
      ['content-length-range', request.minSize ?? 1, request.maxSize],
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
    ],
  }
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64')
  const signature = await signerOf('s3').sign(encoded, { signingDate: request.now })
  return {
    url: bucketUrl(bucket),
    fields: { ...fields, policy: encoded, 'x-amz-signature': signature },
  }
}
