import type { Challenge } from '../contracts/ports.ts'
import type { Signer } from './signing.ts'

/** The 6 digits of a challenge: derived again by the mailer and the check, stored nowhere. */
export async function signInCode(
  signer: Signer,
  { id, keyId }: Pick<Challenge, 'id' | 'keyId'>,
): Promise<string> {
  const bytes = await signer.derive('sign-in-code', keyId, id)
  const number = Buffer.from(bytes).readUInt32BE(0) % 1_000_000
  return String(number).padStart(6, '0')
}
