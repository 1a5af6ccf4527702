import { createHmac, randomBytes } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'

/** The keyring: named keys, one of them current. Old ones stay, so that what they signed lives on. */
export type KeyMaterial = {
  readonly current: string
  readonly keys: Readonly<Record<string, string>>
}

/** What a token is for; a token of one purpose is none of another. */
export type Purpose = 'draft' | 'case' | 'link' | 'act' | 'code' | 'wait' | 'kept'

export type Claims = Readonly<Record<string, string | number>>

/**
 * Signs what leaves for a browser or an e-mail and derives what must come out the same again.
 * Keys come from a cached keyring, so that neither costs a call while the function is warm.
 */
export class Signer {
  readonly #material: () => Promise<KeyMaterial>

  constructor(material: () => Promise<KeyMaterial>) {
    this.#material = material
  }

  /** Compact JWS (HS256) with the key's id in its header; `lifetime` in seconds. */
  async sign(purpose: Purpose, claims: Claims, now: Date, lifetime: number): Promise<string> {
    const { current, keys } = await this.#material()
    const issued = Math.floor(now.getTime() / 1000)
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', kid: current, typ: purpose })
      .setAudience(purpose)
      .setIssuedAt(issued)
      .setExpirationTime(issued + lifetime)
      .sign(secretOf(keys, current))
  }

  /** The claims and the key's id, or undefined for a token that is forged, foreign, altered or over. */
  async verify(
    purpose: Purpose,
    token: string | undefined,
    now: Date,
  ): Promise<{ claims: Record<string, unknown>; keyId: string } | undefined> {
    if (token === undefined || token.length > 4096) return undefined
    const { keys } = await this.#material()
    try {
      const { payload, protectedHeader } = await jwtVerify(
        token,
        ({ kid }) => secretOf(keys, kid ?? ''),
        {
          algorithms: ['HS256'],
          typ: purpose,
          audience: purpose,
          requiredClaims: ['iat', 'exp'],
          currentDate: now,
        },
      )
      return { claims: payload, keyId: protectedHeader.kid ?? '' }
    } catch {
      return undefined
    }
  }

  /** 32 bytes that only the holder of the key can make, the same for ever for one message. */
  async derive(use: string, keyId: string, message: string): Promise<Uint8Array> {
    const { keys } = await this.#material()
    return createHmac('sha256', secretOf(keys, keyId)).update(`${use}\0${message}`).digest()
  }

  async currentKeyId(): Promise<string> {
    return (await this.#material()).current
  }
}

/** 128 random bits, for ids that nobody may guess. */
export const randomId = (): string => randomBytes(16).toString('base64url')

function secretOf(keys: Readonly<Record<string, string>>, keyId: string): Uint8Array {
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined
  if (key === undefined) throw new Error(`The keyring has no key ${keyId.slice(0, 20)}.`)
  return new TextEncoder().encode(key)
}
