import { type ChildProcess, spawn } from 'node:child_process'

export type RunningHost = { readonly origin: string; readonly process: ChildProcess }

/** Starts the local host on a free port; resolves when it says that it is ready. */
export function startHost(folder: string, ...flags: readonly string[]): Promise<RunningHost> {
  const args = ['infra/local/main.ts', '--port', '0', '--data', folder, ...flags]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const origin = /^ready (http:\S+)/m.exec(said)?.[1]
      if (origin !== undefined) resolve({ origin, process: child })
    })
    child.once('exit', () => reject(new Error('The local host stopped before it was ready.')))
  })
}

/** Ends it and waits until it is gone. */
export async function end(host: RunningHost, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const gone = new Promise((resolve) => host.process.once('exit', resolve))
  host.process.kill(signal)
  await gone
}
