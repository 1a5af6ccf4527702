import { execFile } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Figure, median } from './figure.ts'
import { type FirstCall, Workbench } from './first-calls.ts'
import { buildReference } from './reference.ts'

const run = promisify(execFile)
const firstCall = join(import.meta.dirname, 'first-call.cjs')
const valgrind = '/usr/bin/valgrind'
/** Rounds of all functions in turn, each in a fresh process: one alone differs by a tenth. */
const rounds = 25
/** P42, as parts of B. */
const goals = { instructions: 0.8, time: 1 }

/** P42: import and first call of each function that answers browsers, as parts of the reference B. */
export async function coldFigures(): Promise<readonly Figure[]> {
  const bench = await Workbench.open()
  try {
    const reference = await buildReference(bench.folder)
    const request = (call: FirstCall): string => {
      const file = `${call.bundle}.json`
      writeFileSync(file, JSON.stringify(call.event))
      return file
    }
    const starts = bench.calls.map((call) => ({ ...call, args: [call.bundle, request(call)] }))
    const referenceArgs = [reference, starts[0]?.args[1] ?? '']
    const size = `${(statSync(reference).size / 1000).toFixed(0)} kB`
    return [
      { name: 'B, the reference', value: size },
      ...(await instructionFigures(referenceArgs, starts)),
      ...(await timeFigures(referenceArgs, starts)),
    ]
  } finally {
    bench.close()
  }
}

type Start = { readonly function: string; readonly args: readonly string[] }

/** Instructions repeat to about two parts of B in a hundred; Node’s own start is taken off. */
async function instructionFigures(reference: readonly string[], starts: readonly Start[]) {
  if (!existsSync(valgrind)) {
    return [{ name: 'instructions', value: 'not counted: valgrind is not installed' }]
  }
  const bare = await instructions([])
  const whole = (await instructions(reference)) - bare
  const figures: Figure[] = [{ name: 'B', value: `${(whole / 1e6).toFixed(0)} M instructions` }]
  for (const start of starts) {
    const ratio = ((await instructions(start.args)) - bare) / whole
    figures.push(figure(start.function, ratio, 'B in instructions', goals.instructions))
  }
  return figures
}

async function instructions(args: readonly string[]): Promise<number> {
  const options = ['--tool=cachegrind', '--cache-sim=no', '--cachegrind-out-file=/dev/null']
  const { stderr } = await run(valgrind, [...options, process.execPath, firstCall, ...args])
  const count = /I\s+refs:\s+([\d,]+)/.exec(stderr)?.[1]
  if (count === undefined) throw new Error('valgrind counted no instructions.')
  return Number(count.replaceAll(',', ''))
}

/** Each function's time beside the B of its own round, so that a busy machine slows both. */
async function timeFigures(reference: readonly string[], starts: readonly Start[]) {
  const ratios = starts.map((): number[] => [])
  const whole: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const b = await milliseconds(reference)
    whole.push(b)
    for (const [at, start] of starts.entries()) {
      ratios[at]?.push((await milliseconds(start.args)) / b)
    }
  }
  return [
    { name: 'B', value: `${median(whole).toFixed(0)} ms` },
    ...starts.map((start, at) =>
      figure(start.function, median(ratios[at] ?? []), 'B in time', goals.time),
    ),
  ]
}

async function milliseconds(args: readonly string[]): Promise<number> {
  const { stdout } = await run(process.execPath, [firstCall, ...args])
  return (JSON.parse(stdout) as { took: number }).took
}

const figure = (name: string, ratio: number, unit: string, most: number): Figure => ({
  name,
  value: `${ratio.toFixed(2)} × ${unit}`,
  goal: `≤ ${most.toFixed(2)} × B`,
  met: ratio <= most,
})
