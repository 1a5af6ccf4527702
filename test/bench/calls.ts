import { type Action, Journey } from './actions.ts'
import type { Figure } from './figure.ts'
import { depthOf, hold, type OrderedCall, Recorder, type Recording } from './recorder.ts'

/** What a visitor waits for and what follows, of one action of a warm service. */
type Measured = {
  readonly action: Action
  /** Calls of the function that answered. */
  readonly own: readonly OrderedCall[]
  readonly depth: number
  readonly all: readonly OrderedCall[]
}

/**
 * One journey to warm up, another one measured. The signing keys are cached for five minutes by
 * each instance; the local host keeps ten instances only, so what it reads of them anew is left out.
 */
async function measureActions(recorder: Recorder): Promise<readonly Measured[]> {
  for (const { run } of new Journey(recorder.host).actions) await recorder.during(run)
  const measured: Measured[] = []
  for (const action of new Journey(recorder.host).actions) {
    measured.push(ofAction(action, await recorder.during(action.run)))
  }
  return measured
}

function ofAction(action: Action, { calls, invocations }: Recording): Measured {
  const all = calls.filter(({ service }) => service !== 'secretsmanager')
  const name = action.function?.replace('/', '-')
  const answered = invocations.findLast(
    (invocation) => name !== undefined && invocation.function.endsWith(name),
  )
  const own = all.filter(({ parent }) => parent !== undefined && parent === answered?.requestId)
  return { action, own, depth: depthOf(own), all }
}

/** P40: depth before the answer; calls and units of the action with all that follows from it. */
export async function callFigures(): Promise<readonly Figure[]> {
  const recorder = await Recorder.start('2026-11-23T09:00:00+07:00', hold)
  try {
    const measured = await measureActions(recorder)
    return [...measured.map(figureOf), initialisation(recorder)]
  } finally {
    await recorder.close()
  }
}

function figureOf({ action, own, depth, all }: Measured): Figure {
  const sum = (of: (call: OrderedCall) => number): string =>
    all.reduce((total, call) => total + of(call), 0).toFixed(1)
  const units = `${sum(({ readUnits }) => readUnits)} r ${sum(({ writeUnits }) => writeUnits)} w`
  const waited = action.function === undefined ? '' : `depth ${depth}, ${own.length} calls; `
  const value = `${waited}in all ${all.length}, ${units}`
  if (action.depth === undefined) return { name: action.name, value }
  return {
    name: action.name,
    value,
    goal: `depth ${action.depth === 0 ? '' : '≤ '}${action.depth}`,
    met: depth <= action.depth,
  }
}

/** A call outside of any invocation was made while a function was loaded; browsers post letters. */
function initialisation({ machine }: Recorder): Figure {
  const early = machine.calls
    .list()
    .filter(({ parent, action }) => parent === undefined && action !== 'PostObject')
  const value = `${early.length} calls`
  return { name: 'While functions are loaded', value, goal: '0 calls', met: early.length === 0 }
}
