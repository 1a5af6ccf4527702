import { colourAt, picture } from './picture.ts'

/** DC sizes 0 to 11 get the codes of T.81 table K.3; the only AC symbol, end of block, gets `0`. */
const dcCodeCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
const dcCodes = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110', '1111110']

/**
 * A baseline JPEG of 480 × 640 in flat blocks of 8 × 8, with the EXIF of a phone: maker, model,
 * orientation and the place where it was taken.
 */
export function phonePhotoJpeg(): Buffer {
  const { columns, rows, cell } = picture
  const [height, width] = [uint16(rows * cell), uint16(columns * cell)]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, exif()),
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(8)])),
    segment(0xc0, Buffer.from([8, ...height, ...width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])),
    segment(0xc4, Buffer.from([0x00, ...dcCodeCounts, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])),
    segment(0xc4, Buffer.from([0x10, 1, ...Array<number>(15).fill(0), 0])),
    segment(0xda, Buffer.from([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
    scan(),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** With all steps 8, the DC coefficient of a flat block is its level above 128. */
function scan(): Buffer {
  const previous = [0, 0, 0]
  let bits = ''
  for (let row = 0; row < picture.rows; row += 1) {
    for (let column = 0; column < picture.columns; column += 1) {
      for (const [index, level] of levels(column, row).entries()) {
        bits += `${dcBits(level - previous[index]!)}0`
        previous[index] = level
      }
    }
  }
  const bytes: number[] = []
  for (let at = 0; at < bits.length; at += 8) {
    const byte = Number.parseInt(bits.slice(at, at + 8).padEnd(8, '1'), 2)
    bytes.push(byte)
    if (byte === 0xff) bytes.push(0)
  }
  return Buffer.from(bytes)
}

function dcBits(difference: number): string {
  if (difference === 0) return dcCodes[0]!
  const size = Math.abs(difference).toString(2).length
  const value = difference > 0 ? difference : difference + 2 ** size - 1
  return dcCodes[size]! + value.toString(2).padStart(size, '0')
}

/** JFIF's YCbCr, each moved to be around zero. */
function levels(column: number, row: number): number[] {
  const [red, green, blue] = colourAt(column, row)
  return [
    0.299 * red + 0.587 * green + 0.114 * blue - 128,
    -0.1687 * red - 0.3313 * green + 0.5 * blue,
    0.5 * red - 0.4187 * green - 0.0813 * blue,
  ].map(Math.round)
}

const uint16 = (value: number): [number, number] => [value >> 8, value & 255]

const segment = (marker: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0xff, marker, ...uint16(content.length + 2)]), content])

type Field = readonly [tag: number, type: 2 | 3 | 4 | 5, count: number, value: Buffer]

const text = (value: string): Buffer => Buffer.from(`${value}\0`)

/** Big-endian TIFF: IFD0 with a pointer to the GPS directory. */
function exif(): Buffer {
  const rationals = (...values: number[]) =>
    Buffer.concat(values.map((value) => uint32(Math.round(value * 100), 100)))
  const gpsOffset = 200
  const first = directory(8, [
    [0x010f, 2, 7, text('Contoh')],
    [0x0110, 2, 10, text('Ponsel X1')],
    [0x0112, 3, 1, Buffer.from([0, 1])],
    [0x8825, 4, 1, uint32(gpsOffset)],
  ])
  const gps = directory(gpsOffset, [
    [1, 2, 2, text('S')],
    [2, 5, 3, rationals(7, 23, 18.5)],
    [3, 2, 2, text('E')],
    [4, 5, 3, rationals(109, 21, 40.25)],
  ])
  const header = Buffer.concat([Buffer.from('MM\0*'), uint32(8)])
  const gap = Buffer.alloc(gpsOffset - header.length - first.length)
  return Buffer.concat([Buffer.from('Exif\0\0'), header, first, gap, gps])
}

/** Values over four bytes follow the directory. */
function directory(offset: number, fields: readonly Field[]): Buffer {
  const size = 2 + fields.length * 12 + 4
  const entries: Buffer[] = []
  const values: Buffer[] = []
  let next = offset + size
  for (const [tag, type, count, value] of fields) {
    const inline = value.length <= 4
    const last = inline ? Buffer.concat([value, Buffer.alloc(4)]).subarray(0, 4) : uint32(next)
    entries.push(Buffer.from([...uint16(tag), ...uint16(type)]), uint32(count), last)
    if (!inline) {
      values.push(value)
      next += value.length
    }
  }
  return Buffer.concat([Buffer.from(uint16(fields.length)), ...entries, uint32(0), ...values])
}

function uint32(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, index * 4)
  return buffer
}
