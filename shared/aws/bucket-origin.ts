/** The bucket's own regional host: a post to the global one is redirected, and browsers drop it. */
export function bucketUrl(bucket: string): string {
  const { AWS_REGION = '', AWS_ENDPOINT_URL_S3: endpoint } = process.env
  return endpoint ? `${endpoint}/${bucket}` : `https://${bucket}.s3.${AWS_REGION}.amazonaws.com/`
}

/** The origin that pages name in their CSP: form-action also covers where a form is redirected to. */
export const bucketOrigin = (bucket: string): string => new URL(bucketUrl(bucket)).origin
