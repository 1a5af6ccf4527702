/** Signing keys by id (`k1`, `k2` …); `current` names the one that signs, the others only verify. */
export type Keyring = {
  readonly current: string
  readonly keys: Readonly<Record<string, string>>
}

/**
 * The ring with one more key, which signs from now on. The older ones stay: links in mailboxes and
 * the tracking codes of stored cases are derived with the key of their day.
 */
export function rotated({ keys }: Keyring, secret: string): Keyring {
  const numbers = Object.keys(keys).map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0))
  const current = `k${Math.max(0, ...numbers) + 1}`
  return { current, keys: { ...keys, [current]: secret } }
}

/** Whether `next` signs with a key that it has, and still verifies all that `before` did. */
export function succeeds(next: Keyring, before: Keyring): boolean {
  const kept = Object.entries(before.keys).every(([id, secret]) => next.keys[id] === secret)
  return kept && (next.keys[next.current]?.length ?? 0) >= 32
}
