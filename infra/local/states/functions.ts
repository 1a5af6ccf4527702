import { createHash, randomUUID } from 'node:crypto'
import jsonata from 'jsonata'

/**
 * JSONata functions as Step Functions offers them: the ones it adds to the language, and the time
 * from the host's clock. Source: Step Functions developer guide, "Transforming data with JSONata".
 */
const fromMillis = jsonata('$fromMillis($at, $picture, $zone)')

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}

/** An array holds at most 1,000 elements when made by `$range`. */
const RANGE_LENGTH = 1000

/** What every expression can call, apart from JSONata's own; `now` in milliseconds. */
export function functionsAt(now: number): Record<string, unknown> {
  return {
    now: (picture?: string, zone?: string) => fromMillis.evaluate({}, { at: now, picture, zone }),
    millis: () => now,
    partition,
    range,
    hash,
    random,
    uuid: () => randomUUID(),
    parse: (text?: string) => (text === undefined ? undefined : JSON.parse(text)),
  }
}

function partition(list: unknown, size: unknown): unknown[][] | undefined {
  if (list === undefined) return undefined
  if (!Array.isArray(list) || !isInteger(size) || size < 1) {
    throw new Error('$partition takes an array and a positive integer')
  }
  const parts: unknown[][] = []
  for (let start = 0; start < list.length; start += size)
    parts.push(list.slice(start, start + size))
  return parts
}

function range(first: unknown, last: unknown, step: unknown): number[] {
  if (!isInteger(first) || !isInteger(last) || !isInteger(step) || step === 0) {
    throw new Error('$range takes three integers, the last of them not zero')
  }
  const length = Math.max(0, Math.floor((last - first) / step) + 1)
  if (length > RANGE_LENGTH) throw new Error(`$range makes at most ${RANGE_LENGTH} elements`)
  return Array.from({ length }, (_, index) => first + index * step)
}

function hash(data: unknown, algorithm: unknown): string | undefined {
  if (data === undefined) return undefined
  const known = typeof algorithm === 'string' ? ALGORITHMS[algorithm] : undefined
  if (known === undefined || typeof data !== 'string') {
    throw new Error(`$hash takes a string and one of ${Object.keys(ALGORITHMS).join(', ')}`)
  }
  return createHash(known).update(data).digest('hex')
}

/** A seed makes the number repeatable (mulberry32). */
function random(seed?: unknown): number {
  if (seed === undefined) return Math.random()
  if (!isInteger(seed)) throw new Error('$random takes an integer as its seed')
  let mixed = (seed + 0x6d2b79f5) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value)
}
