import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The bytes of a file by its exact name; undefined when there is no such file. */
export type ReadAsset = (name: string) => Promise<Buffer | undefined>

/** Serves what `folder` lists now and nothing else: a name is looked up, never joined to a path. */
export function assetFolder(folder: string): ReadAsset {
  const files = new Map(readdirSync(folder).map((name) => [name, join(folder, name)]))
  return async (name) => {
    const path = files.get(name)
    return path === undefined ? undefined : readFile(path)
  }
}
