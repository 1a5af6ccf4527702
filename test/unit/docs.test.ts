import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as keys from '../../shared/aws/keys.ts'

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

/** What stands before the first value of each key: `CASE#`, `STATE`. */
function keyWords(): readonly string[] {
  const made = Object.values<unknown>(keys).flatMap((value) => {
    if (typeof value !== 'function') return [value].flat()
    const found: unknown = Reflect.apply(value, undefined, ['1', '2', '3'])
    return found === null || typeof found !== 'object' ? [found] : Object.values(found)
  })
  const words = made.flatMap((key) => (typeof key === 'string' ? [/^[A-Z]+#?/.exec(key)?.[0]] : []))
  return [...new Set(words.filter((word) => word !== undefined))]
}

describe('the descriptions', () => {
  it('name every function', () => {
    const functions = globSync('functions/*/*.lambda.ts').map((path) =>
      path.replaceAll('\\', '/').slice('functions/'.length, -'.lambda.ts'.length),
    )
    const architecture = text('docs/architecture.md')
    expect(functions.length).toBeGreaterThan(0)
    expect(functions.filter((name) => !architecture.includes(`\`${name}\``))).toEqual([])
  })

  it('name every key of the tables', () => {
    const model = text('docs/data-model.md')
    expect(keyWords()).toContain('CASE#')
    expect(keyWords().filter((word) => !model.includes(`\`${word}`))).toEqual([])
  })

  it('name every index', () => {
    const indexes = [...text('infra/constructs/case-storage.ts').matchAll(/indexName: '(\w+)'/g)]
    expect(indexes.length).toBeGreaterThan(0)
    const model = text('docs/data-model.md')
    expect(indexes.filter(([, name]) => !model.includes(`\`${name}\``))).toEqual([])
  })

  it('name every promise', () => {
    const security = text('docs/security.md')
    const promises = Array.from({ length: 44 }, (_, at) => `P${at + 1}`)
    const lost = promises.filter((name) => !new RegExp(`\\b${name}\\b`).test(security))
    expect(lost).toEqual([])
  })
})
