import { beforeEach, describe, expect, it } from 'vitest'
import { checkRequestForm } from '../../shared/contracts/request-form.ts'
import { dateInWords } from '../../shared/web/scripts/parts/date-in-words.ts'
import {
  forgetSent,
  keep,
  kept,
  markSent,
  type Shelf,
} from '../../shared/web/scripts/parts/kept.ts'
import { beginning, earlyFault, sizeText } from '../../shared/web/scripts/parts/letter-file.ts'
import { tagIn } from '../../shared/web/scripts/parts/post-file.ts'
import { postedOf, type Values } from '../../shared/web/scripts/parts/request-values.ts'
import * as letters from '../letters.ts'
import { today, typedRequest } from './typed-request.ts'

const day = 24 * 3600 * 1000
const now = Date.parse('2026-11-23T02:00:00Z')
const typed: Values = [
  ['applicantName', 'Sri Lestari'],
  ['equipment', 'camera'],
  ['equipment', 'sound'],
]

/** A browser's storage. */
class Box implements Shelf {
  readonly held = new Map<string, string>()
  getItem = (name: string) => this.held.get(name) ?? null
  setItem = (name: string, value: string) => void this.held.set(name, value)
  removeItem = (name: string) => void this.held.delete(name)
}

describe('what a browser keeps of the form', () => {
  let box: Box
  beforeEach(() => {
    box = new Box()
  })

  it('comes back within a week and is gone after it', () => {
    keep(box, typed, now)
    expect(kept(box, now + 7 * day - 1)).toEqual(typed)
    expect(kept(box, now + 7 * day)).toBeUndefined()
    expect(box.held.size).toBe(0)
  })

  it('is nothing while nothing is typed', () => {
    keep(box, typed, now)
    keep(box, [['applicantName', '']], now)
    expect(box.held.size).toBe(0)
  })

  it('is forgotten once the form has arrived, not before it was sent', () => {
    keep(box, typed, now)
    forgetSent(box)
    expect(kept(box, now)).toEqual(typed)
    markSent(box)
    forgetSent(box)
    expect(box.held.size).toBe(0)
  })

  it('stays when typing goes on after a sending that did not arrive', () => {
    keep(box, typed, now)
    markSent(box)
    keep(box, typed, now)
    forgetSent(box)
    expect(kept(box, now)).toEqual(typed)
  })

  it.each(['', '{', 'null', '[]', '{"at":"x","values":[]}', '{"at":1e15,"values":[["a"]]}'])(
    'is passed over when it is not what the form kept: %j',
    (text) => {
      keep(box, typed, now)
      const [name] = box.held.keys()
      box.setItem(name ?? '', text)
      expect(kept(box, now)).toBeUndefined()
    },
  )

  it('may be refused by the browser without stopping the form', () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const broken: Shelf = { getItem: full, setItem: full, removeItem: full }
    for (const shelf of [broken, undefined]) {
      keep(shelf, typed, now)
      markSent(shelf)
      forgetSent(shelf)
      expect(kept(shelf, now)).toBeUndefined()
    }
  })
})

describe('what script makes of the form', () => {
  it('is checked in the shape in which the server reads the post', () => {
    const values = Object.entries(typedRequest).flatMap(([name, value]) =>
      [value].flat().map((one) => [name, one] as const),
    )
    expect(postedOf(values)).toEqual(typedRequest)
    expect(checkRequestForm(postedOf(values), today).ok).toBe(true)
    expect(postedOf([])).toEqual({ equipment: [] })
  })

  it('says dates in words, with the weekday', () => {
    expect(dateInWords('2026-11-23')).toBe('Senin, 23 November 2026')
    expect(dateInWords('5/6/2026')).toBe('Jumat, 5 Juni 2026')
    expect(dateInWords('2026-02-30')).toBeUndefined()
    expect(dateInWords('')).toBeUndefined()
  })
})

describe('what a browser says of a file before it is sent', () => {
  const limit = 10 * 1024 * 1024
  const faultOf = (bytes: Uint8Array) =>
    earlyFault(bytes.length, bytes.subarray(0, beginning), limit)

  it.each([
    ['a PDF of a word processor', letters.wordProcessorPdf],
    ['an electronically signed PDF', letters.signedPdf],
    ['a photo of a phone', letters.phonePhotoJpeg],
    ['a PNG', letters.png],
    ['a HEIC', letters.heic],
    ['a broken photo, which only the server can tell', letters.brokenJpeg],
    ['a locked PDF, which only the server can tell', letters.encryptedPdf],
  ])('lets pass %s', async (_, make) => {
    expect(faultOf(await make())).toBeUndefined()
  })

  it('refuses what surely is no letter, as the server would', () => {
    expect(faultOf(letters.emptyFile())).toBe('empty')
    expect(faultOf(letters.elevenMegabytes())).toBe('too-large')
    expect(faultOf(letters.executable())).toBe('wrong-type')
    expect(faultOf(Buffer.from('PK\x03\x04 a document of a word processor'))).toBe('wrong-type')
    expect(faultOf(Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42'))).toBe('wrong-type')
  })

  it('takes exactly ten megabytes', () => {
    const start = Buffer.from('%PDF-1.7')
    expect(earlyFault(limit, start, limit)).toBeUndefined()
    expect(earlyFault(limit + 1, start, limit)).toBe('too-large')
  })

  it('names sizes as people here do', () => {
    expect(sizeText(1)).toBe('1 kB')
    expect(sizeText(340_200)).toBe('341 kB')
    expect(sizeText(1_250_000)).toBe('1,3 MB')
  })
})

describe('the bucket’s answer to an upload', () => {
  it.each(['&quot;', '"', '&#34;', ''])('gives its tag, however quoted: %j', (quote) => {
    const xml = `<PostResponse><Key>x</Key><ETag>${quote}9b2cf5-1${quote}</ETag></PostResponse>`
    expect(tagIn(xml)).toBe('9b2cf5-1')
  })

  it('gives no tag when it is an error', () => {
    expect(tagIn('<Error><Code>AccessDenied</Code></Error>')).toBeUndefined()
    expect(tagIn('')).toBeUndefined()
  })
})
