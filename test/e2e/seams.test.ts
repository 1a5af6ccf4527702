import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeBrowser, person } from './support/browser.ts'
import { file } from './support/cases.ts'
import { formIn } from './support/device.ts'
import { LocalHost } from './support/local-host.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

/** What a page's script gets of an address: its status, or that the browser kept it from it. */
const seen = (url: string): Promise<number | string> =>
  fetch(url).then(
    ({ status }) => status,
    () => 'kept away',
  )

describe('A page of another origin', () => {
  it('reads neither uploads nor seams: the browser runs with web security on', async () => {
    const { reference, device } = await file(host)
    const letterPage = await device.open(`/permohonan/${reference}/surat`)
    const bucket = new URL(formIn(letterPage, '').action)
    const { page, context } = await person()
    const console = host.origin.replace('127.0.0.1', 'localhost')
    // The console's address is a foreign one to the site and to the bucket.
    await page.goto(`${console}/_local/clock`)
    expect(await page.evaluate(seen, `${console}/_local/clock`)).toBe(200)
    expect(await page.evaluate(seen, `${bucket.origin}/`)).toBe('kept away')
    expect(await page.evaluate(seen, bucket.href)).toBe('kept away')
    expect(await page.evaluate(seen, `${host.origin}/_local/mail`)).toBe('kept away')
    expect(await page.evaluate(seen, `${host.origin}/permohonan`)).toBe('kept away')
    await context.close()
  })

  it('moves no clock and plants no fault', async () => {
    const before = await host.now()
    for (const [seam, body] of [
      ['clock', { advance: 'P1D' }],
      ['faults', { service: 'dynamodb', action: 'Query', nth: 1, when: 'before' }],
      ['duplicates', { on: true, seed: 1 }],
    ] as const) {
      const headers = { origin: 'https://evil.example', 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify(body) }
      const { status } = await fetch(`${host.origin}/_local/${seam}`, init)
      expect([seam, status]).toEqual([seam, 403])
    }
    expect(Date.parse(await host.now()) - Date.parse(before)).toBeLessThan(3600_000)
  })
})

describe('The seams', () => {
  it('are in nothing that is deployed', () => {
    const assets = readdirSync('cdk.out', { recursive: true, encoding: 'utf8' })
    const texts = assets.filter((name) => /\.(?:c?js|html|json|css)$/.test(name))
    expect(texts.length).toBeGreaterThan(15)
    const telling = texts.filter((name) =>
      /_local\b/.test(readFileSync(join('cdk.out', name), 'utf8')),
    )
    expect(telling).toEqual([])
  })

  it('do not start inside AWS', async () => {
    const env = { ...process.env, AWS_LAMBDA_FUNCTION_NAME: 'siaran' }
    const child = spawn(process.execPath, [resolve('infra/local/main.ts'), '--port', '0'], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const said = (await child.stderr.toArray()).join('')
    expect(child.exitCode ?? (await new Promise((gone) => child.once('exit', gone)))).toBe(1)
    expect(said).toContain('does not run inside AWS')
  })
})
