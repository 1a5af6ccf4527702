import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod/mini'

const client = new SecretsManagerClient({})
const Secret = z.record(z.string(), z.string())

/** How long a function keeps the keyring (ms): a rotation is known everywhere after it. */
const freshFor = 5 * 60 * 1000

/**
 * Reads the keyring from Secrets Manager: {"current":"k2","k1":"…","k2":"…"}. Cached, so that a warm
 * function asks no one.
 */
export function keyring(
  secret: string,
): () => Promise<{ current: string; keys: Record<string, string> }> {
  let cached: Promise<{ current: string; keys: Record<string, string> }> | undefined
  let until = 0
  return () => {
    if (!cached || performance.now() > until) {
      until = performance.now() + freshFor
      cached = read(secret).catch((error: unknown) => {
        cached = undefined
        throw error
      })
    }
    return cached
  }
}

async function read(secret: string): Promise<{ current: string; keys: Record<string, string> }> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }))
  const { current, ...keys } = Secret.parse(JSON.parse(SecretString ?? '{}'))
  if (current === undefined || keys[current] === undefined) {
    throw new Error('The keyring names no current key.')
  }
  return { current, keys }
}
