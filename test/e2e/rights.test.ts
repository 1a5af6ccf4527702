import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { platformUses } from '../../infra/rights/platform/uses.ts'
import { platformAsks } from '../../infra/rights/platform.ts'
import type { Ask, Grant, Policies } from '../../infra/rights/policy.ts'
import { recordJourney } from '../../infra/rights/record.ts'
import { isTight, reportLines } from '../../infra/rights/report.ts'
import { callAsks, type Review, review } from '../../infra/rights/review.ts'
import { policiesOf, readTemplate, type Template } from '../../infra/rights/template.ts'

let template: Template
let policies: Policies
let asks: readonly Ask[]
let found: Review

/** The whole journey once; each test then puts its questions to the policies in memory. */
beforeAll(async () => {
  const out = resolve('cdk.out')
  template = readTemplate(out)
  policies = policiesOf(template)
  const calls = await recordJourney(out)
  const all = [...platformAsks(template), ...callAsks(template, calls)]
  asks = [...new Map(all.map((ask) => [JSON.stringify(ask), ask])).values()]
  found = review(policies, asks)
})

const ofPlatform: ReadonlySet<string> = new Set(Object.values(platformUses))
const named = ({ holder, action, resource }: Grant): string => `${holder} ${action} ${resource}`

describe('The roles of the template, held against the whole journey', () => {
  it('allow every call that was recorded, and every use that AWS makes of them', () => {
    expect(found.denied).toEqual([])
    expect(asks.length).toBeGreaterThan(200)
  })

  it('hold no grant that nothing asks for, and none twice', () => {
    const spare = found.uses.filter(({ verdict }) => verdict !== 'needed')
    expect(spare.map(({ grant, verdict }) => `${verdict} ${named(grant)}`)).toEqual([])
  })

  it('are used by calls of the product, but for a named list of uses by AWS itself', () => {
    const platform = found.uses.filter(({ why }) => why.every((each) => ofPlatform.has(each)))
    expect(new Set(platform.flatMap(({ why }) => why))).toEqual(ofPlatform)
    const functions = template.of('AWS::Lambda::Function').map((each) => each.properties['Role'])
    const own = platform.filter(({ grant }) => functions.includes(grant.holder))
    expect([...new Set(own.map(({ grant }) => grant.action))].sort()).toEqual([
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sqs:SendMessage',
    ])
  })

  it('deny a call as soon as any one grant is taken away', () => {
    expect.assert(policies.grants.length > 100)
    const missed = policies.grants.filter((taken) => {
      const grants = policies.grants.filter((grant) => grant !== taken)
      const { denied } = review({ ...policies, grants }, ofHolder(taken.holder))
      return denied.length === 0
    })
    expect(missed.map(named)).toEqual([])
  })

  it('show any one grant that is added: what others hold, what nobody holds, all of a service', () => {
    const roles = new Set(template.of('AWS::IAM::Role').map(({ arn }) => arn))
    const held = policies.grants.filter(({ holder }) => roles.has(holder))
    const pairs = new Map(
      held.map(({ action, resource }) => [`${action} ${resource}`, { action, resource }]),
    )
    const wide = ['dynamodb:*', 'dynamodb:Scan', 's3:DeleteObject', 'kms:*', 'iam:PassRole']
    const more = [...pairs.values(), ...wide.map((action) => ({ action, resource: '*' }))]
    const names = new Set(held.map(named))
    const unseen = [...roles].flatMap((holder) =>
      more
        .map((what) => ({ ...what, holder, conditions: {}, place: 'added' }))
        .filter((added) => !names.has(named(added)))
        .filter((added) => isTight(review(widened(added), ofHolder(holder))))
        .map(named),
    )
    expect(unseen).toEqual([])
  })

  it('are printed with their uses for a reviewer, the verdict last', () => {
    const lines = reportLines(template, found)
    expect(lines).toContain('function Siaran-requests-submit')
    expect(lines.at(-1)).toMatch(/^RIGHT: \d+ grants/)
    const [first, ...grants] = policies.grants
    const weak = reportLines(template, review({ ...policies, grants }, asks))
    expect(weak.at(-1)).toMatch(/^WRONG: .* [1-9]\d* requests denied/)
    expect(weak.filter((line) => line.startsWith('DENIED')).join('\n')).toContain(first?.action)
  })
})

/** One holder's grants and questions: nobody else's are touched by what it is given. */
const widened = (added: Grant): Policies => ({
  ...policies,
  grants: [...policies.grants.filter(({ holder }) => holder === added.holder), added],
})
const ofHolder = (holder: string): readonly Ask[] => asks.filter(({ by }) => by === holder)
