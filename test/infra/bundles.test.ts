import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { functionNames } from '../../infra/bundle.ts'
import { root } from './template.ts'

type Metafile = {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, object>> }>>
}

const dist = join(root, 'dist')
const { outputs } = JSON.parse(readFileSync(join(dist, 'meta.json'), 'utf8')) as Metafile
const bundleOf = (name: string): string => `dist/${name.replace('/', '-')}/index.cjs`
const inputsOf = (name: string): readonly string[] =>
  Object.keys(outputs[bundleOf(name)]?.inputs ?? {})

describe.each(functionNames())('the bundle of %s', (name) => {
  it('holds neither the local host, nor credential chains, nor undici', () => {
    const inputs = inputsOf(name)
    expect(inputs.length).toBeGreaterThan(0)
    const unwanted = inputs.filter((input) =>
      /infra\/local|test\/|credential-provider-|token-providers|client-s(so|ts)|undici|xray/.test(
        input,
      ),
    )
    expect(unwanted).toEqual([])
  })

  it('is CommonJS that loads nothing while it is asked', () => {
    const code = readFileSync(join(root, bundleOf(name)), 'utf8')
    expect(code).not.toMatch(/\bimport\s*\(/)
    expect(code).toContain('module.exports')
  })

  it('holds nothing of another journey', () => {
    const journeys = inputsOf(name)
      .map((input) => input.match(/^functions\/(\w+)\//)?.[1])
      .filter((journey) => journey !== undefined)
    expect(new Set(journeys)).toEqual(new Set([name.split('/')[0]]))
  })
})

it('functions that talk to AWS take their credentials from the environment', () => {
  const talking = functionNames().filter((name) =>
    inputsOf(name).some((input) => input.includes('@aws-sdk/client-')),
  )
  const taking = functionNames().filter((name) =>
    inputsOf(name).includes('infra/lambda/environment-credentials.ts'),
  )
  expect(taking).toEqual(talking)
  expect(talking.length).toBeGreaterThan(5)
})

it('the install function finds people, resources and calendar of the stage beside its code', () => {
  const file = readFileSync(join(dist, 'operations-install/stage.json'), 'utf8')
  expect(Object.keys(JSON.parse(file))).toEqual([
    'office',
    'people',
    'resources',
    'calendar',
    'receiptRule',
  ])
})
