import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LocalHost } from './local-host.ts'

/**
 * The machine loses power and is switched on again at `instant`: nothing ran meanwhile, and what
 * fell due comes late. Also the quick way over two weeks, which hold 1,344 sweeps.
 */
export async function switchedOffUntil(host: LocalHost, instant: string): Promise<LocalHost> {
  await host.kill()
  const offset = Date.parse(instant) - Date.now()
  await writeFile(join(host.folder, 'clock.json'), JSON.stringify({ offset }))
  return host.killAndRestart()
}
