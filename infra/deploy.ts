import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installStage } from './commands/install.ts'
import { stageNamed } from './stages.ts'
import { synthesizeOnce } from './synthesis.ts'

/**
 * `npm run deploy -- --stage NAME`: synthesizes, deploys with the cdk command and installs the
 * stage's people and calendar. Arguments after a second `--` go to `cdk deploy`.
 */
const { values, positionals } = parseArgs({
  options: { stage: { type: 'string' } },
  allowPositionals: true,
})
if (values.stage === undefined || values.stage === 'local') {
  console.error('Say which stage to deploy: npm run deploy -- --stage NAME (see infra/stages.ts).')
  process.exit(1)
}
const stage = stageNamed(values.stage)
// What is deployed has been checked against CloudFormation's own schemas.
process.env['CDK_VALIDATION'] = 'true'
const { out } = await synthesizeOnce(stage.name)
const cdk = join(createRequire(import.meta.url).resolve('aws-cdk/package.json'), '../bin/cdk')
const { status } = spawnSync(
  process.execPath,
  [cdk, 'deploy', '--app', out, '--all', ...positionals],
  { stdio: 'inherit', env: { ...process.env, AWS_REGION: stage.region } },
)
if (status !== 0) process.exit(status ?? 1)
console.log(`Installed: ${await installStage(stage)}`)
