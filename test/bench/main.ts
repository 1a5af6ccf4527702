/**
 * `npm run bench`: every figure beside its goal, a missed one as MISSED; `npm run bench -- calls cost`
 * only those parts. Sizes and counts repeat exactly; times are of this machine, and medians. Missed
 * goals are reported, not gated: it fails only where a part could not be measured. What each figure
 * means: docs/numbers.md.
 */
import { execFileSync } from 'node:child_process'
import { bundleFigures } from './bundles.ts'
import { callFigures } from './calls.ts'
import { coldFigures } from './cold.ts'
import { costFigures } from './cost.ts'
import { type Figure, line } from './figure.ts'
import { loadFigures } from './load.ts'
import { malformedFigures } from './malformed.ts'
import { interactiveFigures, weightFigures } from './pages.ts'
import { startFigures } from './start.ts'
import { stateFigures } from './states.ts'
import { warmFigures } from './warm.ts'

type Part = { readonly title: string; readonly measure: () => Promise<readonly Figure[]> }

const parts: Readonly<Record<string, Part>> = {
  bundles: { title: 'Bytes of each function, minified and gzip', measure: bundleFigures },
  cold: { title: 'Import and first call, as part of the reference B', measure: coldFigures },
  warm: { title: 'A warm function beside raw clients making its calls', measure: warmFigures },
  calls: {
    title: 'AWS calls before a warm function answers, and all that follow from an action',
    measure: callFigures,
  },
  states: { title: 'States entered by the review’s workflow', measure: stateFigures },
  cost: { title: 'US$ of a thousand requests decided in time', measure: costFigures },
  weight: { title: 'Bytes of each page: first of a visit, and later', measure: weightFigures },
  interactive: {
    title: 'Time to a usable page on an imitated phone, against the same without script',
    measure: interactiveFigures,
  },
  malformed: { title: 'Slowest malformed request to each function', measure: malformedFigures },
  load: { title: 'Requests a second on this machine', measure: loadFigures },
  start: { title: 'The local host on this machine', measure: startFigures },
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}.`)
  process.exit(1)
}

// What is measured is what the sources say now.
execFileSync(process.execPath, ['infra/synth.ts'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, CDK_VALIDATION: 'false' },
})
let [missed, failed] = [0, 0]
for (const [name, { title, measure }] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n${name}: ${title}`)
  try {
    for (const figure of await measure()) {
      missed += figure.met === false ? 1 : 0
      console.log(`  ${line(figure)}`)
    }
  } catch (error) {
    failed += 1
    console.error(
      `  could not be measured: ${error instanceof Error ? error.stack : String(error)}`,
    )
  }
}
console.log(`\nGoals missed: ${missed}. Parts not measured: ${failed}.`)
if (failed > 0) process.exitCode = 1
