import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keyring } from '../../shared/aws/keyring.ts'
import { signedCall } from '../../shared/aws/signed-call.ts'

type Answer = (response: ServerResponse) => void

const ok: Answer = (response) =>
  response.end('{"SecretString":"{\\"current\\":\\"k1\\",\\"k1\\":\\"x\\"}"}')
const fails: Answer = (response) => response.writeHead(500).end()
const throttles: Answer = (response) =>
  response.writeHead(400).end('{"__type":"ThrottlingException"}')
const hangsUp: Answer = (response) => response.destroy()
const refuses: Answer = (response) =>
  response.writeHead(400).end('{"__type":"AccessDeniedException"}')

let server: Server
let answers: Answer[]
let asked: number

beforeEach(async () => {
  asked = 0
  server = createServer((_, response) => {
    const answer = answers[Math.min(asked, answers.length - 1)]
    asked += 1
    answer?.(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', origin)
  vi.stubEnv('AWS_REGION', 'ap-southeast-3')
})
afterEach(() => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
})

const call = () => {
  const url = new URL(process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] ?? '')
  return signedCall('secretsmanager', { method: 'POST', url, body: '{}' })
}

describe('a call without a client', () => {
  it.each([
    ['fails', fails],
    ['throttles', throttles],
    ['hangs up', hangsUp],
  ])('is made again where AWS %s', async (_, answer) => {
    answers = [answer, answer, ok]
    expect((await call()).status).toBe(200)
    expect(asked).toBe(3)
  })

  it('is made no more than three times', async () => {
    answers = [hangsUp]
    await expect(call()).rejects.toThrow(Error)
    expect(asked).toBe(3)
  })

  it('is not made again where AWS refuses', async () => {
    answers = [refuses, ok]
    expect((await call()).status).toBe(400)
    expect(asked).toBe(1)
  })
})

describe('the keyring', () => {
  it('is read once, whatever it is needed for', async () => {
    answers = [ok]
    const ring = keyring('keys')
    await ring()
    expect(await ring('k1')).toEqual({ current: 'k1', keys: { k1: 'x' } })
    expect(asked).toBe(1)
  })

  it('that could not be read is asked for again', async () => {
    answers = [refuses, ok]
    const ring = keyring('keys')
    await expect(ring()).rejects.toThrow(Error)
    expect((await ring()).current).toBe('k1')
  })
})
