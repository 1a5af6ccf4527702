import { createHash } from 'node:crypto'

const padding = Buffer.from(
  '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
  'hex',
)
const id = '00112233445566778899aabbccddeeff'
const permissions = -4

const md5 = (...parts: Buffer[]): Buffer => {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The standard security handler, revision 3 (ISO 32000-1, 7.6.3): RC4 with 128 bits. */
export function encryptedContent(text: string, objectNumber: number, password: string) {
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32)
  const owner = passes(padded, repeatedMd5(md5(padded)))
  const flags = Buffer.alloc(4)
  flags.writeInt32LE(permissions)
  const key = repeatedMd5(md5(padded, owner, flags, Buffer.from(id, 'hex')))
  const user = passes(md5(padding, Buffer.from(id, 'hex')), key)
  const objectKey = md5(key, Buffer.from([objectNumber & 255, objectNumber >> 8, 0, 0, 0]))
  return {
    content: rc4(objectKey, Buffer.from(text, 'latin1')),
    dictionary: `<< /Filter /Standard /V 2 /R 3 /Length 128 /P ${permissions} /O <${hex(owner)}> /U <${hex(user)}> >>`,
    id,
  }
}

const hex = (value: Buffer) => value.toString('hex').padEnd(64, '0')

function repeatedMd5(value: Buffer): Buffer {
  let result = value
  for (let round = 0; round < 50; round += 1) result = md5(result)
  return result
}

/** Twenty passes, the key changed by the pass's number. */
function passes(value: Buffer, key: Buffer): Buffer {
  let result = value
  for (let pass = 0; pass < 20; pass += 1)
    result = rc4(
      key.map((byte) => byte ^ pass),
      result,
    )
  return result
}

function rc4(key: Uint8Array, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index)
  const swap = (a: number, b: number) => {
    ;[state[a], state[b]] = [state[b]!, state[a]!]
  }
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + state[i]! + key[i % key.length]!) & 255
    swap(i, j)
  }
  let j = 0
  return Buffer.from(
    data.map((byte, index) => {
      const i = (index + 1) & 255
      j = (j + state[i]!) & 255
      swap(i, j)
      return byte ^ state[(state[i]! + state[j]!) & 255]!
    }),
  )
}
