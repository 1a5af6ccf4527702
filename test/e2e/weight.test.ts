import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { weigh } from '../bench/weigh.ts'
import { wordProcessorPdf } from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import { headerFindings } from './support/headers.ts'
import { LocalHost } from './support/local-host.ts'
import { quickLetter, quickRequest } from './support/quick.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

const kB = 1000

describe('the weight of a page', () => {
  it.each(['/', '/permohonan', '/lacak', '/jadwal', '/standar-pelayanan'])(
    'is at most 60 kB when %s is the first one, font and script included',
    async (path) => {
      const { page, context } = await person()
      const weight = await weigh(page, () => page.goto(host.origin + path))
      expect(weight.all).toBeGreaterThan(20 * kB)
      expect(weight.all).toBeLessThanOrEqual(60 * kB)
      expect(weight.script).toBeLessThanOrEqual(12 * kB)
      expect(weight.hosts).toEqual([host.origin])
      await context.close()
    },
  )

  it('is at most 20 kB for each later one', async () => {
    const { page, context } = await person()
    const weights: Record<string, number> = {}
    await page.goto(host.origin, { waitUntil: 'networkidle' })
    const later = async (name: string, open: () => Promise<unknown>): Promise<void> => {
      weights[name] = (await weigh(page, open)).all
    }
    for (const path of ['/permohonan', '/lacak', '/jadwal', '/standar-pelayanan', '/privasi']) {
      await later(path, () => page.goto(host.origin + path))
    }
    const reference = await quickRequest(page, host)
    await later('letter', () => page.goto(`${host.origin}/permohonan/${reference}/surat`))
    await quickLetter(page, host, {
      name: 'surat.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from(await wordProcessorPdf()),
    })
    await later('status', () => page.goto(`${host.origin}/permohonan/${reference}`))
    expect(Object.entries(weights).filter(([, bytes]) => bytes > 20 * kB)).toEqual([])
    await context.close()
  })
})

describe('an asset', () => {
  it('is hashed, immutable, compressed and carries the security headers', async () => {
    const home = await (await fetch(host.origin)).text()
    const form = await (await fetch(`${host.origin}/permohonan`)).text()
    const paths = new Set((home + form).match(/\/aset\/[^"]+/g))
    expect(paths.size).toBeGreaterThanOrEqual(4)
    for (const path of paths) {
      expect(path).toMatch(/\.[0-9a-z]{8,}\.(?:css|js|svg|woff2)$/i)
      const packed = { headers: { 'accept-encoding': 'br' } }
      const { status, headers } = await fetch(host.origin + path, packed)
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      // A font is packed already.
      expect(headers.get('content-encoding')).toBe(path.endsWith('woff2') ? null : 'br')
      expect(headerFindings(Object.fromEntries(headers))).toEqual([])
    }
    const gone = await fetch(`${host.origin}/aset/tidak-ada.css`)
    expect(gone.status).toBe(404)
    expect(headerFindings(Object.fromEntries(gone.headers))).toEqual([])
  })
})
