import { describe, expect, it } from 'vitest'
import { functionNames } from '../../infra/bundle.ts'
import { at, idOf, local, type Resource, type Statement } from './template.ts'

const template = local()
const all = template.of('AWS::IAM::Role').flatMap(({ id }) => template.statements(id))
const granted = (name: string): readonly Statement[] =>
  template.statements(idOf(template.function(name).at('Role')))
const actions = (name: string, service: string): string[] =>
  granted(name)
    .flatMap((statement) => statement.actions)
    .filter((action) => action.startsWith(`${service}:`))
    .map((action) => action.slice(service.length + 1))

/** Each reviewed: AWS offers nothing narrower for these. */
const reviewedWildcards = [
  // A reader of a stream lists streams; the action knows no resource.
  { action: 'dynamodb:ListStreams', resource: /^\*$/ },
  // Step Functions sets up the delivery of its log lines itself; these actions know no resource.
  {
    action:
      /^logs:(Create|Get|Update|Delete|List)LogDeliver(y|ies)$|^logs:(PutResourcePolicy|Describe(ResourcePolicies|LogGroups))$/,
    resource: /^\*$/,
  },
  // Executions of one machine, objects under one prefix.
  { action: 'states:DescribeExecution', resource: /:execution:Siaran-request-review:\*$/ },
  { action: /^s3:(PutObject|GetObjectVersion)$/, resource: /\/(incoming|letters)\/\*$/ },
  // What GuardDuty asks of its scanner's role, and the reading of the verdict, for uploads only.
  { action: /^s3:GetObject$|^s3:(Get|Put)Object(Version)?Tagging$/, resource: /\/incoming\/\*$/ },
  {
    action: /^events:((Put|Delete|Describe)Rule|(Put|Remove)Targets|ListTargetsByRule)$/,
    resource: /:rule\/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*$/,
  },
]

const reviewed = (action: string, resource: string): boolean =>
  reviewedWildcards.some(
    (known) =>
      (typeof known.action === 'string' ? known.action === action : known.action.test(action)) &&
      known.resource.test(resource),
  )

describe('roles', () => {
  it('name every action and, outside a reviewed list, every resource', () => {
    const wild = all.flatMap((statement) =>
      statement.actions.flatMap((action) =>
        statement.resources
          .filter((resource) => (action + resource).includes('*') && !reviewed(action, resource))
          .map((resource) => `${action} on ${resource}`),
      ),
    )
    expect(wild).toEqual([])
  })

  it('neither scan nor delete', () => {
    const forbidden = all
      .flatMap((statement) => statement.actions)
      .filter((action) => /:(Scan|Delete(Item|Object|Table)|PartiQL)/.test(action))
    expect(forbidden).toEqual([])
  })

  it('give a page about the service nothing but its log', () => {
    for (const name of ['site/pages', 'site/assets', 'site/not-found']) {
      const services = granted(name).flatMap(({ actions }) => actions.map((a) => a.split(':')[0]))
      expect(new Set(services)).toEqual(new Set(['logs']))
    }
  })

  it('let the public schedule read its own partitions and no case', () => {
    const reading = granted('site/schedule').filter(({ actions }) =>
      actions.some((action) => action.startsWith('dynamodb:')),
    )
    expect(reading.map(({ actions, condition }) => [actions, condition])).toEqual([
      [
        ['dynamodb:Query'],
        { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SCHEDULE#*'] } },
      ],
    ])
  })

  it('let only the one who hands out tickets put uploads, and only the one who accepts keep them', () => {
    const writers = functionNames().filter((name) => actions(name, 's3').includes('PutObject'))
    expect(writers).toEqual(['requests/accept-letter', 'requests/letter'])
    const resources = (name: string) =>
      granted(name)
        .filter((statement) => statement.actions.includes('s3:PutObject'))
        .flatMap((statement) => statement.resources.map((arn) => arn.replace(/^<\w+>/, '')))
    expect(resources('requests/letter')).toEqual(['/incoming/*'])
    expect(resources('requests/accept-letter')).toEqual(['/letters/*'])
  })

  it('give the signer of upload tickets the key right that S3 checks when the browser posts', () => {
    const rule = at(
      template.one('AWS::S3::Bucket').at('BucketEncryption.ServerSideEncryptionConfiguration'),
      '0.ServerSideEncryptionByDefault',
    )
    const key = `<${idOf(at(rule, 'KMSMasterKeyID'))}>`
    const rights = granted('requests/letter').filter(({ resources }) => resources.includes(key))
    expect(rights.flatMap(({ actions }) => actions)).toEqual(['kms:GenerateDataKey'])
  })

  it('let one function send mail, from one address, through one configuration set', () => {
    const senders = functionNames().filter((name) => actions(name, 'ses').length > 0)
    expect(senders).toEqual(['notifications/dispatch'])
    const statement = granted('notifications/dispatch').find((s) =>
      s.actions.includes('ses:SendRawEmail'),
    )
    expect(statement?.condition).toEqual({
      StringEquals: { 'ses:FromAddress': 'layanan@dinkominfo.example' },
    })
    const kinds = statement?.resources.map(
      (arn) => arn.match(/:(identity|configuration-set)\//)?.[1],
    )
    expect(kinds?.sort()).toEqual(['configuration-set', 'identity'])
  })

  it('let the review machine call one function and write its log', () => {
    const role = idOf(template.one('AWS::StepFunctions::StateMachine').at('RoleArn'))
    const invoked = template
      .statements(role)
      .filter(({ actions }) => !actions.every((action) => action.startsWith('logs:')))
    const ask = template.function('reviews/ask').id
    expect(invoked).toEqual([
      {
        actions: ['lambda:InvokeFunction'],
        resources: [`<${ask}>`],
        condition: undefined,
      },
    ])
  })

  it('give whoever reads or writes a table the right to its key', () => {
    for (const table of template.of('AWS::DynamoDB::Table')) {
      const key = `<${idOf(table.at('SSESpecification.KMSMasterKeyId'))}>`
      for (const name of functionNames()) {
        const uses = granted(name).some((statement) =>
          statement.resources.some((resource) => resource === `<${table.id}>`),
        )
        const decrypts = granted(name).some(
          ({ actions, resources }) => actions.includes('kms:Decrypt') && resources.includes(key),
        )
        expect([name, decrypts]).toEqual([name, uses])
      }
    }
  })
})

describe('keys', () => {
  const keys = template.of('AWS::KMS::Key')
  const services = (key: Resource): unknown[] =>
    key.list('KeyPolicy.Statement').flatMap((statement) => at(statement, 'Principal.Service') ?? [])

  it('let CloudWatch encrypt log groups and alarms, and no other service anything', () => {
    const logs = new Set(
      template.of('AWS::Logs::LogGroup').map((group) => idOf(group.at('KmsKeyId'))),
    )
    const forLogs = keys.filter(({ id }) => logs.has(id))
    expect(forLogs.map(services)).toEqual([['logs.ap-southeast-3.amazonaws.com']])
    const topic = idOf(template.one('AWS::SNS::Topic').at('KmsMasterKeyId'))
    expect(keys.filter(({ id }) => id === topic).map(services)).toEqual([
      ['cloudwatch.amazonaws.com'],
    ])
    const others = keys.filter(({ id }) => !logs.has(id) && id !== topic)
    expect(others.flatMap(services)).toEqual([])
  })
})
