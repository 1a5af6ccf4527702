import * as z from 'zod/mini'
import type { Keyring } from '../domain/keyring.ts'
import { ringOf } from './secret-ring.ts'
import { signedCall } from './signed-call.ts'

const Secret = z.object({ SecretString: z.string() })

/** How long a function keeps the keyring (ms): a key that signs is in use everywhere after it. */
const freshFor = 5 * 60 * 1000
/** How soon a token that names an unknown key may have the ring read again (ms): anyone can forge one. */
const patience = 10 * 1000

/**
 * Reads the keyring from Secrets Manager. Cached, so that a warm function asks no one; a key that
 * the cache lacks may be some seconds old, so it is looked for once more. Signed here: a client for
 * one call costs a cold start a tenth (docs/adr/0018-what-pages-carry.md).
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
  const { status, body } = await signedCall('secretsmanager', {
    method: 'POST',
    url: endpoint(),
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
    },
    body: JSON.stringify({ SecretId: secret }),
  })
  const answer = Secret.safeParse(status === 200 ? JSON.parse(body) : undefined)
  if (!answer.success) throw new Error(`Secrets Manager answered ${status} for the keyring.`)
  return ringOf(answer.data.SecretString)
}

/** Where the SDK's client would look. */
function endpoint(): URL {
  const { AWS_REGION, AWS_ENDPOINT_URL_SECRETS_MANAGER, AWS_ENDPOINT_URL } = process.env
  const own = AWS_ENDPOINT_URL_SECRETS_MANAGER ?? AWS_ENDPOINT_URL
  return new URL(own ?? `https://secretsmanager.${AWS_REGION}.amazonaws.com/`)
}
