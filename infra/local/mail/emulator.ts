import { once } from 'node:events'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { AwsError } from '../calls.ts'

type Package = { default: (config: { host: string; port: number }) => Promise<Server> }

/**
 * aws-ses-v2-local in this process, on a loopback port of its own. It is started by the first mail,
 * because loading it takes half a second and 50 MB. It keeps its mails in memory without end, so
 * each one is cleared once it has been accepted.
 */
export class Emulator {
  #server: Promise<Server> | undefined

  /** Resolves when the emulator takes the request over. @throws AwsError when it refuses */
  async accept(body: Buffer): Promise<void> {
    this.#server ??= start()
    const address = (await this.#server).address() as AddressInfo
    const origin = `http://127.0.0.1:${address.port}`
    const response = await fetch(origin, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: 'AWS4-HMAC-SHA256 checked by the host',
      },
      body: new Uint8Array(body),
    })
    const answer = await response.text()
    if (!response.ok) throw refusal(response.status, answer)
    await (await fetch(`${origin}/clear-store`, { method: 'POST' })).text()
  }

  async close(): Promise<void> {
    const server = await this.#server
    if (!server) return
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
}

async function start(): Promise<Server> {
  // With this variable set the emulator would hand every mail to a real mail server.
  delete process.env['SMTP_TRANSPORT']
  const ses = createRequire(import.meta.url)('aws-ses-v2-local') as Package
  return ses.default({ host: '127.0.0.1', port: 0 })
}

function refusal(status: number, answer: string): AwsError {
  return status < 500
    ? new AwsError('ValidationError', answer)
    : new AwsError('InternalFailure', answer, 500)
}
