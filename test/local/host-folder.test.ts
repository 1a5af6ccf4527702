import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHost } from '../../infra/local/host.ts'
import { Bench } from './host-bench.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.remove())

const install = () =>
  bench.assembly.write(bench.calling(), {
    Outputs: { InstallFunction: { Value: { Ref: 'Fn' } } },
  })

describe('the data folder', () => {
  it('installs at the first start only', async () => {
    install()
    await bench.start()
    expect(await bench.counts()).toEqual({ schedule: 1 })
    await bench.start()
    expect(await bench.counts()).toEqual({ schedule: 1 })
  })

  it('stops the start when the install function fails, and tries again at the next', async () => {
    const Fn = bench.fn('exports.handler = async () => { throw new Error("no people") }')
    bench.assembly.write({ Fn }, { Outputs: { InstallFunction: { Value: { Ref: 'Fn' } } } })
    await expect(bench.start()).rejects.toThrow('The install function Demo-Fn failed: no people')
    await expect(bench.start()).rejects.toThrow('The install function Demo-Fn failed: no people')
  })

  it('keeps data and clock over a restart, and forgets them when fresh', async () => {
    install()
    await bench.start({ at: '2026-11-23T09:00:00+07:00' })
    await bench.hours(1000)
    const reached = Date.parse('2026-11-23T09:00:00+07:00') + 1000 * 3_600_000
    await bench.start({ at: '2020-01-01T00:00:00Z' })
    expect(bench.host.clock.now()).toBeGreaterThanOrEqual(reached)
    await bench.start({ fresh: true, at: '2026-11-23T09:00:00+07:00' })
    expect(bench.host.clock.now()).toBeLessThan(reached)
    expect(await bench.counts()).toEqual({ schedule: 1 })
  })

  it('shows functions the time of the clock', async () => {
    bench.assembly.write({ Fn: bench.fn('exports.handler = async () => new Date().toISOString()') })
    const { invoke } = await bench.start({ at: '2030-01-01T00:00:00Z' })
    expect(await invoke('Demo-Fn', {})).toContain('2030-01-01')
  })

  it('is used by one host at a time', async () => {
    bench.assembly.write({})
    await bench.start()
    const { out, folder } = bench.assembly
    await expect(startHost({ out, folder, port: 0 })).rejects.toThrow(/is in use .* --data/)
    await bench.stop()
    await bench.start()
  })

  it('is taken over from a host that was killed', async () => {
    bench.assembly.write({})
    mkdirSync(bench.assembly.folder)
    writeFileSync(
      join(bench.assembly.folder, 'host.lock'),
      JSON.stringify({ pid: process.pid, port: 1 }),
    )
    await expect(bench.start()).resolves.toBeDefined()
  })

  it.each([
    ['clock.json', 'nonsense'],
    ['secrets.json', '{'],
    ['invocations.jsonl', 'nonsense\n'],
    ['queues.jsonl', '{]\n'],
  ])(
    'that is damaged (%s) stops the start with a sentence that says what to do',
    async (file, text) => {
      bench.assembly.write({})
      await bench.start()
      await bench.stop()
      writeFileSync(join(bench.assembly.folder, file), text)
      const failure = bench.start()
      await expect(failure).rejects.toThrow(file)
      await expect(failure).rejects.toThrow('--fresh')
    },
  )

  it('is not emptied when it holds something else', async () => {
    bench.assembly.write({})
    mkdirSync(bench.assembly.folder)
    writeFileSync(join(bench.assembly.folder, 'thesis.txt'), 'work of years')
    await expect(bench.start({ fresh: true })).rejects.toThrow(/is not emptied/)
    expect(readFileSync(join(bench.assembly.folder, 'thesis.txt'), 'utf8')).toBe('work of years')
  })
})
