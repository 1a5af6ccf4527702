import { describe, expect, it } from 'vitest'
import {
  type Conditions,
  matches,
  matchesAction,
  matchesArn,
  meets,
} from '../../infra/rights/match.ts'
import { type Ask, allowing, type Policies, readDocument } from '../../infra/rights/policy.ts'
import { callAsks, review } from '../../infra/rights/review.ts'

describe('matching as IAM does', () => {
  it.each([
    ['s3:GetObject', 's3:getobject', true],
    ['s3:Get*', 's3:GetObjectVersion', true],
    ['s3:GetObject', 's3:GetObjectVersion', false],
    ['s3:GetObjec?', 's3:GetObject', true],
    ['*', 'kms:Decrypt', true],
    ['s3.GetObject', 's3:GetObject', false],
  ])('the action %s and %s: %s', (pattern, action, expected) => {
    expect(matchesAction(pattern, action)).toBe(expected)
  })

  it.each([
    ['*', 'arn:aws:s3:::b/k', true],
    ['arn:aws:s3:::b/in/*', 'arn:aws:s3:::b/in/a/b', true],
    ['arn:aws:s3:::b/in/*', 'arn:aws:s3:::b/out/a', false],
    ['arn:aws:sqs:*:1:q', 'arn:aws:sqs:x:1:q', true],
    // A wildcard stays between its colons.
    ['arn:aws:sqs:*:q', 'arn:aws:sqs:x:1:q', false],
    ['arn:aws:lambda:r:1:function:f', 'arn:aws:lambda:r:1:function:f:2', false],
    ['arn:aws:lambda:r:1:function:f:*', 'arn:aws:lambda:r:1:function:f:2', true],
    ['arn:aws:execute-api:r:1:api/*/*/*', 'arn:aws:execute-api:r:1:api/$default/GET/', true],
    ['arn:aws:execute-api:r:1:api/*/*/*', 'arn:aws:execute-api:r:1:api/$default/$default', false],
    ['arn:aws:dynamodb:r:1:table/t', 'arn:aws:dynamodb:r:1:table/t/index/i', false],
  ])('the resource %s and %s: %s', (pattern, arn, expected) => {
    expect(matchesArn(pattern, arn)).toBe(expected)
  })

  it('refuses to guess at a policy variable', () => {
    expect(() => matches('home/${aws:username}', 'home/a')).toThrow('not evaluated')
  })

  const context = { 'aws:SourceArn': 'arn:aws:events:r:1:rule/a', tls: '1.2', secure: 'true' }
  it.each<[string, Conditions, boolean]>([
    ['an equal text', { StringEquals: { tls: ['1.2'] } }, true],
    ['any of several values', { StringEquals: { tls: ['1.3', '1.2'] } }, true],
    ['another text', { StringEquals: { tls: ['1.3'] } }, false],
    ['a text that is not equal', { StringNotEquals: { tls: ['1.3'] } }, true],
    ['one that is, negated', { StringNotEquals: { tls: ['1.2'] } }, false],
    ['a pattern', { StringLike: { tls: ['1.*'] } }, true],
    [
      'an ARN with a wildcard',
      { ArnLike: { 'aws:SourceArn': ['arn:aws:events:*:1:rule/*'] } },
      true,
    ],
    ['another ARN', { ArnEquals: { 'aws:SourceArn': ['arn:aws:events:r:1:rule/b'] } }, false],
    ['a truth', { Bool: { secure: ['True'] } }, true],
    ['a smaller number', { NumericLessThan: { tls: ['1.2'] } }, false],
    ['a number that is reached', { NumericGreaterThanEquals: { tls: ['1.2'] } }, true],
    ['a key that is absent', { StringEquals: { none: ['a'] } }, false],
    ['an absent key, negated', { StringNotEquals: { none: ['a'] } }, true],
    ['an absent key, if it exists', { StringEqualsIfExists: { none: ['a'] } }, true],
    ['each value of a key', { 'ForAllValues:StringLike': { tls: ['1.*'] } }, true],
    ['another value of a key', { 'ForAllValues:StringLike': { tls: ['2.*'] } }, false],
    ['each value of an absent key', { 'ForAllValues:StringLike': { none: ['a'] } }, true],
    ['all keys, not only one', { StringEquals: { tls: ['1.2'], secure: ['false'] } }, false],
    ['all operators', { StringEquals: { tls: ['1.2'] }, Bool: { secure: ['false'] } }, false],
  ])('the condition: %s', (_, conditions, expected) => {
    expect(meets(conditions, context)).toBe(expected)
  })

  it('refuses to guess at an operator', () => {
    expect(() => meets({ IpAddress: { a: ['10.0.0.0/8'] } }, {})).toThrow('IpAddress')
  })
})

