import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, ConsoleDesk, execution, mail, START } from './console-desk.ts'

let desk: ConsoleDesk

beforeEach(async () => {
  desk = await ConsoleDesk.open()
})

afterEach(() => desk.close())

const parsed = (answer: Answer): unknown => JSON.parse(answer.body)

const nowOf = (answer: Answer) => Date.parse((parsed(answer) as { now: string }).now)

describe('the clock seam', () => {
  it('advances by a duration and answers when all that fell due has run', async () => {
    const fired: number[] = []
    desk.clock.schedule(START + 3_600_000, async () => {
      await Promise.resolve()
      fired.push(1)
    })
    desk.clock.schedule(START + 3 * 3_600_000, () => void fired.push(3))
    const answer = await desk.post('/_local/clock', { advance: 'PT2H' })
    expect(fired).toEqual([1])
    expect(nowOf(answer)).toBeGreaterThanOrEqual(START + 2 * 3_600_000)
    expect(nowOf(await desk.ask('/_local/clock'))).toBeGreaterThanOrEqual(nowOf(answer))
  })

  it.each([
    [{ to: '2026-12-28T09:00:00+07:00' }, '2026-12-28T02:00:00Z'],
    [{ to: '2026-12-28T02:00:00.000Z' }, '2026-12-28T02:00:00Z'],
    [{ advance: 'P1W' }, '2026-12-04T02:00:00Z'],
    [{ advance: 'P60DT1M0.5S' }, '2027-01-26T02:01:00.500Z'],
  ])('understands %j', async (body, expected) => {
    const answer = await desk.post('/_local/clock', body)
    expect(answer.status).toBe(200)
    expect(nowOf(answer)).toBeGreaterThanOrEqual(Date.parse(expected))
  })

  it('refuses to go backwards and says so', async () => {
    const answer = await desk.post('/_local/clock', { to: '2026-11-01T09:00:00+07:00' })
    expect(answer).toMatchObject({
      status: 400,
      body: expect.stringContaining('only moves forward'),
    })
    expect(desk.clock.now()).toBeGreaterThanOrEqual(START)
  })

  it.each([
    'bukan json',
    '[]',
    '"PT2H"',
    '{}',
    '{"advance":"2 jam"}',
    '{"advance":"P"}',
    '{"advance":"PT"}',
    '{"advance":"-PT2H"}',
    '{"advance":7200}',
    '{"to":"2026-12-28"}',
    '{"to":"2026-12-28T09:00:00"}',
    '{"to":"2026-13-28T09:00:00Z"}',
    '{"advance":"PT2H","to":"2026-12-28T09:00:00Z"}',
  ])('refuses %s with the shape it expects', async (body) => {
    const answer = await desk.ask('/_local/clock', { method: 'POST', body })
    expect(answer.status).toBe(400)
    expect(parsed(answer)).toMatchObject({ error: expect.stringContaining('{"advance":"PT2H"}') })
  })

  it('refuses a time beyond the calendar', async () => {
    expect(await desk.post('/_local/clock', { advance: 'P9999999999D' })).toMatchObject({
      status: 400,
    })
  })
})

