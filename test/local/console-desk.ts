import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Calls } from '../../infra/local/calls.ts'
import { Clock } from '../../infra/local/clock.ts'
import { type ConsoleHost, createConsole } from '../../infra/local/console.ts'
import type { Message } from '../../infra/local/mail.ts'
import type { ExecutionView } from '../../infra/local/states.ts'
import { Work } from '../../infra/local/work.ts'

/** Friday 09.00 WIB. */
export const START = Date.parse('2026-11-27T02:00:00Z')

export const mail = (fields: Partial<Message> = {}): Message => ({
  id: 'surat-1',
  at: '2026-11-23T02:00:00.000Z',
  from: 'Layanan <layanan@siaran.example>',
  to: ['pengkaji@siaran.example'],
  cc: [],
  subject: 'Mohon kajian',
  text: 'Yth. Bapak/Ibu',
  html: '<!doctype html><html><head><title>x</title></head><body><a href="http://127.0.0.1/t/1">Setujui</a></body></html>',
  headers: { 'reply-to': 'balas@siaran.example' },
  attachments: [],
  ...fields,
})

export const execution = (fields: Partial<ExecutionView> = {}): ExecutionView => ({
  arn: 'arn:aws:states:ap-southeast-3:1:execution:Kajian:VC-1',
  name: 'VC-1',
  machine: 'Kajian',
  status: 'RUNNING',
  state: 'Ask',
  input: { reference: 'VC-1' },
  startedAt: '2026-11-23T02:00:00.000Z',
  history: [{ at: '2026-11-23T02:00:00.000Z', type: 'ExecutionStarted' }],
  ...fields,
})

type Fake = {
  mails: Message[]
  executions: ExecutionView[]
  items: unknown[]
  objects: unknown[]
  logs: { at: string; function: string; requestId: string; line: string }[]
  letters: {
    name: string
    messages: { at: string; body: string; attributes: Record<string, string> }[]
  }[]
  duplicates: unknown
  scanner: boolean
}

export type Answer = { status: number; headers: Record<string, unknown>; body: string }

/** The console over a host whose mails, executions and data the test fills in. */
export class ConsoleDesk {
  readonly calls = new Calls()
  readonly #work = new Work()
  readonly clock = new Clock(new SharedArrayBuffer(8), () => this.#work.settled())
  readonly fake: Fake = {
    mails: [],
    executions: [],
    items: [],
    objects: [],
    logs: [],
    letters: [],
    duplicates: undefined,
    scanner: true,
  }
  readonly #server = createServer()
  port = 0

  static async open(): Promise<ConsoleDesk> {
    const desk = new ConsoleDesk()
    await new Promise<void>((resolve) => desk.#server.listen(0, '127.0.0.1', resolve))
    desk.port = (desk.#server.address() as AddressInfo).port
    desk.clock.set(START)
    const answer = createConsole(desk.#host())
    desk.#server.on('request', (incoming, response) => void answer(incoming, response))
    return desk
  }

  get siteOrigin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get consoleOrigin(): string {
    return `http://localhost:${this.port}`
  }

  #host(): ConsoleHost {
    const { fake, clock, calls, siteOrigin, consoleOrigin } = this
    return {
      siteOrigin,
      consoleOrigin,
      clock,
      calls,
      mail: { list: () => fake.mails },
      states: { executions: () => fake.executions },
      scheduler: {
        list: () => [
          { name: 'Sapu', expression: 'rate(15 minutes)', next: '2026-11-27T02:15:00.000Z' },
          { name: 'Selesai', expression: 'at(2026-01-01T00:00:00)', next: undefined },
        ],
      },
      malware: {
        get on() {
          return fake.scanner
        },
        set: (on) => (fake.scanner = on),
      },
      dynamodb: { dump: () => fake.items },
      s3: { dump: () => Promise.resolve(fake.objects) },
      queues: { list: () => fake.letters },
      setDuplicates: (duplicates) => (fake.duplicates = duplicates),
      settled: () => this.#work.settled(),
      logs: () => fake.logs,
    }
  }

  /** Like fetch, but free to send any Host and Origin. */
  ask(
    path: string,
    options: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> {
    const { method = 'GET', body } = options
    const headers = { host: `localhost:${this.port}`, ...options.headers }
    return new Promise((resolve, reject) => {
      const target = { host: '127.0.0.1', port: this.port, path, method, headers }
      const sent = request(target, (response) => {
        void text(response).then((content) =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: content }),
        )
      })
      sent.on('error', reject).end(body)
    })
  }

  post(path: string, value: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask(path, { method: 'POST', body: JSON.stringify(value), headers })
  }

  form(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(fields).toString() })
  }

  close(): void {
    this.clock.stop()
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
