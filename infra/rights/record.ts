import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Call } from '../local/calls.ts'
import { startHost } from '../local/host.ts'
import { walkJourney } from './journey.ts'

/** A Monday, with no holiday for a month. */
const at = '2026-11-23T09:00:00+07:00'

/**
 * Walks the journey on a fresh local host in a temporary folder; gives every call that was recorded,
 * those of the install function included.
 * @param out folder that synthesis wrote (cdk.out)
 * @throws Error when a step of the journey fails
 */
export async function recordJourney(out: string): Promise<readonly Call[]> {
  const folder = await mkdtemp(join(tmpdir(), 'siaran-rights-'))
  const host = await startHost({ out, folder, port: 0, at })
  try {
    await walkJourney(host)
    return [...host.calls.list()]
  } finally {
    await host.close()
    await rm(folder, { recursive: true, force: true })
  }
}