describe('the other seams', () => {
  it('give mails, calls, executions, logs and dead letters as JSON', async () => {
    desk.fake.mails = [mail()]
    desk.fake.executions = [execution()]
    desk.fake.logs = [{ at: '2026-11-23T02:00:00.000Z', function: 'F', requestId: 'r', line: '{}' }]
    desk.fake.letters = [{ name: 'Q', messages: [] }]
    expect(parsed(await desk.ask('/_local/mail'))).toEqual(desk.fake.mails)
    expect(parsed(await desk.ask('/_local/executions'))).toEqual(desk.fake.executions)
    expect(parsed(await desk.ask('/_local/logs'))).toEqual(desk.fake.logs)
    expect(parsed(await desk.ask('/_local/dead-letters'))).toEqual(desk.fake.letters)
    expect(parsed(await desk.ask('/_local/calls'))).toEqual([])
  })

  it('answer under the name of the site too', async () => {
    expect(
      await desk.ask('/_local/mail', { headers: { host: `127.0.0.1:${desk.port}` } }),
    ).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringContaining('application/json') },
    })
  })

  it('dump equal states as equal bytes, one sorted JSON per line', async () => {
    desk.fake.items = [{ b: 1, a: { d: 1, c: 2 } }, { a: 0 }]
    desk.fake.objects = [{ key: 'x' }]
    const first = (await desk.ask('/_local/dump')).body
    desk.fake.items = [{ a: 0 }, { a: { c: 2, d: 1 }, b: 1 }]
    expect((await desk.ask('/_local/dump')).body).toBe(first)
    expect(first).toBe('{"a":0}\n{"a":{"c":2,"d":1},"b":1}\n{"key":"x"}\n')
  })

  it('settle when nothing is in flight', async () => {
    expect(await desk.post('/_local/settle', {})).toMatchObject({ status: 200 })
  })

  it('plant a fault that the n-th call meets', async () => {
    const fault = { service: 'dynamodb', action: 'PutItem', nth: 2, when: 'throttle' }
    expect(parsed(await desk.post('/_local/faults', fault))).toEqual(fault)
    expect(desk.calls.meet('dynamodb', 'PutItem', 'F')).toBeUndefined()
    expect(desk.calls.meet('dynamodb', 'PutItem', 'F')).toBe('throttle')
    expect(desk.calls.meet('dynamodb', 'PutItem', 'F')).toBeUndefined()
  })

  it('plant a fault that so many calls of one function meet, and take it away', async () => {
    const fault = { service: 'dynamodb', action: 'Query', nth: 1, times: 2, when: 'before' }
    await desk.post('/_local/faults', { ...fault, function: 'F' })
    const met = ['G', 'F', 'G', 'F', 'F'].map((name) => desk.calls.meet('dynamodb', 'Query', name))
    expect(met).toEqual([undefined, 'before', undefined, 'before', undefined])
    expect(parsed(await desk.ask('/_local/faults'))).toMatchObject([{ function: 'F', met: 2 }])
    await desk.ask('/_local/faults', { method: 'DELETE' })
    expect(parsed(await desk.ask('/_local/faults'))).toEqual([])
  })

  it.each([
    {},
    { service: 'dynamodb', action: 'PutItem', nth: 0, when: 'before' },
    { service: 'dynamodb', action: 'PutItem', nth: 1, when: 'never' },
    { service: '', action: 'PutItem', nth: 1, when: 'before' },
    { service: 'dynamodb', action: 'PutItem', nth: 1, when: 'before', times: 0 },
    { service: 'dynamodb', action: 'PutItem', nth: 1, when: 'before', function: 1 },
  ])('refuse the fault %j with the shape', async (fault) => {
    const answer = await desk.post('/_local/faults', fault)
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('nth') })
  })

  it('stop the malware scanner and let it run again', async () => {
    expect(await desk.post('/_local/scanner', { on: false })).toMatchObject({ status: 200 })
    expect(desk.fake.scanner).toBe(false)
    expect(JSON.parse((await desk.ask('/_local/scanner')).body)).toEqual({ on: false })
    expect(await desk.post('/_local/scanner', { on: 'ya' })).toMatchObject({ status: 400 })
  })

  it('switch duplicates on with a seed', async () => {
    await desk.post('/_local/duplicates', { on: true, seed: 7 })
    expect(desk.fake.duplicates).toEqual({ on: true, seed: 7 })
    await desk.post('/_local/duplicates', { on: true, seed: 7, again: 'P1D' })
    expect(desk.fake.duplicates).toEqual({ on: true, seed: 7, againAfter: 86_400_000 })
    expect(await desk.post('/_local/duplicates', { on: 'ya' })).toMatchObject({ status: 400 })
    const nonsense = { on: true, again: 'besok' }
    expect(await desk.post('/_local/duplicates', nonsense)).toMatchObject({ status: 400 })
  })

  it('list themselves where there is none, and name the right method', async () => {
    const missing = await desk.ask('/_local/tidak-ada')
    expect(missing.status).toBe(404)
    for (const seam of ['GET /_local/mail', 'POST /_local/clock', 'GET /_local/dump']) {
      expect(missing.body).toContain(seam)
    }
    expect(await desk.ask('/_local/settle')).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    })
    expect(await desk.ask('/_local/%E0%A4%A')).toMatchObject({ status: 404 })
    expect(await desk.ask('/_local/toString')).toMatchObject({ status: 404 })
  })

  it('refuse a body that no seam needs', async () => {
    const body = 'x'.repeat(70_000)
    expect(await desk.ask('/_local/clock', { method: 'POST', body })).toMatchObject({ status: 413 })
  })
})

describe('other web sites', () => {
  it.each(['https://jahat.example', 'null', 'http://localhost:1', 'site'])(
    'from %s are refused everywhere, with a sentence',
    async (from) => {
      const origin = from === 'site' ? desk.siteOrigin : from
      const before = desk.clock.now()
      const paths = ['/_local/mail', '/_local/dump', '/_local/clock', '/_local/', '/_local/jam']
      for (const path of paths) {
        for (const method of ['GET', 'POST']) {
          const body = method === 'POST' ? { body: '{"advance":"P1D"}' } : {}
          const answer = await desk.ask(path, { method, headers: { origin }, ...body })
          expect(answer).toMatchObject({ status: 403, body: expect.stringContaining(origin) })
        }
      }
      expect(desk.clock.now() - before).toBeLessThan(86_400_000)
    },
  )

  it('under a name of their own are refused', async () => {
    const headers = { host: `jahat.example:${desk.port}` }
    expect(await desk.ask('/_local/mail', { headers })).toMatchObject({ status: 403 })
  })

  it('are kept apart from the console itself, which may post', async () => {
    const answer = await desk.post(
      '/_local/clock',
      { advance: 'PT1H' },
      { origin: desk.consoleOrigin },
    )
    expect(answer.status).toBe(200)
  })
})
