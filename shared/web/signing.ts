import { createHmac, randomBytes } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose'
import type { Keyring } from '../domain/keyring.ts'

/** What a token is for; a token of one purpose is none of another. */
export type Purpose =
  | 'draft'
  | 'case'
  | 'link'
  | 'act'
  | 'code'
  | 'wait'
  | 'confirm'
  | 'kept'
  | 'survey'
  | 'sign-in' // the browser that asked to sign in to the staff site
  | 'enter' // the link that it is mailed
  | 'seen' // when a session was last used

export type Claims = Readonly<Record<string, string | number>>

/**
 * Signs what leaves for a browser or an e-mail and derives what must come out the same again.
 * Keys come from a cached keyring, so that neither costs a call while the function is warm.
 */
export class Signer {
  /** A key that is `needed` may be newer than what is cached. */
  readonly #ring: (needed?: string) => Promise<Keyring>

  constructor(ring: (needed?: string) => Promise<Keyring>) {
    this.#ring = ring
  }

  /** Compact JWS (HS256) with the key's id in its header; `lifetime` in seconds. */
  async sign(purpose: Purpose, claims: Claims, now: Date, lifetime: number): Promise<string> {
    const { current, keys } = await this.#ring()
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
    const kid = keyNamedBy(token)
    if (kid === undefined) return undefined
    const { keys } = await this.#ring(kid)
    try {
      const { payload } = await jwtVerify(token, secretOf(keys, kid), {
        algorithms: ['HS256'],
        typ: purpose,
        audience: purpose,
        requiredClaims: ['iat', 'exp'],
        currentDate: now,
      })
      return { claims: payload, keyId: kid }
    } catch {
      return undefined
    }
  }

  /** 32 bytes that only the holder of the key can make, the same for ever for one message. */
  async derive(use: string, keyId: string, message: string): Promise<Uint8Array> {
    const { keys } = await this.#ring(keyId)
    return createHmac('sha256', secretOf(keys, keyId)).update(`${use}\0${message}`).digest()
  }

  async currentKeyId(): Promise<string> {
    return (await this.#ring()).current
  }
}

/** 128 random bits, for ids that nobody may guess. */
export const randomId = (): string => randomBytes(16).toString('base64url')

/** The key that a token says it was signed with; nothing is checked yet. */
function keyNamedBy(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid
  } catch {
    return undefined
  }
}

function secretOf(keys: Readonly<Record<string, string>>, keyId: string): Uint8Array {
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined
  if (key === undefined) throw new Error(`The keyring has no key ${keyId.slice(0, 20)}.`)
  return new TextEncoder().encode(key)
}
