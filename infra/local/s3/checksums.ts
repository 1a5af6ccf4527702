/** The additional checksums of S3, base64 as in `x-amz-checksum-*`. */
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { AwsError } from '../calls.ts'

export type ChecksumName = 'crc32' | 'crc32c' | 'sha1' | 'sha256'

export type Checksum = { name: ChecksumName; value: string }

const NAMES: readonly ChecksumName[] = ['crc32', 'crc32c', 'sha1', 'sha256']
const PREFIX = 'x-amz-checksum-'
/** Not a checksum's value, though named like one. */
const OPTIONS = new Set(['algorithm', 'mode', 'type'])

/**
 * Which checksum a header, trailer or form field of this name carries, if any.
 * @throws AwsError NotImplemented for one that the emulator cannot compute
 */
export function checksumName(field: string): ChecksumName | undefined {
  if (!field.startsWith(PREFIX)) return undefined
  const name = field.slice(PREFIX.length)
  if (OPTIONS.has(name)) return undefined
  const known = NAMES.find((known) => known === name)
  if (known) return known
  throw new AwsError('NotImplemented', `The local S3 cannot compute ${field}.`, 501)
}

export interface Digest {
  update(chunk: Buffer): void
  /** Base64 of all that was taken in. */
  value(): string
}

/** Starts one checksum. */
export function startDigest(name: ChecksumName): Digest {
  if (name === 'crc32') return crcDigest((chunk, crc) => crc32(chunk, crc))
  if (name === 'crc32c') return crcDigest(crc32c)
  const hash = createHash(name)
  return { update: (chunk) => void hash.update(chunk), value: () => hash.digest('base64') }
}

function crcDigest(step: (chunk: Buffer, crc: number) => number): Digest {
  let crc = 0
  return {
    update: (chunk) => {
      crc = step(chunk, crc)
    },
    value: () => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(crc >>> 0)
      return bytes.toString('base64')
    },
  }
}

/** Castagnoli's polynomial, reflected; one entry per byte value. */
const CASTAGNOLI = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  return crc
})

function crc32c(chunk: Buffer, start: number): number {
  let crc = ~start
  for (const byte of chunk) crc = (CASTAGNOLI[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return ~crc
}
