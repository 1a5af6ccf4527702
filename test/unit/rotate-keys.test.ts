import { beforeEach, describe, expect, it } from 'vitest'
import { makeRotateKeys, randomKey } from '../../functions/operations/rotate-keys.ts'
import { type Keyring, rotated, succeeds } from '../../shared/domain/keyring.ts'
import { Signer } from '../../shared/web/signing.ts'
import { MemoryKeyVersions } from '../doubles/key-versions.ts'

const first = 'a'.repeat(36)
const second = 'b'.repeat(36)
const k1: Keyring = { current: 'k1', keys: { k1: 'the-first-key-of-the-tests-0123456789' } }
const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const
const now = new Date('2026-11-23T02:00:00Z')

let versions: MemoryKeyVersions
let rotate: (input: unknown) => Promise<void>

beforeEach(() => {
  versions = new MemoryKeyVersions(first, k1)
  rotate = makeRotateKeys({ versions, newKey: randomKey })
})

const step = (name: string, token = second) => rotate({ Step: name, ClientRequestToken: token })
const ring = async () => (await versions.current()).ring

describe('a rotation of the keys', () => {
  it('adds a key that signs from now on, and keeps the one before', async () => {
    for (const name of steps) await step(name)
    const after = await ring()
    expect(after.current).toBe('k2')
    expect(after.keys['k1']).toBe(k1.keys['k1'])
    expect(after.keys['k2']).toMatch(/^[\w-]{64}$/)
    const old = await new Signer(() => Promise.resolve(k1)).sign('link', { id: 'x' }, now, 60)
    const signer = new Signer(() => Promise.resolve(after))
    expect((await signer.verify('link', old, now))?.keyId).toBe('k1')
  })

  it('changes nothing before its last step', async () => {
    for (const name of steps.slice(0, -1)) await step(name)
    expect(await ring()).toEqual(k1)
  })

  it('comes to the same where each step comes twice', async () => {
    for (const name of steps) {
      await step(name)
      await step(name)
    }
    expect(Object.keys((await ring()).keys)).toEqual(['k1', 'k2'])
  })

  it('goes on where the one before was given up', async () => {
    await step('createSecret', 'c'.repeat(36))
    for (const name of steps) await step(name)
    expect((await ring()).current).toBe('k2')
  })

  it('does not finish what lost a key on the way', async () => {
    await versions.propose(second, { current: 'k9', keys: { k9: 'x'.repeat(64) } })
    await expect(step('finishSecret')).rejects.toThrow('does not follow')
    await expect(step('testSecret', 'd'.repeat(36))).rejects.toThrow('does not follow')
    expect(await ring()).toEqual(k1)
  })

  it.each([{}, { Step: 'drop', ClientRequestToken: second }, { Step: 'testSecret' }])(
    'is no rotation: %j',
    async (input) => {
      await expect(rotate(input)).rejects.toThrow(/invalid/i)
    },
  )
})

describe('a keyring', () => {
  it('counts on from its highest key', () => {
    const ring = { current: 'k3', keys: { k3: 'x', k10: 'y', mail: 'z' } }
    expect(rotated(ring, 'new').current).toBe('k11')
  })

  it('follows only from one whose keys it still has, and with a key long enough', () => {
    const next = rotated(k1, 'n'.repeat(64))
    expect(succeeds(next, k1)).toBe(true)
    expect(succeeds(k1, next)).toBe(false)
    expect(succeeds(rotated(k1, 'short'), k1)).toBe(false)
    expect(succeeds({ ...next, current: 'k7' }, k1)).toBe(false)
  })
})
