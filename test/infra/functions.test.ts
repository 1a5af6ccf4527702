import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { functionNames } from '../../infra/bundle.ts'
import { at, idOf, local, root } from './template.ts'

const template = local()
const names = functionNames()
const functions = template.of('AWS::Lambda::Function')
const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id).sort()

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
    const groups = functions.map((found) => idOf(found.at('LoggingConfig.LogGroup')))
    expect(new Set(groups).size).toBe(names.length)
  })

  it('reserve no concurrency: new accounts have none to give', () => {
    const reserved = functions.map((found) => found.at('ReservedConcurrentExecutions'))
    expect(reserved).toEqual(names.map(() => undefined))
  })
})

describe('every alarm', () => {
  const alarms = template.of('AWS::CloudWatch::Alarm')
  const watched = (property: string, value: string): string[] =>
    alarms
      .filter((alarm) => alarm.at(property) === value)
      .map((alarm) => idOf(at(alarm.at('Dimensions'), '0.Value')) ?? '')
      .sort()

  const runbook = readFileSync(join(root, 'docs/runbook.md'), 'utf8')

  it.each(alarms)('$id says the harm, and a chapter of the runbook that is there', (alarm) => {
    const described = String(alarm.at('AlarmDescription'))
    const chapter = described.match(/^.{20,}\. See docs\/runbook\.md#([a-z-]+)\.$/)?.[1]
    expect(runbook).toMatch(new RegExp(`^### ${chapter}$`, 'm'))
    expect(alarm.at('TreatMissingData')).toBe('notBreaching')
  })

  it('watches the errors of a function, and none is left out', () => {
    expect(watched('MetricName', 'Errors')).toEqual(ids(functions))
  })

  it('or watches the depth of a queue of failures, and none is left out', () => {
    expect(watched('Namespace', 'AWS/SQS')).toEqual(ids(template.of('AWS::SQS::Queue')))
  })
})
