/**
 * `npm run bench`: every figure beside its goal, a missed one as missed. Sizes and counts repeat
 * exactly; times are of this machine, and medians of several runs.
 */
import { bundleFigures } from './bundles.ts'
import { callFigures } from './calls.ts'
import { coldFigures } from './cold.ts'
import { type Figure, line } from './figure.ts'
import { startFigures } from './start.ts'

const parts: readonly (readonly [string, () => Promise<readonly Figure[]>])[] = [
  ['Bundles: bytes of each function, minified and gzip', bundleFigures],
  ['Cold: import and first call beside the reference handler B', coldFigures],
  ['Calls: AWS calls and units of one warm invocation, over the demonstration cases', callFigures],
  ['Start: the local host on this machine', startFigures],
]

let missed = 0
for (const [title, measure] of parts) {
  console.log(`\n${title}`)
  for (const figure of await measure()) {
    missed += figure.met === false ? 1 : 0
    console.log(`  ${line(figure)}`)
  }
}
console.log(`\n${missed === 0 ? 'Every goal is met.' : `${missed} goals are missed.`}`)
