import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import type { KeyVersions } from '../../shared/contracts/ports.ts'
import { rotated, succeeds } from '../../shared/domain/keyring.ts'

/** What Secrets Manager sends four times; the token names the version that it makes. */
const Rotation = z.object({
  Step: z.enum(['createSecret', 'setSecret', 'testSecret', 'finishSecret']),
  ClientRequestToken: z.string().check(z.minLength(32), z.maxLength(64)),
})

export type RotateKeysPorts = {
  readonly versions: KeyVersions
  readonly newKey: () => string
}

/** 64 characters of base64url: 384 random bits. */
export const randomKey = (): string => randomBytes(48).toString('base64url')

/**
 * Rotates the signing keys. Each step may come again: one that is done changes nothing.
 * Source: AWS Secrets Manager user guide, "Lambda rotation functions".
 * @throws Error when the pending ring lacks a key that the current one has
 */
export function makeRotateKeys({ versions, newKey }: RotateKeysPorts) {
  return async (input: unknown): Promise<void> => {
    const { Step: step, ClientRequestToken: version } = Rotation.parse(input)
    // Nobody outside knows the keys: there is nowhere to set them.
    if (step === 'setSecret') return
    const { version: from, ring } = await versions.current()
    if (from === version) return
    const pending = await versions.pending(version)
    if (step === 'createSecret') {
      if (!pending) await versions.propose(version, rotated(ring, newKey()))
      return
    }
    if (!pending || !succeeds(pending, ring)) {
      throw new Error('The pending keyring does not follow from the current one.')
    }
    if (step === 'finishSecret') await versions.promote(version, from)
  }
}
