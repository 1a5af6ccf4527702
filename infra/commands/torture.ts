import { parseArgs } from 'node:util'
import { synthesizeOnce } from '../synthesis.ts'
import type { Command } from './command.ts'

/** How often the running count is printed at most, in milliseconds. */
const rhythm = 10_000

type Options = {
  readonly seed: number
  /** Runs of each kind; all where absent. */
  readonly most: Readonly<Record<string, number | undefined>>
  readonly match: string | undefined
  readonly kinds: readonly string[]
}

export const torture: Command = {
  summary: 'hurts the service on this machine in every way, and checks that nothing is lost',
  usage:
    'torture [--seed N] [--only faults|duplicates|kills] [--kills 200] [--faults N] [--match TEXT]',
  run: async (args, print) => {
    await synthesizeOnce('local')
    const { tortures } = await import('../../test/torture/torture.ts')
    const { seed, most, match, kinds } = optionsOf(args, Object.keys(tortures))
    let wrong = 0
    for (const kind of kinds) {
      const began = performance.now()
      const progress = sparingly(print)
      const verdict = await tortures[kind]?.({
        seed,
        progress,
        found: (fault) => print(`WRONG ${fault}`),
        ...(most[kind] !== undefined && { most: most[kind] }),
        ...(match !== undefined && { match }),
      })
      if (!verdict) continue
      const minutes = ((performance.now() - began) / 60_000).toFixed(1)
      print(`${kind}: ${verdict.runs} runs with seed ${seed} in ${minutes} min`)
      for (const [name, count] of Object.entries(verdict.counts)) print(`  ${count} ${name}`)
      wrong += verdict.faults.length
    }
    print(wrong === 0 ? 'Nothing lost, nothing doubled, nothing stuck.' : `${wrong} things wrong.`)
    if (wrong > 0) process.exitCode = 1
  },
}

function optionsOf(args: readonly string[], known: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      kills: { type: 'string', default: '200' },
      faults: { type: 'string' },
      duplicates: { type: 'string' },
      match: { type: 'string' },
    },
  })
  const { only, match } = values
  if (only !== undefined && !known.includes(only)) {
    throw new Error(`--only takes ${known.join(', ')}, not "${only}".`)
  }
  const most = {
    kills: numberOf('--kills', values.kills),
    faults: values.faults === undefined ? undefined : numberOf('--faults', values.faults),
    duplicates:
      values.duplicates === undefined ? undefined : numberOf('--duplicates', values.duplicates),
  }
  const kinds = only === undefined ? known : [only]
  return { seed: numberOf('--seed', values.seed), most, match, kinds }
}

function numberOf(flag: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new Error(`${flag} takes a number, not "${text}".`)
}

/** Prints a line that comes often only now and then. */
function sparingly(print: (line: string) => void): (line: string) => void {
  let last = Number.NEGATIVE_INFINITY
  return (line) => {
    if (performance.now() - last < rhythm) return
    last = performance.now()
    print(line)
  }
}
