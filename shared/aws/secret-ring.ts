import * as z from 'zod/mini'
import type { Keyring } from '../domain/keyring.ts'

const Secret = z.record(z.string(), z.string())

/** The ring of a secret's text: `{ "current": "k2", "k1": "…", "k2": "…" }`. @throws Error for any other */
export function ringOf(text: string | undefined): Keyring {
  const { current, ...keys } = Secret.parse(JSON.parse(text ?? '{}'))
  if (current === undefined || keys[current] === undefined) {
    throw new Error('The keyring names no current key.')
  }
  return { current, keys }
}

export const textOf = ({ current, keys }: Keyring): string => JSON.stringify({ current, ...keys })
