import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Stack } from 'aws-cdk-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { synthesize } from '../../infra/assembly.ts'
import { HouseAlarms } from '../../infra/constructs/house-alarms.ts'
import { HouseLogs } from '../../infra/constructs/house-logs.ts'
import { WebApi } from '../../infra/constructs/web-api.ts'
import { readStack } from '../../infra/local/template.ts'
import { Stage } from '../../infra/stage.ts'
import { stageNamed, stageNames } from '../../infra/stages.ts'
import { local as localTemplate, root, Template } from './template.ts'

const local = stageNamed('local')
const [first, ...others] = local.people

describe('a stage', () => {
  it.each(stageNames)('%s is right', (name) => {
    expect(stageNamed(name).region).toBe('ap-southeast-3')
  })

  it('is refused by a name that nobody defined, which names those that are there', () => {
    expect(() => stageNamed('produksi')).toThrow(/"produksi".*local, example/)
  })

  it.each([
    ['two people of one id', { people: [...local.people, { ...first, email: 'x@a.example' }] }],
    ['two people of one address', { people: [...local.people, { ...first, id: 'lain' }] }],
    ['an unknown superior', { people: [{ ...first, superior: 'siapa' }, ...others] }],
    ['superiors in a circle', { people: [{ ...first, superior: 'kepala-bidang' }, ...others] }],
    ['nobody who reviews', { people: [first] }],
    ['an alarm that calls nobody’s address', { alarms: { emails: ['petugas'] } }],
    ['a sender outside the mail domain', { mail: { ...local.mail, sender: 'a@b.example' } }],
    ['a value that no stage knows', { colour: 'blue' }],
    ['no office', { office: undefined }],
  ])('is refused with %s', (_, change) => {
    expect(z.safeParse(Stage, { ...local, ...change }).success).toBe(false)
  })

  it('has someone in each role of the demonstration office', () => {
    const roles = new Set(local.people.flatMap((member) => member.roles))
    expect([...roles].sort()).toEqual([
      'administrator',
      'complaint-officer',
      'complaint-team',
      'head-of-division',
      'head-of-office',
      'head-of-section',
      'reviewer',
      'technician',
    ])
  })
})

describe('a stage with a domain', () => {
  const out = mkdtempSync(join(tmpdir(), 'siaran-stage-'))
  const example = stageNamed('example')
  let template: Template

  beforeAll(async () => {
    // Checks the template against CloudFormation's schemas as well, as a deployment does.
    process.env['CDK_VALIDATION'] = 'true'
    await synthesize(example, join(root, 'dist'), out)
    template = new Template(join(out, 'Siaran-example.template.json'))
  })

  afterAll(() => {
    delete process.env['CDK_VALIDATION']
    rmSync(out, { recursive: true, force: true })
  })

  it('is a template that CloudFormation takes; one that it would refuse is not made', async () => {
    expect(template.resources.length).toBeGreaterThan(100)
    const reservedConcurrency = { 'requests/submit': -1 }
    const wrong = () =>
      synthesize({ ...example, reservedConcurrency }, join(root, 'dist'), join(out, 'wrong'))
    await expect(wrong()).rejects.toThrow('ReservedConcurrentExecutions: -1')
  })

  it('holds what the local stage holds, and its domain', () => {
    const types = (of: Template): string[] => of.resources.map(({ type }) => type).sort()
    const ofDomain = ['ApiGatewayV2::ApiMapping', 'ApiGatewayV2::DomainName', 'Route53::RecordSet']
    expect(types(template)).toEqual(
      [...types(localTemplate()), ...ofDomain.map((type) => `AWS::${type}`)].sort(),
    )
  })

  it('is reached by its domain alone', () => {
    const [api] = template.of('AWS::ApiGatewayV2::Api')
    expect(api?.at('DisableExecuteApiEndpoint')).toBe(true)
    expect(template.one('AWS::ApiGatewayV2::DomainName').at('DomainName')).toBe(
      'siaran.dinkominfo.example',
    )
    expect(template.of('AWS::Route53::RecordSet')).toHaveLength(1)
    const origins = template
      .of('AWS::Lambda::Function')
      .map((found) => found.at('Environment.Variables.SITE_ORIGIN'))
      .filter((origin) => origin !== undefined)
    expect(new Set(origins)).toEqual(new Set(['https://siaran.dinkominfo.example']))
    expect(
      template.one('AWS::S3::Bucket').at('CorsConfiguration.CorsRules.0.AllowedOrigins'),
    ).toEqual(['https://siaran.dinkominfo.example'])
  })
})

it('a domain of another DNS is told what to point to', () => {
  const stack = new Stack(new App(), 'Elsewhere')
  const example = stageNamed('example')
  const { name, certificateArn } = example.domain!
  const target = (stage: Stage, id: string) =>
    new WebApi(stack, id, {
      stage,
      bundles: '',
      logs: new HouseLogs(stack, `${id}Logs`, 30),
      alarms: new HouseAlarms(stack, `${id}Alarms`, []),
    }).target
  expect(target(example, 'Ours')).toBeUndefined()
  expect(target({ ...example, domain: { name, certificateArn } }, 'Theirs')).toEqual({
    name: expect.any(String),
    zone: expect.any(String),
  })
})

it('the local host knows every resource of the local stage', () => {
  const stack = readStack(join(root, 'cdk.out'), 'http://127.0.0.1:4000')
  expect(stack.name).toBe('Siaran')
  expect(stack.outputs).toMatchObject({
    InstallFunction: 'Siaran-operations-install',
    SiteAddress: 'http://127.0.0.1:4000',
  })
})
