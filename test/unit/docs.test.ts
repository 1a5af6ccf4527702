import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...globSync('docs/**/*.md').map((path) => path.replaceAll('\\', '/')),
]
const text = (page: string): string => readFileSync(page, 'utf8')

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set(
    [...text(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )

function brokenLinks(page: string): readonly string[] {
  const links = [...text(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : join(dirname(page), path)
    if (!existsSync(target)) return true
    return anchor !== undefined && !anchorsOf(target).has(anchor)
  })
}

/** Paths of our own that a page names as code, e.g. `shared/web/routes.ts`. */
function lostPaths(page: string): readonly string[] {
  const named = [...text(page).matchAll(/`((?:docs|functions|infra|shared|test|\.ci)\/[\w./-]+)`/g)]
  const paths = named.map(([, path = '']) => path).filter((path) => !/[A-Z]{4}/.test(path))
  return paths.filter((path) => !existsSync(path) && !hasEnding(path))
}

/** A journey's function may be named without its ending: `requests/submit`. */
const hasEnding = (path: string): boolean => globSync(`${path}*`).length > 0

function lostCommands(page: string): readonly string[] {
  const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> }
  const run = [...text(page).matchAll(/npm run ([a-z]+)/g)].map(([, name = '']) => name)
  const office = [...text(page).matchAll(/npm run office -- ([a-z]+)/g)].map(
    ([, name = '']) => name,
  )
  return [
    ...run.filter((name) => !(name in scripts)),
    ...office.filter((name) => !existsSync(`infra/commands/${name}.ts`)),
  ]
}

describe.each(pages)('%s', (page) => {
  it('links to what is there', () => {
    expect(brokenLinks(page)).toEqual([])
  })

  it('names files and commands that are there', () => {
    expect(lostPaths(page)).toEqual([])
    expect(lostCommands(page)).toEqual([])
  })
})

describe('the decisions', () => {
  it('are numbered without a gap, each by its own heading', () => {
    const files = globSync('docs/adr/*.md').map((path) => path.replaceAll('\\', '/'))
    const numbers = files
      .map((file) => Number(/\/(\d{4})-/.exec(file)?.[1]))
      .toSorted((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
    const headed = files.map((file) => Number(/^# (\d+)\. /.exec(text(file))?.[1]))
    expect(headed.toSorted((a, b) => a - b)).toEqual(numbers)
  })
})
