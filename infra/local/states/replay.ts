import { type Definition, readDefinition } from './definition.ts'
import type { Execution, HistoryEvent, Run, Start } from './execution.ts'
import { damaged } from './journal.ts'

/** One line of the journal. Definitions are kept by hash, since executions outlive releases. */
export type Line =
  | { kind: 'definition'; hash: string; machine: string; text: string }
  | { kind: 'execution'; arn: string; start?: Start; run: Run; history: readonly HistoryEvent[] }

export type Kept = {
  definitions: Map<string, { line: Extract<Line, { kind: 'definition' }>; definition: Definition }>
  executions: Map<string, Execution>
}

// Names can be used again 90 days after their execution has ended.
const NAME_KEPT_MS = 90 * 24 * 3600 * 1000

/**
 * What the journal says, without what nothing can ask for any more.
 *
 * @param now milliseconds
 * @throws Error that says what to do, when a line makes no sense
 */
export function replay(values: readonly unknown[], path: string, now: number): Kept {
  const kept: Kept = { definitions: new Map(), executions: new Map() }
  for (const [index, value] of values.entries()) {
    try {
      apply(kept, value as Line)
    } catch (error) {
      throw damaged(path, index + 1, error)
    }
  }
  for (const [arn, { run }] of kept.executions) {
    if (isForgotten(run, now)) kept.executions.delete(arn)
  }
  const used = new Set([...kept.executions.values()].map(({ start }) => start.definition))
  for (const hash of kept.definitions.keys()) if (!used.has(hash)) kept.definitions.delete(hash)
  return kept
}

/** Whether the execution ended so long ago that its name is free again. */
export function isForgotten(run: Run, now: number): boolean {
  return run.stoppedAt !== undefined && run.stoppedAt + NAME_KEPT_MS <= now
}

function apply({ definitions, executions }: Kept, line: Line): void {
  if (line.kind === 'definition') {
    definitions.set(line.hash, { line, definition: readDefinition(line.machine, line.text) })
    return
  }
  if (line.kind !== 'execution') throw new Error('Neither a definition nor an execution')
  const { arn, run } = line
  // A line with a start begins a new life of the name.
  const before = line.start ? undefined : executions.get(arn)
  const start = line.start ?? before?.start
  if (!start || !definitions.has(start.definition) || typeof run.status !== 'string') {
    throw new Error('An execution without its beginning')
  }
  executions.set(arn, { arn, start, run, history: [...(before?.history ?? []), ...line.history] })
}

/** The lines of a compacted journal. */
export function linesOf({ definitions, executions }: Kept): Line[] {
  const lines: Line[] = []
  for (const { line } of definitions.values()) lines.push(line)
  for (const execution of executions.values()) lines.push({ kind: 'execution', ...execution })
  return lines
}
