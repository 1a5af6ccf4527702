import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atMost, type Figure, median } from './figure.ts'
import { end, type RunningHost, startHost } from './host.ts'

const runs = 3

/** Seconds from the command to the first answer, memory with all pages warm, restart after kill -9. */
export async function startFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'siaran-bench-'))
  execFileSync(process.execPath, ['infra/synth.ts'], quiet)
  const built = seconds(() => execFileSync(process.execPath, ['infra/synth.ts'], quiet))
  rmSync('cdk.out', { recursive: true, force: true })
  const unbuilt = seconds(() => execFileSync(process.execPath, ['infra/synth.ts'], quiet))
  const starts: number[] = []
  const restarts: number[] = []
  let memory = 0
  for (let run = 0; run < runs; run += 1) {
    starts.push(await timed(async () => end(await answering(folder, '--fresh'))))
    const host = await answering(folder)
    memory = Math.max(memory, await warmMemory(host))
    await end(host, 'SIGKILL')
    restarts.push(await timed(async () => end(await answering(folder))))
  }
  rmSync(folder, { recursive: true, force: true })
  return [
    atMost('First answer, unchanged build', built + median(starts), 2, 's'),
    atMost('First answer, nothing built', unbuilt + median(starts), 10, 's'),
    atMost('Restart after kill -9', median(restarts), 5, 's'),
    ...(memory > 0 ? [atMost('Resident memory, pages warm', memory, 400, 'MB')] : []),
  ]
}

const quiet = { stdio: 'ignore', env: { ...process.env, CDK_VALIDATION: 'false' } } as const

async function answering(folder: string, ...flags: readonly string[]): Promise<RunningHost> {
  const host = await startHost(folder, ...flags)
  await (await fetch(host.origin)).text()
  return host
}

/** Resident megabytes after one round over pages of all functions that answer browsers (Linux only). */
async function warmMemory({ origin, process: host }: RunningHost): Promise<number> {
  const paths = [
    '/',
    '/permohonan',
    '/lacak',
    '/t/x',
    '/permohonan/VC-2026-0000000/surat',
    '/tidak-ada',
  ]
  for (const path of paths) await (await fetch(`${origin}${path}`)).text()
  if (process.platform !== 'linux') return 0
  const status = readFileSync(`/proc/${host.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await task()
  return (performance.now() - begin) / 1000
}

function seconds(task: () => unknown): number {
  const begin = performance.now()
  task()
  return (performance.now() - begin) / 1000
}
