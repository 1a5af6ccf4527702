/**
 * Stands in for @aws-sdk/credential-provider-node in the functions' bundles: Lambda passes a role's
 * temporary credentials in the environment and nowhere else, so the chain over files, SSO, STS and
 * instance metadata is 136 KB that never runs.
 */
export type Credentials = {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
}

/** Named as the SDK's clients import it. */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env
  if (!accessKeyId || !secretAccessKey) {
    throw new Error('The environment holds no AWS credentials.')
  }
  return { accessKeyId, secretAccessKey, sessionToken }
}
