import { crc32 } from 'node:zlib'

/**
 * Whether the JPEG is complete: its segments (ITU T.81, B.1) lead through a frame with dimensions
 * and a scan to the end marker. Phones append their own data after the end; it is not looked at.
 */
export function isWholeJpeg(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return false
  let frame = false
  let scan = false
  for (let at = 2; at + 2 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return false
    const marker = view.getUint8(at + 1)
    if (marker === 0xd9) return frame && scan
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (at + 4 > bytes.length) return false
    const length = view.getUint16(at + 2)
    const end = at + 2 + length
    if (length < 2 || end > bytes.length) return false
    if (isFrameHeader(marker)) {
      if (length < 8 || view.getUint16(at + 5) === 0 || view.getUint16(at + 7) === 0) return false
      frame = true
    }
    scan ||= marker === 0xda
    at = marker === 0xda ? endOfScan(bytes, end) : end
  }
  return false
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Entropy-coded data runs to the next marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
    at = bytes.indexOf(0xff, at + 2)
  }
  return bytes.length
}

/** Whether the PNG is complete: chunks with right checksums from IHDR over IDAT to IEND. */
export function isWholePng(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  let image = false
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const checksum = at + 8 + length
    if (checksum + 4 > bytes.length) return false
    if (crc32(bytes.subarray(at + 4, checksum)) !== view.getUint32(checksum)) return false
    const type = name(bytes, at + 4)
    if (at === 8) {
      if (type !== 'IHDR' || length !== 13) return false
      if (view.getUint32(16) === 0 || view.getUint32(20) === 0) return false
    }
    image ||= type === 'IDAT' && length > 0
    if (type === 'IEND') return image
    at = checksum + 4
  }
  return false
}

/** HEVC pictures; the generic brand mif1 holds other codings (AVIF) as well. */
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis'])

/** Whether the HEIC is complete: boxes (ISO 14496-12) that fill the file, `meta` and data among them. */
export function isWholeHeic(bytes: Uint8Array): boolean {
  const view = viewOf(bytes)
  const seen = new Set<string>()
  let at = 0
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return false
    const type = name(bytes, at + 4)
    const size = boxSize(view, at)
    if (size < 8 || at + size > bytes.length) return false
    if (at === 0 && (type !== 'ftyp' || !isHeicBrand(bytes.subarray(8, size)))) return false
    seen.add(type)
    at += size
  }
  return seen.has('meta') && seen.has('mdat')
}

/** 1 announces a 64-bit size, 0 a box that runs to the end of the file. */
function boxSize(view: DataView, at: number): number {
  const size = view.getUint32(at)
  if (size === 0) return view.byteLength - at
  if (size !== 1) return size
  return at + 16 <= view.byteLength ? Number(view.getBigUint64(at + 8)) : 0
}

/** The box's major brand, four bytes of version, and the compatible brands. */
function isHeicBrand(content: Uint8Array): boolean {
  for (let at = 0; at + 4 <= content.length; at += 4) {
    if (at !== 4 && heicBrands.has(name(content, at))) return true
  }
  return false
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength)

const name = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4))
