import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Holder } from './service.ts'

/**
 * Temporary credentials of each function. They come from a key of the data folder, so that an
 * upload ticket signed before a restart is still good after it.
 * @param functions logical names
 */
export function issueCredentials(folder: string, functions: readonly string[]): readonly Holder[] {
  const file = join(folder, 'credentials.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 })
  const key = readFileSync(file)
  const derive = (name: string, use: string) =>
    createHmac('sha256', key).update(`${use} ${name}`).digest()
  return functions.map((name) => ({
    function: name,
    // AWS marks temporary keys by this prefix, and writes 16 capitals and digits after it.
    accessKeyId: `ASIA${derive(name, 'id').toString('hex').slice(0, 16).toUpperCase()}`,
    secretAccessKey: derive(name, 'secret').toString('base64'),
    sessionToken: derive(name, 'session').toString('base64'),
  }))
}
