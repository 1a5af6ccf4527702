import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/** What the bundles and the template are made of; the local host only reads them. */
const sources = ['functions', 'shared', 'infra', 'cdk.json', 'package-lock.json']
const notSources = new Set([join('infra', 'local')])

const day = 24 * 60 * 60 * 1000

export type Synthesis = { readonly out: string; readonly fresh: boolean }

/**
 * Bundles and synthesizes a stage into cdk.out (or CDK_OUTDIR), unless that is there already, made
 * of the same sources. A reader sees whole files only: code lies in folders named by its content,
 * and each other file is replaced in one step.
 */
export async function synthesizeOnce(stageName: string): Promise<Synthesis> {
  const out = resolve(root, process.env['CDK_OUTDIR'] ?? 'cdk.out')
  const stamp = contentHash(stageName)
  if ((await readFile(join(out, '.stamp'), 'utf8').catch(() => '')) === stamp) {
    return { out, fresh: false }
  }
  // Loading the CDK and esbuild takes a second: only where there is work for them.
  const { stageNamed } = await import('./stages.ts')
  const { assemble } = await import('./assembly.ts')
  await mkdir(out, { recursive: true })
  const work = await mkdtemp(join(out, '.work-'))
  try {
    const bundles = join(work, 'dist')
    const assembly = join(work, 'out')
    await assemble(stageNamed(stageName), bundles, assembly)
    await publish(assembly, out)
    await replaceFolder(bundles, join(root, 'dist'))
    await writeFile(join(work, 'stamp'), stamp)
    await rename(join(work, 'stamp'), join(out, '.stamp'))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return { out, fresh: true }
}

/** Identifies what a synthesis of the stage would give. */
export function contentHash(stageName: string): string {
  const hash = createHash('sha256')
  const { CI = '', CDK_VALIDATION = '' } = process.env
  hash.update(JSON.stringify([stageName, CI, CDK_VALIDATION, process.version]))
  const add = (path: string): void => {
    if (notSources.has(path)) return
    const content = readFileSync(join(root, path))
    hash.update(JSON.stringify([path, content.length])).update(content)
  }
  const walk = (folder: string): void => {
    if (notSources.has(folder)) return
    const entries = readdirSync(join(root, folder), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else add(path)
    }
  }
  for (const source of sources) {
    if (source.includes('.')) add(source)
    else walk(source)
  }
  return hash.digest('hex')
}

/** Moves a finished assembly into `out`: code first, then what names it, the manifest last. */
async function publish(assembly: string, out: string): Promise<void> {
  const names = await readdir(assembly)
  for (const name of names.toSorted((a, b) => turnOf(a) - turnOf(b))) {
    await rename(join(assembly, name), join(out, name)).catch(tolerateOthers)
  }
  await forgetOld(out, new Set(names))
}

const turnOf = (name: string): number =>
  name.startsWith('asset.') ? 0 : name === 'manifest.json' ? 2 : 1

/** A running host may still load code of the assembly that it began with: only old code goes. */
async function forgetOld(out: string, current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(out)) {
    if (current.has(name) || name === '.stamp') continue
    const { mtimeMs } = await stat(join(out, name))
    if (Date.now() - mtimeMs > day) await rm(join(out, name), { recursive: true, force: true })
  }
}

/** A folder that is there already holds the same: its name is its content, or its maker as new. */
function tolerateOthers(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
}

async function replaceFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  await rename(from, to).catch(tolerateOthers)
}
