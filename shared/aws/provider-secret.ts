import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

const client = new SecretsManagerClient({})

/** Reads the current text of a secret; without text it is `{}`. */
export const secretText = (secret: string) => async (): Promise<string> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }))
  return SecretString ?? '{}'
}
