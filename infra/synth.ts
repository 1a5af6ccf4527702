import { parseArgs } from 'node:util'
import { synthesizeOnce } from './synthesis.ts'

/** `npm run synth [-- --stage NAME]`: writes cdk.out and dist, unless they are up to date. */
const { values } = parseArgs({ options: { stage: { type: 'string', default: 'local' } } })
const started = performance.now()
const { fresh } = await synthesizeOnce(values.stage)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
console.log(
  fresh
    ? `Synthesized stage ${values.stage} in ${seconds} s.`
    : `Stage ${values.stage} is synthesized already.`,
)
