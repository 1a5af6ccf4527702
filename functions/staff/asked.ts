import { createHash, randomBytes } from 'node:crypto'
import { cookie, cookieOf, type WebEvent } from '../../shared/web/http.ts'
import type { Signer } from '../../shared/web/signing.ts'

/** A code and its link live 10 minutes (seconds). */
export const askLifetime = 10 * 60

const askCookie = '__Host-masuk'
const linkCookie = '__Host-masuk-tautan'

/** A browser that asked to sign in: only it may use the code and the link that were mailed. */
export type Asked = {
  readonly challenge: string
  readonly keyId: string
  /** 256 random bits of this browser, from which the secrets of its session are made. */
  readonly nonce: string
  /** The address as it was typed. */
  readonly email: string
  /** The page that was wanted. */
  readonly to: string
}

export const newNonce = (): string => randomBytes(32).toString('base64url')

export async function askedCookie(signer: Signer, asked: Asked, now: Date): Promise<string> {
  return cookie(askCookie, await signer.sign('sign-in', asked, now, askLifetime), askLifetime)
}

export async function askedOf(
  signer: Signer,
  event: WebEvent,
  now: Date,
): Promise<Asked | undefined> {
  const asked = await signer.verify('sign-in', cookieOf(event, askCookie), now)
  if (!asked) return undefined
  const text = (name: keyof Asked): string => String(asked.claims[name])
  return {
    challenge: text('challenge'),
    keyId: text('keyId'),
    nonce: text('nonce'),
    email: text('email'),
    to: text('to'),
  }
}

/** Whether a mailed link's token is for what this browser asked. */
export async function opens(
  signer: Signer,
  token: string | undefined,
  asked: Asked | undefined,
  now: Date,
): Promise<boolean> {
  const link = await signer.verify('enter', token, now)
  return asked !== undefined && link?.claims['challenge'] === asked.challenge
}

/** Keeps the link's token out of the address. */
export const followedCookie = (token: string): string => cookie(linkCookie, token, askLifetime)

/** Whether this browser has followed the link that it was mailed. */
export const followed = (
  signer: Signer,
  event: WebEvent,
  asked: Asked | undefined,
  now: Date,
): Promise<boolean> => opens(signer, cookieOf(event, linkCookie), asked, now)

export const askedNoMore: readonly string[] = [cookie(askCookie, '', 0), cookie(linkCookie, '', 0)]

/**
 * The secrets of the session and of its device. They come out the same again, so that of a double
 * click the second gets what the first has made; nobody has them without this browser's nonce.
 */
export async function secretsOf(
  signer: Signer,
  { nonce, challenge, keyId }: Asked,
): Promise<{ readonly session: string; readonly device: string }> {
  const secret = async (use: string): Promise<string> => {
    const bytes = await signer.derive(use, keyId, `${challenge} ${nonce}`)
    return Buffer.from(bytes).toString('base64url')
  }
  return { session: await secret('session'), device: await secret('device') }
}

/** A stand-in for the id of somebody whom the directory does not have: it is none of a person. */
export const nobody = (email: string): string =>
  `?${createHash('sha256').update(email).digest('base64url')}`
