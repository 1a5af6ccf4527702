import type { Draft } from '../../shared/web/credentials.ts'
import type { Signer } from '../../shared/web/signing.ts'

/** No characters that look alike when read out or copied by hand. */
const upper = 'ABCDEFGHJKMNPQRSTUVWXYZ'
const lower = 'abcdefghjkmnpqrstuvwxyz'
const digit = '23456789'

/** Letters of both sizes and digits, as the passcode rules of Zoom accounts may ask; about 39 bits. */
const form = [upper, lower, digit, lower, lower, digit, lower, lower, digit, digit]

/** The passcode of a request's meeting: derived, so that a repeated step wants the same. */
export async function passcodeOf(signer: Signer, { id, keyId }: Draft): Promise<string> {
  const bytes = await signer.derive('meeting-passcode', keyId, id)
  return form.map((letters, index) => letters[(bytes[index] ?? 0) % letters.length]).join('')
}
