import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Work } from '../../infra/local/work.ts'
import { type FunctionSpec, Workers } from '../../infra/local/workers.ts'
import { type Assembly, createAssembly } from './assembly.ts'

describe('functions in worker threads', () => {
  let assembly: Assembly
  let workers: Workers
  let written: string[]
  let offset: Float64Array
  const clock = new SharedArrayBuffer(8)

  beforeEach(() => {
    assembly = createAssembly()
    written = []
    offset = new Float64Array(clock)
    offset[0] = 0
  })
  afterEach(async () => {
    await workers.close()
    assembly.remove()
  })

  const spec = (name: string, source: string, more: Partial<FunctionSpec> = {}): FunctionSpec => {
    assembly.code(name, source)
    return {
      name,
      arn: `arn:aws:lambda:ap-southeast-3:000000000000:function:${name}`,
      bundle: `${assembly.out}/asset.${name}/index.cjs`,
      handler: 'handler',
      environment: {},
      memoryMb: 128,
      timeoutSeconds: 10,
      ...more,
    }
  }
  const run = (...functions: FunctionSpec[]) => {
    const onLog = (name: string, id: string, text: string) => written.push(`${name} ${id} ${text}`)
    workers = new Workers({ functions, clock, work: new Work(), onLog })
    return workers
  }

  it('answers with what the handler returns, by name or ARN, with context and environment', async () => {
    const echo = spec(
      'echo',
      `exports.handler = async (event, context) => ({
        event, context, env: { ...process.env }, left: context.getRemainingTimeInMillis()
      })`,
      { environment: { TABLE: 'Requests' } },
    )
    const id = '01234567-89ab-4def-8123-456789abcdef'
    expect(await run(echo).invoke(echo.arn, { a: [1] }, id)).toMatchObject({
      event: { a: [1] },
      context: { awsRequestId: id, functionName: 'echo', memoryLimitInMB: '128' },
      env: {
        TABLE: 'Requests',
        _X_AMZN_TRACE_ID: 'Root=1-01234567-89ab4def8123456789abcdef',
      },
      left: expect.any(Number),
    })
    const env = (await workers.invoke('echo', {})) as { env: Record<string, string> }
    expect(Object.keys(env.env).sort()).toEqual(['TABLE', '_X_AMZN_TRACE_ID'])
  })

  it('gives null for a handler that returns nothing', async () => {
    expect(
      await run(spec('quiet', 'exports.handler = async () => {}')).invoke('quiet', 1),
    ).toBeNull()
  })

  it('keeps what a handler remembers between two events', async () => {
    run(spec('count', 'let n = 0; exports.handler = async () => ++n'))
    expect([await workers.invoke('count', 0), await workers.invoke('count', 0)]).toEqual([1, 2])
  })

  it('shows every function the time of the one clock', async () => {
    run(
      spec(
        'time',
        `exports.handler = async () => {
          const date = new Date()
          return {
            fresh: date.getTime(), now: Date.now(), text: Date.parse(Date()), fixed: +new Date(5),
            kin: date instanceof Date && date.constructor === Date && new (class extends Date {})() instanceof Date,
          }
        }`,
      ),
    )
    offset[0] = 40 * 86_400_000
    const seen = (await workers.invoke('time', {})) as Record<string, number>
    for (const field of ['fresh', 'now', 'text']) {
      expect(seen[field]! - Date.now() - offset[0]).toBeGreaterThan(-60_000)
    }
    expect(seen).toMatchObject({ fixed: 5, kin: true })
  })

  it('hands on what a function writes, with its request', async () => {
    run(
      spec(
        'talk',
        `exports.handler = async () => { console.log('one'); process.stdout.write('two\\n'); console.error('three') }`,
      ),
    )
    await workers.invoke('talk', {}, 'id-of-this-request')
    expect(written).toEqual(
      ['one', 'two', 'three'].map((text) => `talk id-of-this-request ${text}\n`),
    )
  })

  it('reports what a handler throws, and goes on', async () => {
    run(
      spec(
        'bad',
        `exports.handler = async (fail) => { if (fail) throw new RangeError('too far'); return 'well' }`,
      ),
    )
    await expect(workers.invoke('bad', true)).rejects.toMatchObject({
      name: 'RangeError',
      failure: { errorType: 'RangeError', errorMessage: 'too far' },
    })
    expect(written[0]).toContain('"errorMessage":"too far"')
    expect(await workers.invoke('bad', false)).toBe('well')
  })

  it.each([
    ['a bundle that cannot be loaded', 'throw new Error("no table")', /no table/],
    ['a bundle without that handler', 'exports.other = 1', /exports no function handler/],
    ['a thread that ends itself', 'exports.handler = () => process.exit(3)', /exit status 3/],
    [
      'a failure outside the handler',
      'exports.handler = () => { setImmediate(() => { throw new Error("loose") }); return new Promise(() => {}) }',
      /loose/,
    ],
    [
      'a promise that nobody waits for',
      'exports.handler = () => { void Promise.reject(new Error("unseen")); return new Promise(() => {}) }',
      /unseen/,
    ],
  ])('survives %s', async (_, source, message) => {
    run(spec('bad', source), spec('good', 'exports.handler = async () => "well"'))
    await expect(workers.invoke('bad', {})).rejects.toThrow(message)
    expect(await workers.invoke('good', {})).toBe('well')
  })

  it('ends a function that takes too long, and answers the next event afresh', async () => {
    run(
      spec(
        'slow',
        'exports.handler = (hang) => hang ? new Promise(() => {}) : Promise.resolve("well")',
        { timeoutSeconds: 0.5 },
      ),
    )
    await expect(workers.invoke('slow', true)).rejects.toMatchObject({
      name: 'Sandbox.Timedout',
      message: expect.stringContaining('Task timed out after 0.50 seconds') as string,
    })
    expect(await workers.invoke('slow', false)).toBe('well')
  })

  it('ends only the function that eats its memory', async () => {
    run(
      spec('fat', 'exports.handler = async () => { const a = []; for (;;) a.push({ a: [1] }) }', {
        memoryMb: 16,
      }),
      spec('good', 'exports.handler = async () => "well"'),
    )
    await expect(workers.invoke('fat', {})).rejects.toMatchObject({ name: 'Runtime.OutOfMemory' })
    expect(await workers.invoke('good', {})).toBe('well')
  })

  it('runs three events of a function at once, each in its own instance, and lets others wait', async () => {
    run(
      spec(
        'gate',
        `const { threadId } = require('node:worker_threads')
        let inside = 0
        exports.handler = async () => {
          inside += 1
          await new Promise((resolve) => setTimeout(resolve, 20))
          const alone = inside === 1
          inside -= 1
          return { threadId, alone }
        }`,
      ),
    )
    const answers = (await Promise.all(
      Array.from({ length: 8 }, () => workers.invoke('gate', {})),
    )) as { threadId: number; alone: boolean }[]
    expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(3)
    expect(answers.every(({ alone }) => alone)).toBe(true)
  })

  it('ends the instance that was idle longest when an eleventh is wanted', async () => {
    const source = 'let n = 0; exports.handler = async () => ++n'
    const functions = Array.from({ length: 11 }, (_, n) => spec(`f${n}`, source))
    run(...functions)
    for (const { name } of functions) await workers.invoke(name, {})
    expect(await workers.invoke('f10', {})).toBe(2)
    expect(await workers.invoke('f1', {})).toBe(2)
    expect(await workers.invoke('f0', {})).toBe(1)
  })

  it('refuses a function that the template does not hold', async () => {
    await expect(run().invoke('nobody', {})).rejects.toThrow('There is no function nobody')
  })
})
