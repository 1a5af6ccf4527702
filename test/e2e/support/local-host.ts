import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '../../../infra/local/host.ts'

/** A message in the local mailbox, as GET /_local/mail gives it. */
export type LocalMail = {
  readonly id: string
  readonly at: string
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
  /** `content` in base64. */
  readonly attachments: readonly { readonly name: string; readonly content: string }[]
}

export type LocalExecution = {
  readonly name: string
  readonly status: string
  readonly state?: string
  readonly history: readonly unknown[]
}

/** The whole service on a free port with its own data folder, in a process of its own. */
export class LocalHost {
  readonly origin: string
  readonly folder: string
  #process: ChildProcess | undefined

  private constructor(origin: string, folder: string, child?: ChildProcess) {
    this.origin = origin
    this.folder = folder
    this.#process = child
  }

  /** Starts at `at` (ISO instant of the clock); what it prints is shown only when it fails. */
  static async start(at: string, folder?: string): Promise<LocalHost> {
    const data = folder ?? (await mkdtemp(join(tmpdir(), 'siaran-')))
    const { origin, child } = await launch(data, at)
    return new LocalHost(origin, data, child)
  }

  /** Goes on with the data and the clock of a folder, which `stop` removes. */
  static async continue(folder: string): Promise<LocalHost> {
    const { origin, child } = await launch(folder)
    return new LocalHost(origin, folder, child)
  }

  /** The seams of a host that runs in this process and is closed by whoever started it. */
  static within({ siteOrigin, folder }: Pick<Host, 'siteOrigin' | 'folder'>): LocalHost {
    return new LocalHost(siteOrigin, folder)
  }

  async mail(to?: string): Promise<readonly LocalMail[]> {
    const all = (await this.#json('mail')) as readonly LocalMail[]
    return to === undefined
      ? all
      : all.filter((mail) => mail.to.some((known) => known.includes(to)))
  }

  async now(): Promise<string> {
    return ((await this.#json('clock')) as { now: string }).now
  }

  /** Moves the clock by an ISO duration or to an instant; answers when all that fell due has run. */
  async advance(by: { readonly advance: string } | { readonly to: string }): Promise<string> {
    return ((await this.#json('clock', by)) as { now: string }).now
  }

  async settle(): Promise<void> {
    await this.#json('settle', {})
  }

  async executions(): Promise<readonly LocalExecution[]> {
    return (await this.#json('executions')) as readonly LocalExecution[]
  }

  /** Every item and object version, one JSON per line. */
  async dump(): Promise<string> {
    return (await fetch(`${this.origin}/_local/dump`)).text()
  }

  async calls(): Promise<readonly Record<string, unknown>[]> {
    return (await this.#json('calls')) as readonly Record<string, unknown>[]
  }

  async logs(): Promise<string> {
    return (await fetch(`${this.origin}/_local/logs`)).text()
  }

  async duplicates(on: boolean, seed: number): Promise<void> {
    await this.#json('duplicates', { on, seed })
  }

  /** Stops the malware scanner, or lets it run and scan what it missed. */
  async scanner(on: boolean): Promise<void> {
    await this.#json('scanner', { on })
  }

  /** The next `times` such calls to AWS fail before they happen. */
  async failNext(service: string, action: string, times: number): Promise<void> {
    for (let nth = 1; nth <= times; nth += 1) {
      await this.#json('faults', { service, action, nth, when: 'before' })
    }
  }

  async deadLetters(): Promise<readonly unknown[]> {
    return (await this.#json('dead-letters')) as readonly unknown[]
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
    await rm(this.folder, { recursive: true, force: true })
  }

  /** Ends it without a word and starts it again on the same folder. */
  async killAndRestart(): Promise<LocalHost> {
    await this.#end('SIGKILL')
    return LocalHost.continue(this.folder)
  }

  /** Ends it without a word; its folder stays until `stop`. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process
    if (child?.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  async #json(seam: string, body?: object): Promise<unknown> {
    const answer = await fetch(
      `${this.origin}/_local/${seam}`,
      body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    )
    const text = await answer.text()
    if (!answer.ok) throw new Error(`/_local/${seam} answered ${answer.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}

function launch(folder: string, at?: string): Promise<{ origin: string; child: ChildProcess }> {
  const moment = at === undefined ? [] : ['--at', at]
  const args = ['infra/local/main.ts', '--port', '0', '--data', folder, ...moment]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
      const origin = /^ready (http:\/\/127\.0\.0\.1:\d+)/m.exec(said)?.[1]
      if (origin !== undefined) resolve({ origin, child })
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', () =>
      reject(new Error(`The local host stopped before it was ready:\n${said}`)),
    )
  })
}
