import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'

/** Before the tests that read or run the template: makes it, unless it is up to date. */
export default function setup(): void {
  execFileSync(process.execPath, ['infra/synth.ts'], {
    cwd: resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
