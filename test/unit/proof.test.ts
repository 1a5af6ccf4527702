import { createHash } from 'node:crypto'
import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { challengeOf, isProof } from '../../shared/web/proof.ts'
import { askToWait, waitLeft, waitOf } from '../../shared/web/proof-wait.ts'
import { Signer } from '../../shared/web/signing.ts'
import { MemoryKeys } from '../doubles/keys.ts'

const { signer } = new MemoryKeys()
const draft = { id: 'one draft', keyId: 'k1' }

describe('a proof of work', () => {
  it('is the key that the browser’s solver finds for the draft’s challenge', async () => {
    const challenge = await challengeOf(signer, draft)
    const solution = await solveChallenge({ challenge, deriveKey })
    expect(await isProof(signer, draft, solution?.derivedKey ?? '')).toBe(true)
    expect(solution?.counter).toBeLessThan(256)
  })

  it('is asked for in the same way each time, and otherwise for each draft', async () => {
    const asked = await challengeOf(signer, draft)
    expect(await challengeOf(signer, draft)).toEqual(asked)
    const other = await challengeOf(signer, { ...draft, id: 'another draft' })
    expect(other.parameters.nonce).not.toBe(asked.parameters.nonce)
    expect(other.parameters.keyPrefix).not.toBe(asked.parameters.keyPrefix)
  })

  it('belongs to one draft, and to the key that signed it', async () => {
    const challenge = await challengeOf(signer, draft)
    const proof = (await solveChallenge({ challenge, deriveKey }))?.derivedKey ?? ''
    expect(await isProof(signer, { ...draft, id: 'another draft' }, proof)).toBe(false)
    const others = new Signer(() =>
      Promise.resolve({ current: 'k1', keys: { k1: createHash('sha256').digest('hex') } }),
    )
    expect(await isProof(others, draft, proof)).toBe(false)
  })

  it('is nothing that can be read off the challenge or made up', async () => {
    const { parameters } = await challengeOf(signer, draft)
    const half = parameters.keyPrefix
    const hex = (bytes: number) =>
      fc
        .uint8Array({ minLength: bytes, maxLength: bytes })
        .map((made) => Buffer.from(made).toString('hex'))
    const made = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      hex(32),
      hex(16).map((rest) => half + rest),
      fc.constantFrom('', half, half + half, 'é'.repeat(64), `${half}${parameters.nonce}`),
    )
    await fc.assert(
      fc.asyncProperty(made, async (proof) => {
        expect(await isProof(signer, draft, proof)).toBe(false)
      }),
      { numRuns: 40 },
    )
  })
})

describe('the wait that stands in for it', () => {
  const now = new Date('2026-11-23T02:00:00.400Z')
  const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
  const event = { requestContext: { http: { sourceIp: '203.0.113.1' } } } as never
  const ask = (nth: number) =>
    askToWait(
      { signer, counter: { count: () => Promise.resolve(nth) }, now: () => now },
      event,
      draft.id,
      3600,
    )

  it.each([
    [1, 20],
    [30, 20],
    [31, 30],
    [58, 300],
    [100_000, 300],
  ])('of the form that is number %i in the hour is %i seconds', (nth, seconds) => {
    expect(waitOf(nth)).toBe(seconds)
  })

  it('is over after its seconds, not before, and for its own draft alone', async () => {
    const anyNumber = fc.integer({ min: 1, max: 100 })
    await fc.assert(
      fc.asyncProperty(anyNumber, fc.integer({ min: 0, max: 400 }), async (nth, passed) => {
        const { ticket, left } = await ask(nth)
        expect(left).toBe(waitOf(nth))
        const then = await waitLeft(signer, ticket, draft.id, later(passed))
        expect(then?.left).toBe(Math.max(0, left - passed))
        expect(await waitLeft(signer, ticket, 'another draft', later(passed))).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })

  it('ends with the form, and cannot be written by hand', async () => {
    const { ticket } = await ask(1)
    expect(await waitLeft(signer, ticket, draft.id, later(3601))).toBeUndefined()
    expect(await waitLeft(signer, undefined, draft.id, later(60))).toBeUndefined()
    expect(await waitLeft(signer, `${ticket}x`, draft.id, later(60))).toBeUndefined()
    const other = await signer.sign('wait', { draft: draft.id, from: 0 }, now, 3600)
    expect(await waitLeft(signer, other, draft.id, later(60))).toBeUndefined()
  })
})
