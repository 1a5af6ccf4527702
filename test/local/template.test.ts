import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readStack } from '../../infra/local/template.ts'
import { type Assembly, createAssembly } from './assembly.ts'

const site = 'http://127.0.0.1:4000'

describe('reading a synthesized stack', () => {
  let assembly: Assembly
  beforeEach(() => {
    assembly = createAssembly()
  })
  afterEach(() => assembly.remove())

  const environment = (Variables: unknown, more: Record<string, unknown> = {}, others = {}) => {
    const Code = { S3Bucket: 'assets', S3Key: 'abc.zip' }
    const Fn = { Type: 'AWS::Lambda::Function', Properties: { Code, Environment: { Variables } } }
    assembly.write({ Fn, ...others }, more)
    const [resource] = readStack(assembly.out, site).of('AWS::Lambda::Function')
    return (resource!.properties['Environment'] as { Variables: Record<string, unknown> }).Variables
  }

  it('gives each reference the name, ARN or address that AWS would', () => {
    const resolved = environment(
      {
        table: { Ref: 'Table' },
        tableArn: { 'Fn::GetAtt': ['Table', 'Arn'] },
        named: { Ref: 'Named' },
        bucket: { Ref: 'Bucket' },
        site: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] },
        machine: { Ref: 'Machine' },
        self: { 'Fn::GetAtt': 'Fn.Arn' },
        region: { Ref: 'AWS::Region' },
        partition: { Ref: 'AWS::Partition' },
        suffix: { Ref: 'AWS::URLSuffix' },
      },
      {},
      {
        Table: { Type: 'AWS::DynamoDB::Table' },
        Named: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'Requests' } },
        Bucket: { Type: 'AWS::S3::Bucket' },
        Api: { Type: 'AWS::ApiGatewayV2::Api' },
        Machine: { Type: 'AWS::StepFunctions::StateMachine' },
      },
    )
    expect(resolved).toEqual({
      table: 'Demo-Table',
      tableArn: 'arn:aws:dynamodb:ap-southeast-3:000000000000:table/Demo-Table',
      named: 'Requests',
      bucket: 'demo-bucket',
      site,
      machine: 'arn:aws:states:ap-southeast-3:000000000000:stateMachine:Demo-Machine',
      self: 'arn:aws:lambda:ap-southeast-3:000000000000:function:Demo-Fn',
      region: 'ap-southeast-3',
      partition: 'aws',
      suffix: 'amazonaws.com',
    })
  })

  it('computes every function of the template language that CDK writes', () => {
    const resolved = environment(
      {
        join: { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }]] },
        sub: { 'Fn::Sub': 'x/${AWS::AccountId}/${Stage}/${!literal}' },
        subMap: { 'Fn::Sub': ['${word} ${Fn.Arn}', { word: { Ref: 'Stage' } }] },
        select: { 'Fn::Select': [1, { 'Fn::Split': ['/', 'https://host'] }] },
        last: { 'Fn::Select': ['2', { 'Fn::Split': ['/', 'https://host'] }] },
        chosen: { 'Fn::If': ['IsLocal', 'here', 'there'] },
        removed: { 'Fn::If': ['IsLocal', { Ref: 'AWS::NoValue' }, 'there'] },
        mapped: { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] },
      },
      {
        Parameters: { Stage: { Type: 'String', Default: 'local' } },
        Conditions: {
          IsLocal: { 'Fn::And': [{ Condition: 'Same' }, { 'Fn::Not': [{ Condition: 'Other' }] }] },
          Same: { 'Fn::Equals': [{ Ref: 'Stage' }, 'local'] },
          Other: { 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }] },
        },
        Mappings: { Sizes: { local: { memory: 128 } } },
      },
    )
    expect(resolved).toEqual({
      join: 'a-ap-southeast-3',
      sub: 'x/000000000000/local/${literal}',
      subMap: 'local arn:aws:lambda:ap-southeast-3:000000000000:function:Demo-Fn',
      select: '',
      last: 'host',
      chosen: 'here',
      mapped: 128,
    })
  })

  it('leaves out resources and outputs whose condition does not hold', () => {
    const never = { 'Fn::Equals': ['a', 'b'] }
    assembly.write(
      {
        Kept: { Type: 'AWS::SQS::Queue' },
        Gone: { Type: 'AWS::SQS::Queue', Condition: 'Never' },
      },
      {
        Conditions: { Never: never },
        Outputs: { Q: { Value: { Ref: 'Kept' } }, No: { Value: 'x', Condition: 'Never' } },
      },
    )
    const stack = readStack(assembly.out, site)
    expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['Kept'])
    expect(stack.outputs).toEqual({
      Q: 'https://sqs.ap-southeast-3.amazonaws.com/000000000000/Demo-Kept',
    })
  })

  it.each([
    [
      'a resource type',
      { Q: { Type: 'AWS::Neptune::DBCluster' } },
      /Q \(AWS::Neptune::DBCluster\)/,
    ],
    [
      'a property of a type that it acts on',
      { T: { Type: 'AWS::DynamoDB::Table', Properties: { ImportSourceSpecification: {} } } },
      /ImportSourceSpecification of T/,
    ],
    [
      'a function of the template language',
      { T: { Type: 'AWS::DynamoDB::Table', Properties: { Tags: { 'Fn::GetAZs': '' } } } },
      /T .*Fn::GetAZs/,
    ],
    [
      'an attribute',
      {
        T: {
          Type: 'AWS::DynamoDB::Table',
          Properties: { Tags: { 'Fn::GetAtt': ['T', 'Colour'] } },
        },
      },
      /attribute Colour of T/,
    ],
    [
      'a reference to nothing',
      { T: { Type: 'AWS::DynamoDB::Table', Properties: { Tags: { Ref: 'Nobody' } } } },
      /refers to Nobody/,
    ],
    [
      'a name that needs itself',
      { T: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'T' } } } },
      /refers to itself/,
    ],
  ])('refuses what it does not know: %s', (_, resources, sentence) => {
    assembly.write(resources)
    expect(() => readStack(assembly.out, site)).toThrow(sentence)
  })

  it('refuses a parameter without a default', () => {
    expect(() =>
      environment({ a: { Ref: 'P' } }, { Parameters: { P: { Type: 'String' } } }),
    ).toThrow(/parameter P has no default/)
  })

  it('passes over the contents of resources that do nothing on one machine', () => {
    const Properties = { DashboardBody: { 'Fn::ImportValue': 'elsewhere' } }
    assembly.write({ D: { Type: 'AWS::CloudWatch::Dashboard', Properties } })
    expect(readStack(assembly.out, site).resources).toMatchObject([
      { name: 'Demo-D', properties: {} },
    ])
  })

  it('finds the code of a function through the asset manifest, or by its hash', () => {
    assembly.write({})
    const files = { abc: { source: { path: 'asset.abc', packaging: 'zip' } } }
    writeFileSync(join(assembly.out, 'Demo.assets.json'), JSON.stringify({ files }))
    const { asset } = readStack(assembly.out, site)
    expect(asset('abc.zip')).toBe(join(assembly.out, 'asset.abc'))
    expect(asset('def.zip')).toBe(join(assembly.out, 'asset.def'))
  })

  it('says what to do when there is no template', () => {
    expect(() => readStack(assembly.out, site)).toThrow(/manifest\.json is missing.*npm run synth/)
    writeFileSync(join(assembly.out, 'manifest.json'), '{')
    expect(() => readStack(assembly.out, site)).toThrow(/is not JSON.*npm run synth/)
  })
})
