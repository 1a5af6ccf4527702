import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Purpose, randomId } from '../../shared/web/signing.ts'
import { after, monday } from '../builders.ts'
import { MemoryKeys } from '../doubles/keys.ts'

const now = new Date(monday)
const minute = 60
const purposes: readonly Purpose[] = ['draft', 'case', 'link', 'act', 'code', 'wait']
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

let keys: MemoryKeys
beforeEach(() => {
  keys = new MemoryKeys()
})

const sign = (purpose: Purpose = 'link', lifetime = 10 * minute) =>
  keys.signer.sign(purpose, { id: 'a' }, now, lifetime)
const verify = (token: string | undefined, purpose: Purpose = 'link', at = now) =>
  keys.signer.verify(purpose, token, at)

describe('a token', () => {
  it('gives its claims and its key back', async () => {
    const iat = now.getTime() / 1000
    expect(await verify(await sign())).toEqual({
      claims: { id: 'a', aud: 'link', iat, exp: iat + 10 * minute },
      keyId: 'k1',
    })
  })

  it('is of one purpose only', async () => {
    for (const purpose of purposes) {
      const token = await sign(purpose)
      for (const other of purposes)
        expect((await verify(token, other)) !== undefined).toBe(other === purpose)
    }
  })

  it('is over at the end of its lifetime', async () => {
    const token = await sign()
    expect(await verify(token, 'link', new Date(after(monday, { minutes: 9 })))).toBeDefined()
    expect(await verify(token, 'link', new Date(after(monday, { minutes: 10 })))).toBeUndefined()
  })

  it('lives through a rotation, and ends with its key', async () => {
    const token = await sign()
    keys.rotate()
    expect((await verify(token))?.keyId).toBe('k1')
    expect((await verify(await sign()))?.keyId).toBe('k2')
    const { k1: _, ...others } = keys.ring.keys
    keys.ring = { current: 'k2', keys: others }
    expect(await verify(token)).toBeUndefined()
  })

  it('is the same when it is signed again', async () => {
    expect(await sign()).toBe(await sign())
  })

  it('is none when any of its characters is changed', async () => {
    const token = await sign()
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 2),
        fc.constantFrom('A', 'z', '_', '.'),
        async (at, by) => {
          const changed = token.slice(0, at) + by + token.slice(at + 1)
          expect((await verify(changed)) !== undefined).toBe(changed === token)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('is none when it is garbage', async () => {
    const garbage = [undefined, '', '.', '..', 'a.b.c', 'null', 'x'.repeat(5000)]
    for (const token of garbage) expect(await verify(token)).toBeUndefined()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (token) => {
        expect(await verify(token)).toBeUndefined()
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    ['an unknown key', { alg: 'HS256', kid: 'k9', typ: 'link' }],
    ['no key', { alg: 'HS256', typ: 'link' }],
    ['a key that objects have by birth', { alg: 'HS256', kid: 'constructor', typ: 'link' }],
    ['no signature', { alg: 'none', kid: 'k1', typ: 'link' }],
    ['another algorithm', { alg: 'HS512', kid: 'k1', typ: 'link' }],
    ['no purpose', { alg: 'HS256', kid: 'k1' }],
  ])('is none with %s', async (_, header) => {
    const exp = now.getTime() / 1000 + minute
    const payload = base64({ id: 'a', aud: 'link', iat: exp - minute, exp })
    const text = `${base64(header)}.${payload}`
    const secret = keys.ring.keys['k1'] ?? ''
    const hash = header.alg === 'HS512' ? 'sha512' : 'sha256'
    const signature = createHmac(hash, secret).update(text).digest('base64url')
    expect(await verify(`${text}.${signature}`)).toBeUndefined()
    expect(await verify(`${text}.`)).toBeUndefined()
  })

  it.each(['iat', 'exp', 'aud'])('is none without %s', async (claim) => {
    const exp = now.getTime() / 1000 + minute
    const claims = { id: 'a', aud: 'link', iat: exp - minute, exp, [claim]: undefined }
    const text = `${base64({ alg: 'HS256', kid: 'k1', typ: 'link' })}.${base64(claims)}`
    const secret = keys.ring.keys['k1'] ?? ''
    const signature = createHmac('sha256', secret).update(text).digest('base64url')
    expect(await verify(`${text}.${signature}`)).toBeUndefined()
  })

  it('cannot be told from garbage by a broken keyring: that is a broken world', async () => {
    const token = await sign()
    Object.defineProperty(keys, 'ring', {
      get: () => {
        throw new Error('Secrets Manager does not answer.')
      },
    })
    await expect(verify(token)).rejects.toThrow('does not answer')
  })
})

describe('what is derived', () => {
  it('is the same for one message, another for each use, message and key', async () => {
    keys.rotate()
    const { signer } = keys
    const all = await Promise.all([
      signer.derive('a', 'k1', 'b'),
      signer.derive('a', 'k1', 'c'),
      signer.derive('b', 'k1', 'b'),
      signer.derive('a', 'k2', 'b'),
      signer.derive('a\0', 'k1', 'b'),
    ])
    const texts = all.map((bytes) => Buffer.from(bytes).toString('hex'))
    expect(new Set(texts).size).toBe(texts.length)
    expect(Buffer.from(await signer.derive('a', 'k1', 'b')).toString('hex')).toBe(texts[0])
  })

  it('cannot be made under a key that is gone', async () => {
    await expect(keys.signer.derive('a', 'k7', 'b')).rejects.toThrow('no key k7')
  })
})

describe('a random id', () => {
  it('has 128 bits and is never the same', () => {
    const ids = Array.from({ length: 200 }, randomId)
    expect(new Set(ids).size).toBe(200)
    for (const id of ids) expect(id).toMatch(/^[\w-]{22}$/)
  })
})
