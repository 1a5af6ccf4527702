import { globSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { buildAssets } from './assets.ts'
import { trim } from './lambda/trim.ts'
import { dashed } from './names.ts'

const root = resolve(import.meta.dirname, '..')

/** `journey/name` of every function that has a wiring file, sorted. */
export function functionNames(): readonly string[] {
  return globSync('functions/*/*.lambda.ts', { cwd: root })
    .map((file) => file.replaceAll('\\', '/').slice('functions/'.length, -'.lambda.ts'.length))
    .sort()
}

/**
 * Bundles every function to `<folder>/<journey>-<name>/index.cjs`, the site's files beside the one
 * that serves them, and esbuild's account of what is in them to `<folder>/meta.json`.
 */
export async function bundle(folder: string): Promise<void> {
  const files = join(folder, dashed('site/assets'), 'files')
  await mkdir(files, { recursive: true })
  const urls = await buildAssets(files)
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: functionNames().map((name) => ({
      in: `functions/${name}.lambda.ts`,
      out: `${dashed(name)}/index`,
    })),
    // Named for the metafile; written below, into whichever folder is being prepared.
    outdir: 'dist',
    write: false,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    // CommonJS starts in 0.71 of the time of an ES module: docs/adr/0003-commonjs-bundles.md.
    format: 'cjs',
    mainFields: ['module', 'main'],
    supported: { 'dynamic-import': false },
    alias: {
      '@aws-sdk/credential-provider-node': join(root, 'infra/lambda/environment-credentials.ts'),
    },
    plugins: [trim],
    define: { ASSET_URLS: JSON.stringify(urls) },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  for (const { path, contents } of outputFiles) {
    const file = join(folder, relative(join(root, 'dist'), path))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, contents)
  }
  await writeFile(join(folder, 'meta.json'), JSON.stringify(metafile))
}
