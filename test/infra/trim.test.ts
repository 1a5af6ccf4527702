import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replacements } from '../../infra/lambda/trim.ts'
import { root } from './template.ts'

type Metafile = {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, object>> }>>
}

const { outputs } = JSON.parse(readFileSync(join(root, 'dist/meta.json'), 'utf8')) as Metafile
const carried = new Set(Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs)))

describe.each(Object.entries(replacements))('what stands in for %s', (path, own) => {
  it('stands in for something that the SDK still has', () => {
    expect(existsSync(join(root, `node_modules/${path}.js`))).toBe(true)
  })

  it('is in the bundles, and the other is not', () => {
    expect(carried).not.toContain(`node_modules/${path}.js`)
    expect(existsSync(join(root, `infra/lambda/${own}.ts`))).toBe(true)
  })
})

it('the SDK still reads its settings, and meets streams, only through what was replaced', () => {
  for (const input of carried) {
    expect(input).not.toMatch(/node_modules\/(mnemonist|obliterator|@aws-sdk\/endpoint-cache)\//)
    expect(input).not.toMatch(/shared-ini-file-loader\/(readFile|parseIni)|eventstream-codec/)
  }
  expect(carried).toContain('infra/lambda/no-config-files.ts')
  expect(carried).toContain('infra/lambda/no-endpoint-discovery.ts')
})

/** P42, of the functions that hold it with room to grow: the others are in docs/numbers.md. */
it.each(['cases-track', 'requests-letter', 'reviews-letter', 'site-pages', 'site-assets'])(
  '%s is at most 320 kB',
  (name) => {
    expect(readFileSync(join(root, 'dist', name, 'index.cjs')).length).toBeLessThanOrEqual(320_000)
  },
)
