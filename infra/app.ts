import { resolve } from 'node:path'
import { assemble } from './assembly.ts'
import { stageNamed } from './stages.ts'

/** What the cdk command runs, e.g. `npx cdk diff -c stage=example`; scripts use synth.ts. */
const { CDK_OUTDIR = 'cdk.out', CDK_CONTEXT_JSON = '{}' } = process.env
const { stage = 'local' } = JSON.parse(CDK_CONTEXT_JSON) as { readonly stage?: string }
await assemble(stageNamed(stage), resolve('dist'), resolve(CDK_OUTDIR))
