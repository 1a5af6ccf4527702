import type { RequestEvent } from './request.ts'

/** The chained form of an event: what `hash` covers, and the hash of the one before. */
export type ChainedEvent = RequestEvent & {
  readonly reference: string
  readonly version: number
  readonly n: number
  readonly prevHash: string
  readonly hash: string
}

/** Numbers events and chains each to the one before; `prevHash` is '' for the first of a case. */
export function chain(
  reference: string,
  version: number,
  events: readonly RequestEvent[],
  prevHash: string,
  sha256: (text: string) => string,
): readonly ChainedEvent[] {
  let last = prevHash
  return events.map((event, n) => {
    const linked = { ...event, reference, version, n, prevHash: last }
    last = sha256(canonical(linked))
    return { ...linked, hash: last }
  })
}

/** The first event of a case's history whose content or place in the chain was changed. */
export function firstBreak(
  events: readonly ChainedEvent[],
  sha256: (text: string) => string,
): ChainedEvent | undefined {
  let last = ''
  return events.find((event) => {
    const { hash, ...content } = event
    const sound = content.prevHash === last && sha256(canonical(content)) === hash
    last = hash
    return !sound
  })
}

/** JSON with sorted keys and without absent ones: the same text for the same content. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}
