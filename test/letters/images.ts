import { crc32, deflateSync } from 'node:zlib'
import { colourAt, picture } from './picture.ts'

/** A scan of the stamped letter: 480 × 640, 8 bits RGB. */
export function png(): Buffer {
  const { columns, rows, cell } = picture
  const header = Buffer.alloc(13)
  header.writeUInt32BE(columns * cell, 0)
  header.writeUInt32BE(rows * cell, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const lines: Buffer[] = []
  for (let y = 0; y < rows * cell; y += 1) {
    const line = [0]
    for (let x = 0; x < columns * cell; x += 1) {
      line.push(...colourAt(Math.floor(x / cell), Math.floor(y / cell)))
    }
    lines.push(Buffer.from(line))
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content])
  return Buffer.concat([uint32(content.length), body, uint32(crc32(body))])
}

/** The boxes of a phone's HEIC picture; its coded image is filler, which nobody here decodes. */
export function heic(): Buffer {
  const fullBox = Buffer.alloc(4)
  const handler = box('hdlr', fullBox, Buffer.alloc(4), Buffer.from('pict'), Buffer.alloc(13))
  const primary = box('pitm', fullBox, Buffer.from([0, 1]))
  return Buffer.concat([
    box('ftyp', Buffer.from('heic\0\0\0\0mif1heic')),
    box('meta', fullBox, handler, primary),
    box('mdat', Buffer.alloc(4096, 0x5a)),
  ])
}

const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat(content)
  return Buffer.concat([uint32(body.length + 8), Buffer.from(type), body])
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32BE(value)
  return buffer
}
