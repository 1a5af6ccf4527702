import { createHash, pbkdf2Sync } from 'node:crypto'
import type { Challenge } from 'altcha-lib/types'
import { type Draft, sameHash } from './credentials.ts'
import type { Signer } from './signing.ts'

/**
 * The work that a form asks of a browser: PBKDF2 of so many rounds for each counter from 0 to one
 * below 256, which the server alone knows. 128,000 rounds on average: 25 ms in Node, a few tenths of
 * a second on a phone. PBKDF2, since browsers do it natively: a robot's own program gains little.
 */
const rounds = 1000
const keyBytes = 32

/**
 * The proof of work that belongs to a form, in the format of altcha-lib 2. It follows from the form's
 * signed draft id: handing it out stores nothing, it need not be posted back, and since a draft is
 * filed once it serves once.
 */
export async function challengeOf(signer: Signer, draft: Draft): Promise<Challenge> {
  const { nonce, salt, key } = await answerOf(signer, draft)
  return {
    parameters: {
      algorithm: 'PBKDF2/SHA-256',
      nonce: nonce.toString('hex'),
      salt: salt.toString('hex'),
      cost: rounds,
      keyLength: keyBytes,
      // One key in 2^128 begins so; the other half of it is the proof that the key was found.
      keyPrefix: key.subarray(0, keyBytes / 2).toString('hex'),
    },
  }
}

/** Whether `proof` is the derived key (hex) that the draft's challenge asks for. No AWS call. */
export async function isProof(signer: Signer, draft: Draft, proof: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(proof)) return false
  return sameHash(proof, (await answerOf(signer, draft)).key.toString('hex'))
}

async function answerOf(signer: Signer, draft: Draft) {
  const known = createHash('sha256').update(draft.id).digest()
  const nonce = known.subarray(0, 16)
  const salt = known.subarray(16)
  const secret = await signer.derive('proof', draft.keyId, draft.id)
  // The solver counts in four bytes, the highest first.
  const counter = Buffer.concat([Buffer.alloc(3), secret.subarray(0, 1)])
  const key = pbkdf2Sync(Buffer.concat([nonce, counter]), salt, rounds, keyBytes, 'sha256')
  return { nonce, salt, key }
}
