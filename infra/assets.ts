import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { compileString, SassString } from 'sass'

const root = fileURLToPath(new URL('..', import.meta.url))
const web = join(root, 'shared/web')

/**
 * Builds every static file of the site into `folder`, each under a name that holds the hash of its
 * content, with .br and .gz beside it where that makes it smaller.
 * @returns logical name (siaran.css) → public path (/aset/siaran.0123456789.css)
 */
export async function buildAssets(folder: string): Promise<Record<string, string>> {
  await mkdir(folder, { recursive: true })
  const urls: Record<string, string> = {}
  const add = async (name: string, content: Buffer) => {
    urls[name] = await write(folder, name, content)
  }
  await add('font.woff2', await readFile(font()))
  await add('favicon.svg', await readFile(join(web, 'favicon.svg')))
  await add('siaran.css', await styleSheet(urls))
  for (const script of await scripts()) await add(script.name, script.content)
  return urls
}

/** The latin subset, upright, all weights in one file. */
const font = (): string =>
  fileURLToPath(
    import.meta.resolve(
      '@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2',
    ),
  )

async function write(folder: string, name: string, content: Buffer): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  const file = name.replace(/(?=\.[^.]+$)/, `.${hash}`)
  await writeFile(join(folder, file), content)
  const smaller = (packed: Buffer) => packed.length < content.length
  const brotli = brotliCompressSync(content)
  const gzip = gzipSync(content, { level: 9 })
  if (smaller(brotli)) await writeFile(join(folder, `${file}.br`), brotli)
  if (smaller(gzip)) await writeFile(join(folder, `${file}.gz`), gzip)
  return `/aset/${file}`
}

/** `asset-url('font.woff2')` in the style sheet becomes the hashed address. */
async function styleSheet(urls: Readonly<Record<string, string>>): Promise<Buffer> {
  const styles = join(web, 'styles')
  const { css } = compileString(await readFile(join(styles, 'siaran.scss'), 'utf8'), {
    loadPaths: [styles, join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
    charset: false,
    functions: {
      'asset-url($name)': ([name]) => {
        const url = name && urls[name.assertString('name').text]
        if (!url) throw new Error(`The style sheet names an unknown asset: ${String(name)}`)
        return new SassString(`url(${url})`, { quotes: false })
      },
    },
  })
  return Buffer.from(css)
}

/** Each file directly in shared/web/scripts is one browser script; folders in it hold their parts. */
async function scripts(): Promise<{ name: string; content: Buffer }[]> {
  const folder = join(web, 'scripts')
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.ts'))
  if (files.length === 0) return []
  const { outputFiles } = await build({
    entryPoints: files.sort().map((file) => join(folder, file)),
    outdir: folder,
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    write: false,
  })
  return outputFiles.map(({ path, contents }) => ({
    name: basename(path),
    content: Buffer.from(contents),
  }))
}
