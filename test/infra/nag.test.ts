import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App, Stack, Validations } from 'aws-cdk-lib'
import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { CfnTopic } from 'aws-cdk-lib/aws-sns'
import type { NagPack } from 'cdk-nag'
import { afterAll, describe, expect, it } from 'vitest'
import { stageApp } from '../../infra/assembly.ts'
import { addPacks, packsFor } from '../../infra/nag.ts'
import { stageNamed, stageNames } from '../../infra/stages.ts'
import { root } from './template.ts'

type Acknowledged = { readonly path: string; readonly rule: string; readonly reason: string }

const folder = mkdtempSync(join(tmpdir(), 'siaran-nag-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the packs find, each as `rule at path`. */
const findings = (app: App, packs: readonly NagPack[] = packsFor(app)): string[] =>
  packs.flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
      ),
  )

/** What they would find had nobody acknowledged anything. */
const unexcused = (app: App): string[] =>
  findings(
    app,
    packsFor(app).map((pack) => Object.assign(pack, { isAcknowledged: () => false })),
  )

const acknowledgements = (app: App): readonly Acknowledged[] =>
  app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data))
      .map(([id, reason]) => ({
        path: node.path,
        rule: id.replace(/^annotation::/i, ''),
        reason,
      })),
  )

describe.each(stageNames)('stage %s', (name) => {
  const app = stageApp(stageNamed(name), join(root, 'dist'), join(folder, name))
  const acknowledged = acknowledgements(app)

  it('has no finding that nobody acknowledged', () => {
    expect(findings(app)).toEqual([])
  })

  it('acknowledges nothing that is not found any more', () => {
    const found = unexcused(app)
    const needless = acknowledged.filter(
      ({ rule, path }) => !found.some((finding) => finding.startsWith(`${rule} at ${path}/`)),
    )
    expect(needless).toEqual([])
    expect(found.length).toBeGreaterThan(100)
  })

  it('acknowledges at the resource, never for all of the stack or of a capability', () => {
    const kinds = app.node
      .findAll()
      .filter(({ node }) => acknowledged.some(({ path }) => path === node.path))
      .map(({ node }) => node.defaultChild ?? node.tryFindChild('DefaultPolicy'))
    expect(kinds).not.toContain(undefined)
  })

  it('gives each acknowledgement one sentence as its reason', () => {
    const unclear = acknowledged.filter(({ reason }) => !/^[A-Z](?!.*\. ).{40,}\.$/.test(reason))
    expect(unclear).toEqual([])
  })
})

describe('the packs', () => {
  const unencrypted = (): App => {
    const stack = new Stack(new App({ outdir: join(folder, 'wrong') }), 'Wrong')
    return new CfnTopic(stack, 'Open').node.root as App
  }

  it('find a topic that is not encrypted', () => {
    expect(findings(unencrypted())).toContain('NIST.800.53.R5-SNSEncryptedKMS at Wrong/Open')
  })

  it('find the bucket of the letters, were it not encrypted', () => {
    const app = stageApp(stageNamed('local'), join(root, 'dist'), join(folder, 'unencrypted'))
    const bucket = app.node.findAll().find((found) => found instanceof CfnBucket)!
    bucket.bucketEncryption = undefined
    expect(findings(app)).toContain(`NIST.800.53.R5-S3DefaultEncryptionKMS at ${bucket.node.path}`)
  })

  it('stop the synthesis that they are added to', () => {
    const app = unencrypted()
    addPacks(app)
    expect(() => app.synth()).toThrow(/NIST\.800\.53\.R5-SNSEncryptedKMS/)
  })
})
