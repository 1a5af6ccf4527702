import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { arnOf, Bench } from './host-bench.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.remove())

const site = () => {
  bench.assembly.write({
    Fn: bench.fn(
      'exports.handler = async ({ rawPath }) => { console.log("asked " + rawPath); return { statusCode: 200, body: process.env.SITE } }',
      { SITE: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
    ),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arnOf('Fn'),
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'ANY /',
        Target: { 'Fn::Sub': 'integrations/${Integration}' },
      },
    },
  })
  return bench.start()
}

describe('site and console', () => {
  it('serves the site under 127.0.0.1, and functions know that address', async () => {
    const { siteOrigin } = await site()
    const response = await fetch(siteOrigin)
    expect(await response.text()).toBe(siteOrigin)
  })

  it('sends visitors of localhost to the site, but keeps the console there', async () => {
    const { siteOrigin, consoleOrigin } = await site()
    const moved = await fetch(`${consoleOrigin}/x?y=1`, { redirect: 'manual' })
    expect(moved.status).toBe(308)
    expect(moved.headers.get('location')).toBe(`${siteOrigin}/x?y=1`)
    expect((await fetch(`${consoleOrigin}/_local/`)).status).toBe(200)
  })

  it('answers the seams to programs, and refuses them to other sites', async () => {
    const { siteOrigin } = await site()
    const clock = `${siteOrigin}/_local/clock`
    expect((await fetch(clock)).status).toBe(200)
    const foreign = await fetch(clock, { headers: { origin: 'https://elsewhere.example' } })
    expect(foreign.status).toBe(403)
  })

  it('keeps what functions write, in memory and in a file', async () => {
    const { siteOrigin, logs, folder } = await site()
    await fetch(siteOrigin)
    expect(logs()).toMatchObject([{ function: 'Demo-Fn', line: 'asked /' }])
    expect(readFileSync(join(folder, 'logs/Demo-Fn.log'), 'utf8')).toBe('asked /\n')
  })

  it('survives visitors who leave in the middle', async () => {
    const { siteOrigin } = await site()
    const { port } = new URL(siteOrigin)
    const socket = connect(Number(port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nstart')
    socket.destroy()
    await once(socket, 'close')
    expect((await fetch(siteOrigin)).status).toBe(200)
  })
})
