import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { routes } from '../../shared/web/routes.ts'
import type { Figure } from './figure.ts'

const kilobytes = 1000
/** P42: of functions that answer browsers. */
const most = { raw: 320, gzip: 105 }
/** What no bundle may carry: start-up time and rights that a function does not need. */
const unwanted = /node_modules\/(undici|@aws-sdk\/client-(sts|sso)[^/]*|aws-xray-sdk[^/]*)\//

type Meta = { outputs: Record<string, { inputs: Record<string, unknown> }> }

/** P42: bytes per function, and what must not be inside. */
export async function bundleFigures(): Promise<readonly Figure[]> {
  const web = new Set<string>([...routes.map((route) => route.function), 'site/not-found'])
  const names = new Map([...web].map((name) => [name.replace('/', '-'), name]))
  const folders = readdirSync('dist', { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  const sizes = folders.map(({ name }): Figure => {
    const code = readFileSync(join('dist', name, 'index.cjs'))
    const raw = code.length / kilobytes
    const gzip = gzipSync(code).length / kilobytes
    const value = `${raw.toFixed(0)} kB, gzip ${gzip.toFixed(0)} kB`
    if (!names.has(name)) return { name, value }
    const met = raw <= most.raw && gzip <= most.gzip
    return { name, value, goal: `≤ ${most.raw}, gzip ≤ ${most.gzip} kB`, met }
  })
  return [...sizes, inside()]
}

function inside(): Figure {
  const { outputs } = JSON.parse(readFileSync('dist/meta.json', 'utf8')) as Meta
  const found = Object.entries(outputs).flatMap(([output, { inputs }]) =>
    Object.keys(inputs)
      .filter((input) => unwanted.test(input))
      .map((input) => `${output}: ${input}`),
  )
  const value = found.length === 0 ? 'none' : found.slice(0, 3).join(', ')
  return { name: 'undici, STS, SSO, X-Ray inside', value, goal: 'none', met: found.length === 0 }
}
