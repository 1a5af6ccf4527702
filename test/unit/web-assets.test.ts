import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePages } from '../../functions/site/pages.ts'
import { buildAssets } from '../../infra/assets.ts'
import { assetFolder } from '../../shared/web/asset-folder.ts'
import { demoOffice } from './demo-office.ts'

let folder: string
let urls: Record<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siaran-assets-'))
  urls = await buildAssets(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const fileOf = (name: string) => join(folder, (urls[name] ?? '').replace('/aset/', ''))
const sent = async (name: string) => {
  const packed = await stat(`${fileOf(name)}.br`).catch(() => undefined)
  return (packed ?? (await stat(fileOf(name)))).size
}

describe('the built assets', () => {
  it('have the hash of their content in their name', () => {
    expect(urls['siaran.css']).toMatch(/^\/aset\/siaran\.[0-9a-f]{10}\.css$/)
    expect(urls['font.woff2']).toMatch(/^\/aset\/font\.[0-9a-f]{10}\.woff2$/)
    expect(urls['favicon.svg']).toMatch(/^\/aset\/favicon\.[0-9a-f]{10}\.svg$/)
  })

  it('are the same for the same sources', async () => {
    const other = await mkdtemp(join(tmpdir(), 'siaran-assets-'))
    expect(await buildAssets(other)).toEqual(urls)
    await rm(other, { recursive: true })
  })

  it('lie beside packed forms of the same content', async () => {
    const css = await readFile(fileOf('siaran.css'))
    expect(brotliDecompressSync(await readFile(`${fileOf('siaran.css')}.br`))).toEqual(css)
    expect(gunzipSync(await readFile(`${fileOf('siaran.css')}.gz`))).toEqual(css)
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/woff2\.(?:br|gz)$/))
  })

  it('name the font by its hashed address and nothing of another host', async () => {
    const css = await readFile(fileOf('siaran.css'), 'utf8')
    const addresses = [...css.matchAll(/url\(([^)]*)\)/g)].map(([, url]) => url)
    expect(addresses).toEqual([urls['font.woff2']])
    expect(css.includes('GDS Transport')).toBe(false)
  })

  it('keep a first view within 60 kB, 12 kB of it the one script that a page loads', async () => {
    const { body = '' } = await makePages({ office: demoOffice })({ rawPath: '/' } as never)
    const page = brotliCompressSync(body).length
    const parts = await Promise.all(['siaran.css', 'font.woff2', 'favicon.svg'].map(sent))
    const scripts = await Promise.all(
      Object.keys(urls)
        .filter((name) => name.endsWith('.js'))
        .map(sent),
    )
    const script = Math.max(...scripts)
    const whole = parts.reduce((sum, size) => sum + size, page + script)
    expect(await sent('siaran.css')).toBeLessThanOrEqual(10_000)
    expect(script).toBeLessThanOrEqual(12_000)
    expect(whole).toBeLessThanOrEqual(60_000)
  })
})

describe('the folder of assets', () => {
  it('gives what it listed by exact name, and no path out of it', async () => {
    const inner = await mkdtemp(join(folder, 'inner-'))
    await writeFile(join(inner, 'a.css'), 'a')
    const read = assetFolder(inner)
    expect((await read('a.css'))?.toString()).toBe('a')
    for (const name of ['b.css', '', '.', '../a.css', `../${inner}/a.css`, 'a.css/', '%2e%2e/a']) {
      expect(await read(name)).toBeUndefined()
    }
  })
})
