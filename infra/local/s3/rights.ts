/** What S3 asks a caller's role for; for a form and a presigned URL, the signer's. */
import type { Right } from '../calls.ts'
import type { Bucket } from './bucket.ts'
import type { Context } from './changes.ts'
import type { Fields } from './headers.ts'
import { copySource } from './writes.ts'

type Asked = {
  readonly bucket: Bucket
  /** Empty for a request to the bucket. */
  readonly key: string
  readonly query: ReadonlyMap<string, string>
  readonly headers: Fields
}

type Place = Pick<Context, 'buckets' | 'region'>

/**
 * Never throws. A version that is named has an action of its own, and copying reads one object and
 * writes another. Under a customer's key reading decrypts and writing generates a data key; a HEAD
 * decrypts nothing but a checksum.
 * Source: S3 user guide, "Required permissions for Amazon S3 API operations" and "Using server-side
 * encryption with AWS KMS"; API reference, HeadObject.
 */
export function rightsOf(place: Place, action: string, asked: Asked): readonly Right[] {
  const { bucket, key, query, headers } = asked
  const versioned = query.has('versionId') ? 'Version' : ''
  switch (action) {
    case 'GetObject':
      return reading(place, bucket, key, versioned)
    case 'HeadObject': {
      const rights = reading(place, bucket, key, versioned)
      return headers.get('x-amz-checksum-mode') === 'ENABLED' ? rights : rights.slice(0, 1)
    }
    case 'GetObjectTagging':
      return [{ action: `s3:GetObject${versioned}Tagging`, resource: arnOf(bucket, key) }]
    case 'DeleteObject':
      return [{ action: `s3:DeleteObject${versioned}`, resource: arnOf(bucket, key) }]
    case 'CopyObject':
      return [...readingSource(place, headers), ...writing(place, bucket, key)]
    case 'PutObject':
    case 'PostObject':
      return writing(place, bucket, key)
    default:
      // ListObjectsV2 and ListObjectVersions.
      return [
        {
          action: action === 'ListObjectsV2' ? 's3:ListBucket' : 's3:ListBucketVersions',
          resource: `arn:aws:s3:::${bucket.name}`,
        },
      ]
  }
}

function reading(place: Place, bucket: Bucket, key: string, versioned: string): readonly Right[] {
  const right = { action: `s3:GetObject${versioned}`, resource: arnOf(bucket, key) }
  return [right, ...ofKey(place, bucket, 'Decrypt')]
}

function writing(place: Place, bucket: Bucket, key: string): readonly Right[] {
  const right = { action: 's3:PutObject', resource: arnOf(bucket, key) }
  return [right, ...ofKey(place, bucket, 'GenerateDataKey')]
}

/** A source that cannot be read is refused before anybody asks for a right. */
function readingSource(place: Place, headers: Fields): readonly Right[] {
  try {
    const { name, key, versionId } = copySource(headers)
    const bucket = place.buckets.get(name)
    return bucket ? reading(place, bucket, key, versionId === undefined ? '' : 'Version') : []
  } catch {
    return []
  }
}

function ofKey({ region }: Place, { encryption, key }: Bucket, action: string): readonly Right[] {
  if (encryption !== 'aws:kms') return []
  const context = { 'kms:ViaService': `s3.${region}.amazonaws.com` }
  // Without a key of ours it is Amazon's own, whose policy lets every caller of the bucket use it.
  return key === undefined ? [] : [{ action: `kms:${action}`, resource: key, context }]
}

const arnOf = ({ name }: Bucket, key: string): string => `arn:aws:s3:::${name}/${key}`
