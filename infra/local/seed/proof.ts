import { pbkdf2Sync } from 'node:crypto'
import { type Challenge, solveChallenge } from 'altcha-lib'
import type { DeriveKeyFunction } from 'altcha-lib/types'

/** Milliseconds that a form has to be open before it counts as read. */
export const readingTime = 3000

/** The field with the proof of work that a page's form asks for, as script would fill it in. */
export async function proofFor(markup: string): Promise<Readonly<Record<string, string>>> {
  const asked = /data-challenge="([^"]*)"/.exec(markup)?.[1]
  if (asked === undefined) return {}
  const challenge = JSON.parse(asked.replaceAll('&quot;', '"')) as Challenge
  return { proof: (await solveChallenge({ challenge, deriveKey }))?.derivedKey ?? '' }
}

/** Without the thread pool between: a fifth of the time. */
const deriveKey: DeriveKeyFunction = ({ cost, keyLength }, salt, password) =>
  Promise.resolve({ derivedKey: pbkdf2Sync(password, salt, cost, keyLength, 'sha256') })
