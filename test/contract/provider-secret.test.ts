import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

let server: Server
let asked: unknown[]
let secret: object

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    request.on('end', () => {
      asked.push(JSON.parse(text))
      response.end(JSON.stringify(secret))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', origin)
  vi.stubEnv('AWS_REGION', 'ap-southeast-3')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'ASIALOCALHOST0000001')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a-secret-of-the-test')
  vi.resetModules()
})
afterEach(() => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
})

it('the provider secret is read each time; one without text names no provider', async () => {
  const { secretText } = await import('../../shared/aws/provider-secret.ts')
  const read = secretText('arn:aws:secretsmanager:ap-southeast-3:000000000000:secret:Providers')
  secret = { SecretString: '{"zoom":{}}' }
  expect(await read()).toBe('{"zoom":{}}')
  secret = {}
  expect(await read()).toBe('{}')
  expect(asked).toHaveLength(2)
})
