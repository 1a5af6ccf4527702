import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const LOOPBACK = '127.0.0.1'

/**
 * The one port for people: the site under 127.0.0.1, the console under localhost, which for a
 * browser is another site, so that a link clicked in the mailbox arrives as from a mail program.
 */
export class Site {
  readonly port: number
  readonly siteOrigin: string
  readonly consoleOrigin: string
  readonly #servers: readonly Server[]

  private constructor(port: number, servers: readonly Server[]) {
    this.port = port
    this.siteOrigin = `http://${LOOPBACK}:${port}`
    this.consoleOrigin = `http://localhost:${port}`
    this.#servers = servers
  }

  /**
   * Takes the port; requests wait until `serve`.
   * @param port 0 takes any free port
   * @throws Error with a sentence when the port is taken
   */
  static async open(port: number): Promise<Site> {
    const server = createServer()
    const taken = await listen(server, port, LOOPBACK)
    // Where localhost means ::1 first; a machine without IPv6 does without it.
    const second = createServer()
    const servers = await listen(second, taken, '::1').then(
      () => [server, second],
      () => [server],
    )
    const site = new Site(taken, servers)
    for (const each of servers) {
      each.on('request', (request, response) => {
        // A visitor who leaves in the middle must not end the host.
        site.#answer(request, response).catch(() => response.destroy())
      })
    }
    return site
  }

  readonly #ready = Promise.withResolvers<{ gateway: Handler; console: Handler }>()

  serve(gateway: Handler, console: Handler): void {
    this.#ready.resolve({ gateway, console })
  }

  async close(): Promise<void> {
    const closed = this.#servers.map(
      (server) => new Promise<void>((resolve) => server.close(() => resolve())),
    )
    for (const server of this.#servers) server.closeAllConnections()
    await Promise.all(closed)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { gateway, console } = await this.#ready.promise
    const { url = '/', headers } = request
    if (url === '/_local' || url.startsWith('/_local/')) await console(request, response)
    else if (headers.host === new URL(this.consoleOrigin).host) {
      response.writeHead(308, { location: `${this.siteOrigin}${url}` }).end()
    } else await gateway(request, response)
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = `Port ${port} is in use. Stop the program that uses it, or choose another with --port.`
      reject(error.code === 'EADDRINUSE' ? new Error(inUse, { cause: error }) : error)
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
