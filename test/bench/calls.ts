import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, median } from './figure.ts'
import { end, startHost } from './host.ts'

type Call = {
  readonly function: string
  readonly service: string
  readonly action: string
  readonly readUnits: number
  readonly writeUnits: number
  readonly parent?: string
}

/** P40: at most so many calls; where they go out side by side the depth is less than the count. */
const goals: readonly (readonly [part: string, most: number])[] = [
  ['RequestsLetter', 0],
  ['RequestsSubmit', 2],
]

/** Counts per function over the seeded cases. Keys are cached, so a warm function asks for none. */
export async function callFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'siaran-bench-'))
  const host = await startHost(folder, '--seed')
  const calls = (await (await fetch(`${host.origin}/_local/calls`)).json()) as readonly Call[]
  await end(host)
  rmSync(folder, { recursive: true, force: true })
  const warm = calls.filter(({ service }) => service !== 'secretsmanager')
  const names = [...new Set(warm.map((call) => call.function))].sort()
  const asked = goals
    .filter(([part]) => !names.some((name) => name.includes(part)))
    .map(([part]): Figure => ({ name: part, value: '0 calls', goal: '0 calls', met: true }))
  return [...asked, ...names.map((name) => figureOf(name, warm))]
}

function figureOf(name: string, calls: readonly Call[]): Figure {
  const invocations = Map.groupBy(
    calls.filter((call) => call.function === name && call.action !== 'PostObject'),
    ({ parent }) => parent ?? '',
  )
  const groups = [...invocations.values()]
  if (groups.length === 0) groups.push([])
  const counts = groups.map((group) => group.length)
  const units = (of: (call: Call) => number): string =>
    median(groups.map((group) => group.reduce((sum, call) => sum + of(call), 0))).toFixed(1)
  const read = units(({ readUnits }) => readUnits)
  const write = units(({ writeUnits }) => writeUnits)
  const most = Math.max(0, ...counts)
  const goal = goals.find(([part]) => name.includes(part))?.[1]
  return {
    name: name.replace(/Function[0-9A-F]{8}$/, ''),
    value: `${median(counts) || 0}–${most} calls, ${read} r, ${write} w`,
    ...(goal === undefined ? {} : { goal: `≤ ${goal} calls`, met: most <= goal }),
  }
}
