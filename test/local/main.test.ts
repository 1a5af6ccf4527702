import { type ChildProcess, spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bench } from './host-bench.ts'

type Ended = { readonly code: number | null; readonly output: string }

describe('the command that starts the local host', () => {
  let bench: Bench
  const children: ChildProcess[] = []
  beforeEach(() => {
    bench = new Bench()
  })
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    await bench.remove()
  })

  const launch = (args: readonly string[], environment: Record<string, string> = {}) => {
    const all = ['infra/local/main.ts', '--data', bench.assembly.folder, ...args]
    const env = { ...process.env, CDK_OUTDIR: bench.assembly.out, ...environment }
    const child = spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    let output = ''
    const ready = Promise.withResolvers<string>()
    const ended = Promise.withResolvers<Ended>()
    const read = (chunk: Buffer) => {
      output += String(chunk)
      const origin = /^ready (\S+)$/m.exec(output)?.[1]
      if (origin) ready.resolve(origin)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('close', (code) => {
      ended.resolve({ code, output })
      ready.resolve('')
    })
    return { child, ready: ready.promise, ended: ended.promise }
  }

  it('prints where the site is when it is ready, and ends well when asked to', async () => {
    bench.assembly.write({})
    const { child, ready, ended } = launch(['--port', '0'])
    expect((await fetch(`${await ready}/_local/clock`)).status).toBe(200)
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  it('goes on after kill -9 with what was taken over', async () => {
    bench.assembly.write(bench.calling())
    const first = launch(['--port', '0', '--at', '2026-11-23T09:00:00+07:00'])
    await first.ready
    first.child.kill('SIGKILL')
    await first.ended
    await bench.start()
    await bench.send({ id: 'a', failures: 1 })
    await bench.host.settled()
    await bench.stop()
    const second = launch(['--port', '0'])
    const clock = `${await second.ready}/_local/clock`
    const advance = { method: 'POST', body: '{"advance":"PT1H"}' }
    expect((await (await fetch(clock, advance)).json()).now).toContain('2026-11-23T03:')
    second.child.kill('SIGKILL')
    await second.ended
    await bench.start()
    expect(await bench.counts()).toEqual({ a: 2 })
  })

  it.each([
    ['an unknown flag', ['--bogus'], '--port N'],
    ['a port that is none', ['--port', 'x'], '--port takes a number'],
    ['an instant that is none', ['--port', '0', '--at', 'yesterday'], '2026-11-23T09:00:00+07:00'],
  ])('answers %s with a sentence', async (_, args, sentence) => {
    bench.assembly.write({})
    const { code, output } = await launch(args).ended
    expect(code).toBe(1)
    expect(output).toContain(sentence)
  })

  it('says what to do when there is no template', async () => {
    const { code, output } = await launch(['--port', '0']).ended
    expect(code).toBe(1)
    expect(output).toContain('npm run synth')
  })

  it('says which port is taken', async () => {
    bench.assembly.write({})
    const server = createServer()
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    const { code, output } = await launch(['--port', String(port)]).ended
    server.close()
    expect(code).toBe(1)
    expect(output).toContain(`Port ${port} is in use.`)
  })

  it('refuses to start inside AWS', async () => {
    bench.assembly.write({})
    const { code, output } = await launch([], { AWS_LAMBDA_FUNCTION_NAME: 'Siaran-x' }).ended
    expect(code).toBe(1)
    expect(output).toContain('does not run inside AWS')
  })
})
