import { Sha256 } from '@smithy/core/checksum'
import { buildQueryString, HttpRequest } from '@smithy/core/protocols'
import { SignatureV4 } from '@smithy/signature-v4'

/** Signing names of the services that pages call without a client. */
export type Service = 's3' | 'secretsmanager'

/**
 * Signs with the environment's credentials as the SDK's clients do, by their own library:
 * docs/adr/0018-what-pages-carry.md. Made anew each time: credentials are renewed where a function
 * lives on, and nothing is computed before the first signature.
 */
export function signerOf(service: Service): SignatureV4 {
  const {
    AWS_REGION: region = '',
    AWS_ACCESS_KEY_ID: accessKeyId = '',
    AWS_SECRET_ACCESS_KEY: secretAccessKey = '',
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env
  return new SignatureV4({
    service,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    sha256: Sha256,
    // S3 signs paths as they are sent, and the checksum of the body; the others neither.
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
  })
}

export type Parts = {
  readonly method: string
  readonly url: URL
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request in the library's form, its host among the headers, which all are signed. */
export const requestOf = ({ method, url, headers, body }: Parts): HttpRequest =>
  new HttpRequest({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port ? { port: Number(url.port) } : {}),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { ...headers, host: url.host },
    body,
  })

/** A URL by which anybody may GET an object of S3 for `lifetime` seconds. */
export async function presignedUrl(url: URL, lifetime: number): Promise<string> {
  const headers = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' }
  const request = requestOf({ method: 'GET', url, headers })
  const { path, query } = await signerOf('s3').presign(request, { expiresIn: lifetime })
  return `${url.origin}${path}?${buildQueryString(query ?? {})}`
}
