import { createHash, timingSafeEqual } from 'node:crypto'
import { makeReference, makeTrackingCode } from '../domain/reference.ts'
import type { Signer } from './signing.ts'

/** Draft ids are derived from again and again: never change these words. */
const uses = { reference: 'reference', code: 'tracking-code' } as const

export type Draft = { readonly id: string; readonly keyId: string }

/** The reference of a draft; `attempt` counts collisions with other drafts' references. */
export async function referenceOf(
  signer: Signer,
  draft: Draft,
  year: number,
  attempt: number,
): Promise<string> {
  const bits = await signer.derive(uses.reference, draft.keyId, `${draft.id}#${attempt}`)
  return makeReference('VC', year, bits)
}

/** The tracking code of a draft, 80 bits; only its hash is stored, so it is derived again to be shown. */
export async function trackingCodeOf(signer: Signer, draft: Draft): Promise<string> {
  return makeTrackingCode((await signer.derive(uses.code, draft.keyId, draft.id)).subarray(0, 10))
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Compares two hashes in a time that tells nothing. */
export const sameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
