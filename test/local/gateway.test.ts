import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRouter } from '../../infra/local/gateway/routing.ts'
import { createGateway } from '../../infra/local/gateway.ts'
import { readStack } from '../../infra/local/template.ts'
import { type Assembly, createAssembly } from './assembly.ts'

type Event = {
  routeKey: string
  headers: Record<string, string>
  requestContext: Record<string, unknown> & { http: Record<string, string> }
  body?: string
  isBase64Encoded: boolean
}
type Answered = { status: number; headers: IncomingHttpHeaders; body: string }

const now = Date.parse('2026-11-23T02:00:00Z')

const own = (status: number, message: string) => ({ status, body: JSON.stringify({ message }) })

describe('the HTTP API', () => {
  let assembly: Assembly
  let server: Server
  let events: Event[]
  let answer: (event: Event) => unknown
  let failures: string[]

  const start = async (keys: readonly string[], integration: Record<string, unknown> = {}) => {
    const Fn = { Type: 'AWS::Lambda::Function', Properties: {} }
    const Api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } }
    const Integration = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Fn', 'Arn'] },
        PayloadFormatVersion: '2.0',
        ...integration,
      },
    }
    const Target = { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] }
    const routes = keys.map((RouteKey, index) => [
      `Route${index}`,
      { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId: { Ref: 'Api' }, RouteKey, Target } },
    ])
    assembly.write({ Fn, Api, Integration, ...Object.fromEntries(routes) })
    const siteOrigin = 'http://127.0.0.1:4000'
    const gateway = createGateway({
      stack: readStack(assembly.out, siteOrigin),
      siteOrigin,
      invoke: async (arn, event) => {
        expect(arn).toBe('arn:aws:lambda:ap-southeast-3:000000000000:function:Demo-Fn')
        events.push(event as Event)
        return await answer(event as Event)
      },
      now: () => now,
      onFailure: (route) => failures.push(route),
    })
    server = createServer((incoming, response) => void gateway(incoming, response))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  }

  const send = (
    method: string,
    path: string,
    headers: Record<string, string | string[]> = {},
    body?: string | Buffer,
  ) =>
    new Promise<Answered>((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })

  beforeEach(() => {
    assembly = createAssembly()
    events = []
    failures = []
    answer = ({ routeKey }) => ({ statusCode: 200, body: routeKey })
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
    assembly.remove()
  })

  it('hands over the request in payload format 2.0', async () => {
    await start(['GET /permohonan/{reference}'])
    const { port } = server.address() as AddressInfo
    await send('GET', '/permohonan/VC%202026?a=1&a=2&b=%20x', {
      Cookie: 'one=1; two=2',
      'X-Twice': ['a', 'b'],
      'User-Agent': 'test',
    })
    expect(events).toEqual([
      {
        version: '2.0',
        routeKey: 'GET /permohonan/{reference}',
        rawPath: '/permohonan/VC 2026',
        rawQueryString: 'a=1&a=2&b=%20x',
        cookies: ['one=1', 'two=2'],
        headers: {
          host: `127.0.0.1:${port}`,
          'x-twice': 'a,b',
          'user-agent': 'test',
          'x-forwarded-for': '127.0.0.1',
          'x-forwarded-proto': 'http',
          'x-forwarded-port': String(port),
        },
        queryStringParameters: { a: '1,2', b: ' x' },
        pathParameters: { reference: 'VC 2026' },
        requestContext: {
          accountId: '000000000000',
          apiId: 'Api',
          domainName: '127.0.0.1',
          domainPrefix: '127',
          http: {
            method: 'GET',
            path: '/permohonan/VC 2026',
            protocol: 'HTTP/1.1',
            sourceIp: '127.0.0.1',
            userAgent: 'test',
          },
          requestId: expect.any(String) as string,
          routeKey: 'GET /permohonan/{reference}',
          stage: '$default',
          time: '23/Nov/2026:02:00:00 +0000',
          timeEpoch: now,
        },
        isBase64Encoded: false,
      },
    ])
  })

  it.each([
    ['application/json', false],
    ['text/plain; charset=utf-8', false],
    ['application/x-www-form-urlencoded', true],
    ['multipart/form-data; boundary=x', true],
    ['application/octet-stream', true],
  ])('hands over a body of %s as API Gateway does', async (type, encoded) => {
    await start(['POST /'])
    await send('POST', '/', { 'content-type': type }, 'nama=Sé')
    expect(events[0]).toMatchObject({
      isBase64Encoded: encoded,
      body: encoded ? Buffer.from('nama=Sé').toString('base64') : 'nama=Sé',
    })
  })

  it('sends back status, headers, cookies and bytes of an answer, at the time of the clock', async () => {
    answer = () => ({
      statusCode: 201,
      headers: { 'Content-Type': 'image/png', 'X-Number': 7, Connection: 'close', Date: 'never' },
      cookies: ['a=1; Path=/', 'b=2'],
      body: Buffer.from('é').toString('base64'),
      isBase64Encoded: true,
    })
    await start(['GET /'])
    const { status, headers, body } = await send('GET', '/')
    expect({ status, body }).toEqual({ status: 201, body: 'é' })
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'x-number': '7',
      'set-cookie': ['a=1; Path=/', 'b=2'],
      date: 'Mon, 23 Nov 2026 02:00:00 GMT',
      connection: 'keep-alive',
    })
  })

  it('takes an answer without status as the JSON of a 200', async () => {
    answer = () => ({ well: true })
    await start(['GET /'])
    const { status, headers, body } = await send('GET', '/')
    expect({ status, body, type: headers['content-type'] }).toEqual({
      status: 200,
      body: '{"well":true}',
      type: 'application/json',
    })
  })

  it('answers HEAD only where the template has a HEAD route, and without a body', async () => {
    await start(['GET /', 'HEAD /known'])
    expect((await send('HEAD', '/')).status).toBe(404)
    expect(await send('HEAD', '/known')).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '11' },
    })
  })

  it('answers by itself what no function sees', async () => {
    await start(['POST /'])
    expect(await send('GET', '/nowhere')).toMatchObject(own(404, 'Not Found'))
    expect(await send('POST', '/%E0%A4%A')).toMatchObject(own(400, 'Bad Request'))
    expect(await send('POST', '/', { long: 'x'.repeat(10_241) })).toMatchObject(
      own(431, 'Request Header Fields Too Large'),
    )
    const seven = Buffer.alloc(7 * 1024 * 1024)
    expect(await send('POST', '/', {}, seven)).toMatchObject(own(413, 'Request Too Long'))
    expect(events).toEqual([])
  })

  it('refuses a body over 10 MB before it has come', async () => {
    await start(['POST /'])
    const { port } = server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${10 * 1024 * 1024 + 1}\r\n\r\nstart`,
    )
    const received = await new Promise<string>((resolve) => {
      let text = ''
      socket.on('data', (chunk) => {
        text += String(chunk)
      })
      socket.on('end', () => resolve(text))
    })
    expect(received).toContain('413')
    expect(received).toContain('{"message":"Request Too Long"}')
  })

  it.each([
    ['throws', () => Promise.reject(new Error('secret'))],
    ['gives no status that HTTP knows', () => ({ statusCode: 'well' })],
    ['gives a body that is not text', () => ({ statusCode: 200, body: {} })],
    ['gives a header that HTTP cannot carry', () => ({ statusCode: 200, headers: { a: 'x\ny' } })],
  ])('answers 500 without a reason when the function %s', async (_, bad) => {
    answer = bad
    await start(['GET /'])
    expect(await send('GET', '/')).toMatchObject({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    })
  })

  it('answers 503 when the integration takes longer than the template allows', async () => {
    answer = () => new Promise(() => {})
    await start(['GET /'], { TimeoutInMillis: 50 })
    expect(await send('GET', '/')).toMatchObject({
      status: 503,
      body: '{"message":"Service Unavailable"}',
    })
  })

  it.each([
    ['another integration', { IntegrationType: 'HTTP_PROXY' }, /AWS_PROXY/],
    ['another payload format', { PayloadFormatVersion: '1.0' }, /2\.0 only/],
  ])('refuses to start with %s', async (_, integration, sentence) => {
    server = createServer()
    await expect(start(['GET /'], integration)).rejects.toThrow(sentence)
  })
})

describe('routing', () => {
  const routes = [
    'GET /',
    'GET /pets/{id}',
    'GET /pets/dog',
    'ANY /pets/dog',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    '$default',
  ].map((key) => ({ key, functionArn: 'arn', timeoutMs: 1 }))
  const route = createRouter(routes)

  it.each([
    ['GET', '/', 'GET /', {}],
    ['GET', '/pets/dog', 'GET /pets/dog', {}],
    ['POST', '/pets/dog', 'ANY /pets/dog', {}],
    ['GET', '/pets/cat', 'GET /pets/{id}', { id: 'cat' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['HEAD', '/pets/cat', 'ANY /{proxy+}', { proxy: 'pets/cat' }],
    ['GET', '/pets/', 'GET /pets/{proxy+}', { proxy: '' }],
  ])('sends %s %s to %s', (method, path, key, pathParameters) => {
    expect(route(method, path)).toMatchObject({ route: { key }, pathParameters })
  })

  it('leaves what nothing matches to $default, and without one matches nothing', () => {
    const narrow = createRouter(routes.filter(({ key }) => key === 'GET /' || key === '$default'))
    expect(narrow('POST', '/x')).toMatchObject({ route: { key: '$default' }, pathParameters: {} })
    expect(createRouter([])('GET', '/')).toBeUndefined()
  })

  it('does not depend on the order of the routes', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(routes, { minLength: routes.length }), (shuffled) => {
        expect(createRouter(shuffled)('GET', '/pets/dog')?.route.key).toBe('GET /pets/dog')
      }),
      { numRuns: 20 },
    )
  })
})
