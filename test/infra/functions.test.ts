import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { functionNames } from '../../infra/bundle.ts'
import { idOf, local, root } from './template.ts'

const template = local()
const names = functionNames()
const functions = template.of('AWS::Lambda::Function')

/** The settings that a wiring file reads; the runtime itself gives LAMBDA_TASK_ROOT. */
function settingsOf(name: string): string[] {
  const source = readFileSync(join(root, `functions/${name}.lambda.ts`), 'utf8')
  const read = [...source.matchAll(/setting\('(\w+)'\)/g)].map(([, setting]) => setting!)
  if (source.includes('officeFromEnvironment()')) read.push('OFFICE')
  if (source.includes('siteOrigin()')) read.push('SITE_ORIGIN')
  return [...new Set(read)].filter((setting) => setting !== 'LAMBDA_TASK_ROOT').sort()
}

const settings = (name: string): object =>
  (template.function(name).at('Environment.Variables') as object | undefined) ?? {}

describe('the functions of the template', () => {
  it('are exactly those that have a wiring file', () => {
    expect(functions.map((found) => String(found.at('FunctionName'))).sort()).toEqual(
      names.map((name) => `Siaran-${name.replace('/', '-')}`).sort(),
    )
  })

  it('are tested on the Node that they run on', () => {
    expect(process.platform !== 'linux' || process.version.startsWith('v24.')).toBe(true)
  })

  it('each have a role of their own, without managed policies', () => {
    const roles = functions.map((found) => idOf(found.at('Role')))
    expect(new Set(roles).size).toBe(names.length)
    const managed = template
      .of('AWS::IAM::Role')
      .flatMap((role) => role.list('ManagedPolicyArns').concat(role.list('PermissionsBoundary')))
    expect(managed).toEqual([])
  })

  it.each(names)('%s gets the settings that its wiring reads, and no other', (name) => {
    expect(Object.keys(settings(name)).sort()).toEqual(settingsOf(name))
  })

  it('hold nothing in their environment but names, addresses and what the office is called', () => {
    const literal = names
      .flatMap((name) => Object.entries(settings(name)))
      .filter(([, value]) => typeof value === 'string')
      .map(([setting]) => setting)
    expect(new Set(literal)).toEqual(new Set(['OFFICE', 'MAIL_SENDER', 'MALWARE_SCAN']))
  })

  it('write JSON lines to a log group of their own', () => {
    expect(functions.map((found) => found.at('LoggingConfig.LogFormat'))).toEqual(
      names.map(() => 'JSON'),
    )
    expect(functions.map((found) => found.at('LoggingConfig.SystemLogLevel'))).toEqual(
      names.map(() => 'WARN'),
    )
    const groups = functions.map((found) => idOf(found.at('LoggingConfig.LogGroup')))
    expect(new Set(groups).size).toBe(names.length)
  })

  it('reserve no concurrency: new accounts have none to give', () => {
    const reserved = functions.map((found) => found.at('ReservedConcurrentExecutions'))
    expect(reserved).toEqual(names.map(() => undefined))
  })
})
