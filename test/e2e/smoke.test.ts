import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smoke } from '../../infra/commands/smoke.ts'
import { LocalHost } from './support/local-host.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(() => host.stop())

describe('the look at a site from outside', () => {
  it('finds a running service well, and changes no case', async () => {
    const lines: string[] = []
    await smoke.run(['--url', host.origin], (line) => lines.push(line))
    expect(lines.filter((line) => line.startsWith('ok '))).toHaveLength(6)
    expect(await host.dump()).not.toContain('CASE#')
  })

  it('says what is wrong with a site that answers something else', async () => {
    const other = createServer((_, response) => response.end('Halo')).listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const lines: string[] = []
    const { port } = other.address() as AddressInfo
    const looking = smoke.run(['--url', `http://127.0.0.1:${port}`], (line) => lines.push(line))
    await expect(looking).rejects.toThrow('6 of 6 failed')
    expect(lines.join('\n')).toContain('lacks content-security-policy')
    other.close()
  })

  it('needs to be told where', async () => {
    await expect(smoke.run([], () => undefined)).rejects.toThrow('--url')
  })
})
