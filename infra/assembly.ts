import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { App } from 'aws-cdk-lib'
import { bundle } from './bundle.ts'
import { dashed } from './names.ts'
import { ServiceStack } from './service-stack.ts'
import type { Stage } from './stage.ts'

const root = resolve(import.meta.dirname, '..')

/**
 * Bundles the functions into `bundles` and synthesizes the stage's stack into `out`.
 * Checking the template takes 5 s (CloudFormation's own schemas, cdk-nag's rule packs): that is for
 * CI, and for where CDK_VALIDATION asks.
 */
export async function assemble(stage: Stage, bundles: string, out: string): Promise<void> {
  await bundle(bundles)
  await writeStageFile(stage, bundles)
  await synthesize(stage, bundles, out)
}

/**
 * Synthesizes over bundles that are there already.
 * @throws Error with the findings, where a check of CI or CDK_VALIDATION has any
 */
export async function synthesize(stage: Stage, bundles: string, out: string): Promise<void> {
  const app = stageApp(stage, bundles, out)
  if (validated()) (await import('./nag.ts')).addPacks(app)
  app.synth()
}

/** A stage's constructs, not yet synthesized. */
export function stageApp(stage: Stage, bundles: string, out: string): App {
  const app = new App({
    outdir: out,
    context: {
      ...featureFlags(),
      // Says in the template which folder of `out` holds a function's code.
      'aws:cdk:enable-asset-metadata': true,
    },
    treeMetadata: false,
    builtinCloudFormationValidation: validated(),
  })
  new ServiceStack(app, stage, bundles)
  return app
}

function validated(): boolean {
  const { CDK_VALIDATION: asked, CI } = process.env
  return asked === undefined ? CI === 'true' : asked !== 'false'
}

/** The command line passes cdk.json's flags on; an app that is run without it reads them itself. */
function featureFlags(): Record<string, unknown> {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as {
    context: Record<string, unknown>
  }
  return context
}

/** What operations/install brings into the tables. */
async function writeStageFile(stage: Stage, bundles: string): Promise<void> {
  const { office, people, resources, calendar, receiptRule } = stage
  const folder = join(bundles, dashed('operations/install'))
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'stage.json'),
    JSON.stringify({ office, people, resources, calendar, receiptRule }),
  )
}
