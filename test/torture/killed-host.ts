import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'
import { assembly, monday } from './house.ts'

/** A host in a process of its own, always on the same folder and ports, that can be killed. */
export class KilledHost {
  readonly origin: string
  /** What it said when it ended without being killed. */
  readonly crashes: string[] = []
  readonly #folder: string
  readonly #port: number
  #child: ChildProcess | undefined

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.#port = port
    this.origin = `http://127.0.0.1:${port}`
  }

  static async in(folder: string): Promise<KilledHost> {
    return new KilledHost(folder, await freePorts())
  }

  /** Starts it anew on what the folder holds; gives how long that took, in milliseconds. */
  async start(): Promise<number> {
    const began = performance.now()
    const place = ['--port', String(this.#port), '--data', this.#folder, '--at', monday]
    const child = spawn(process.execPath, ['infra/local/main.ts', ...place], {
      env: { ...process.env, CDK_OUTDIR: assembly() },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      let said = ''
      const hear = (chunk: Buffer): void => {
        said += chunk.toString()
        if (/^ready /m.test(said)) resolve()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('exit', (code, signal) => {
        reject(new Error(`The host did not start again:\n${said}`))
        if (signal !== 'SIGKILL') this.crashes.push(`the host ended by itself (${code}): ${said}`)
      })
    })
    return performance.now() - began
  }

  /** Ends it without a word. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (child?.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
}

/** Below the ports that systems hand out by themselves: nobody takes them between two starts. */
const ports = { from: 12_000, to: 30_000 }

/** A free port whose next one is free too: the bucket's. */
async function freePorts(): Promise<number> {
  for (let tries = 0; tries < 20; tries += 1) {
    const port = randomInt(ports.from, ports.to)
    if ((await isFree(port)) && (await isFree(port + 1))) return port
  }
  throw new Error('No two ports beside each other are free.')
}

function isFree(port: number): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
