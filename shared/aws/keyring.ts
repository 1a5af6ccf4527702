import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { Keyring } from '../domain/keyring.ts'
import { ringOf } from './secret-ring.ts'

const client = new SecretsManagerClient({})

/** How long a function keeps the keyring (ms): a key that signs is in use everywhere after it. */
const freshFor = 5 * 60 * 1000
/** How soon a token that names an unknown key may have the ring read again (ms): anyone can forge one. */
const patience = 10 * 1000

/**
 * Reads the keyring from Secrets Manager. Cached, so that a warm function asks no one; a key that
 * the cache lacks may be some seconds old, so it is looked for once more.
 */
export function keyring(secret: string): (needed?: string) => Promise<Keyring> {
  let cached: Promise<Keyring> | undefined
  let readAt = Number.NEGATIVE_INFINITY
  const read = (): Promise<Keyring> => {
    readAt = performance.now()
    const reading = ask(secret)
    cached = reading
    reading.catch(() => {
      if (cached === reading) cached = undefined
    })
    return reading
  }
  return async (needed) => {
    const age = performance.now() - readAt
    const ring = await (cached && age < freshFor ? cached : read())
    const lacks = needed !== undefined && ring.keys[needed] === undefined
    return lacks && performance.now() - readAt > patience ? read() : ring
  }
}

async function ask(secret: string): Promise<Keyring> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }))
  return ringOf(SecretString)
}