const role = 'arn:aws:iam::1:role/submit'
const table = 'arn:aws:dynamodb:r:1:table/t'
const key = 'arn:aws:kms:r:1:key/k'
const document = (...Statement: object[]) => ({ Statement })
const policiesFrom = (
  own: object,
  keyDocument: object = document(),
  bucket: object = document(),
) => {
  const { allows, denies } = readDocument(own, { holder: role, place: 'Own' })
  const keys = readDocument(keyDocument, { resource: key, place: 'Key' })
  const attached = readDocument(bucket, { place: 'Bucket' })
  return {
    grants: [...allows, ...attached.allows],
    denials: [...denies, ...keys.denies, ...attached.denies],
    delegations: keys.allows,
  } satisfies Policies
}
const asked = (action: string, resource: string, context = {}): Ask => ({
  by: role,
  action,
  resource,
  context,
  why: 'a test',
})

describe('deciding as IAM does', () => {
  const reads = { Effect: 'Allow', Action: ['dynamodb:GetItem', 'kms:Decrypt'], Resource: '*' }
  const root = { Effect: 'Allow', Action: 'kms:*', Principal: { AWS: 'arn:aws:iam::1:root' } }
  const allowed = (policies: Policies, ask: Ask) => allowing(policies, ask).length > 0

  it('denies what nothing allows, and to others what one is allowed', () => {
    const policies = policiesFrom(document(reads))
    expect(allowed(policies, asked('dynamodb:GetItem', table))).toBe(true)
    expect(allowed(policies, asked('dynamodb:PutItem', table))).toBe(false)
    expect(allowed(policies, { ...asked('dynamodb:GetItem', table), by: 'other' })).toBe(false)
  })

  it('lets a denial beat every grant, the role’s own or that of the resource', () => {
    const own = { Effect: 'Deny', Action: 'dynamodb:*', Resource: table }
    expect(allowed(policiesFrom(document(reads, own)), asked('dynamodb:GetItem', table))).toBe(
      false,
    )
    const plain = {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Principal: '*',
      Condition: { Bool: { secure: false } },
    }
    const policies = policiesFrom(document(reads), document(), document(plain))
    expect(allowed(policies, asked('dynamodb:GetItem', table, { secure: 'true' }))).toBe(true)
    expect(allowed(policies, asked('dynamodb:GetItem', table, { secure: 'false' }))).toBe(false)
  })

  it('takes a grant on a key only where the key leaves it to the account', () => {
    const ask = asked('kms:Decrypt', key)
    expect(allowed(policiesFrom(document(reads)), ask)).toBe(false)
    expect(allowed(policiesFrom(document(reads), document(root)), ask)).toBe(true)
  })

  it('reads one statement or several, one action or several', () => {
    const { allows } = readDocument({ Statement: reads }, { holder: role, place: 'Own' })
    expect(allows.map(({ action }) => action)).toEqual(['dynamodb:GetItem', 'kms:Decrypt'])
  })

  it('refuses to guess at NotAction', () => {
    const strange = document({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })
    expect(() => policiesFrom(strange)).toThrow('NotAction')
  })
})

describe('the review of policies', () => {
  const grant = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource })

  it('counts uses, and tells unused and doubled grants from needed ones', () => {
    const policies = policiesFrom(
      document(
        grant('dynamodb:GetItem', table),
        grant('dynamodb:Query', table),
        grant('dynamodb:Query', '*'),
        grant('dynamodb:Scan', table),
      ),
    )
    const asks = ['GetItem', 'GetItem', 'Query', 'PutItem'].map((name) =>
      asked(`dynamodb:${name}`, table),
    )
    const { denied, uses } = review(policies, asks)
    expect(denied.map(({ action }) => action)).toEqual(['dynamodb:PutItem'])
    expect(uses.map(({ times, verdict }) => [times, verdict])).toEqual([
      [2, 'needed'],
      [1, 'redundant'],
      [1, 'redundant'],
      [0, 'unused'],
    ])
  })

  it('asks recorded calls of the caller’s role, over TLS, and knows no stranger', () => {
    const resource = {
      id: 'Submit',
      type: 'AWS::Lambda::Function',
      name: 'submit',
      arn: 'arn:aws:lambda:r:1:function:submit',
      properties: { Role: role },
    }
    const template = { region: 'r', account: '1', of: () => [resource] }
    const call = {
      function: 'Submit',
      service: 'dynamodb',
      action: 'TransactWriteItems',
      authorised: [{ action: 'dynamodb:PutItem', resource: table }],
    }
    expect(callAsks(template, [call])).toEqual([
      {
        by: role,
        action: 'dynamodb:PutItem',
        resource: table,
        context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' },
        why: 'dynamodb TransactWriteItems',
      },
    ])
    expect(() => callAsks(template, [{ ...call, function: 'host' }])).toThrow('host')
  })
})
