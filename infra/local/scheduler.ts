import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Clock } from './clock.ts'
import { Retries } from './retries.ts'
import { inputOf } from './scheduler/input.ts'
import { Memories, type Memory } from './scheduler/memory.ts'
import { readSchedule, type ScheduleProperties, type ScheduleSpec } from './scheduler/properties.ts'
import { type Timetable, timetable } from './scheduler/timetable.ts'
import type { Work } from './work.ts'

/** One run of a schedule; `name` as in its spec, `scheduledAt` in ISO 8601. */
export type Delivery = { arn: string; input: string; name: string; scheduledAt: string }

type SchedulerOptions = {
  /** Where it is kept which runs have been. */
  folder: string
  schedules: readonly ScheduleSpec[]
  clock: Clock
  work: Work
  /** Hands a run to its target; a failure is tried again as the retry policy says. */
  deliver: (delivery: Delivery) => Promise<void>
  /** A run whose every attempt failed. */
  onFailure?: (delivery: Delivery, error: unknown) => Promise<void>
}

type Entry = {
  name: string
  properties: ScheduleProperties
  table: Timetable
  memory: Memory
  next: number | undefined
}

/**
 * When an expression falls due next.
 *
 * @param expression cron(…), rate(…), counted from `afterMs`, or at(…)
 * @throws Error for an expression that EventBridge Scheduler would refuse
 */
export function nextRun(expression: string, timeZone: string, afterMs: number): number | undefined {
  return timetable(expression, timeZone, afterMs).next(afterMs)
}

/**
 * EventBridge Scheduler on the host's clock. Of the runs missed while the host was stopped, only
 * the last one is made up for.
 */
export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #schedules: readonly { name: string; properties: ScheduleProperties }[]
  readonly #retries: Retries
  readonly #cancel = new Map<string, () => void>()
  #entries: readonly Entry[] = []

  /** @throws Error for a schedule with anything that the host does not know */
  constructor(options: SchedulerOptions) {
    this.#options = options
    this.#retries = new Retries(options.clock, options.work)
    this.#schedules = options.schedules.map((spec) => {
      const properties = readSchedule(spec)
      tableOf(properties, 0)
      return { name: spec.name, properties }
    })
  }

  /** @throws Error that says what to do, when what was kept is damaged */
  async start(): Promise<void> {
    const now = this.#options.clock.now()
    const memories = await Memories.read(join(this.#options.folder, 'schedules.json'))
    this.#entries = this.#schedules.map(({ name, properties }) => {
      const { ScheduleExpression: expression, StartDate: start, State: state } = properties
      const since = start === undefined ? now : Date.parse(start)
      // A new rate without a start date runs at once ("Schedule types").
      const last = expression.startsWith('rate') ? now - 1 : now
      const memory = (memories.of[name] ??= { since, last })
      // A disabled schedule misses nothing, nor does one whose clock was set back.
      memory.last = state === 'DISABLED' ? now : Math.min(memory.last, now)
      const table = tableOf(properties, memory.since)
      return { name, properties, table, memory, next: undefined }
    })
    await memories.save()
    for (const entry of this.#entries) {
      if (entry.properties.State === 'DISABLED') continue
      this.#await(entry, lastMissed(entry, now) ?? entry.table.next(now), memories)
    }
  }

  /** Every schedule with its next run (ISO 8601). */
  list(): readonly { name: string; expression: string; next: string | undefined }[] {
    return this.#entries.map(({ name, properties, next }) => ({
      name,
      expression: properties.ScheduleExpression,
      next: next === undefined ? undefined : new Date(next).toISOString(),
    }))
  }

  stop(): void {
    for (const cancel of this.#cancel.values()) cancel()
    this.#cancel.clear()
    this.#retries.stop()
  }

  #await(entry: Entry, at: number | undefined, memories: Memories): void {
    entry.next = at
    if (at === undefined) return
    const cancel = this.#options.clock.schedule(at, async () => {
      // A machine that slept makes up for one run, not for all of them.
      const past = Math.max(at, this.#options.clock.now())
      this.#await(entry, entry.table.next(past), memories)
      await this.#run(entry, at, memories)
    })
    this.#cancel.set(entry.name, cancel)
  }

  #run({ name, properties, memory }: Entry, at: number, memories: Memories): Promise<void> {
    const { deliver, onFailure } = this.#options
    const { Arn: arn, RetryPolicy: policy = {} } = properties.Target
    const execution = randomUUID()
    const scheduledAt = new Date(at).toISOString()
    const deliveryOf = (attempt: number): Delivery => {
      const input = inputOf(name, properties, { at, execution, attempt })
      return { arn, input, name, scheduledAt }
    }
    return this.#retries.send(
      (attempt) => deliver(deliveryOf(attempt)),
      policy,
      async (failed) => {
        if (failed) await onFailure?.(deliveryOf(failed.attempts), failed.error)
        // Only now: a run that was cut off counts as missed at the next start.
        memory.last = Math.max(memory.last, at)
        await memories.save()
      },
    )
  }
}

function tableOf(properties: ScheduleProperties, since: number): Timetable {
  const { EndDate, ScheduleExpression, ScheduleExpressionTimezone: zone, StartDate } = properties
  const table = timetable(ScheduleExpression, zone ?? 'UTC', since)
  const first = StartDate === undefined ? Number.NEGATIVE_INFINITY : Date.parse(StartDate)
  const last = EndDate === undefined ? Number.POSITIVE_INFINITY : Date.parse(EndDate)
  return {
    next: (after) => {
      const next = table.next(Math.max(after, first - 1))
      return next !== undefined && next <= last ? next : undefined
    },
  }
}

// Looking back over ever longer spans finds the last missed run without walking through all.
const SPANS_MS = [1, 24, 32 * 24, 366 * 24].map((hours) => hours * 3_600_000)

function lastMissed({ table, memory }: Entry, now: number): number | undefined {
  for (const span of [...SPANS_MS, Number.POSITIVE_INFINITY]) {
    let missed: number | undefined
    let next = table.next(Math.max(memory.last, now - span))
    while (next !== undefined && next <= now) {
      missed = next
      next = table.next(next)
    }
    if (missed !== undefined) return missed
  }
  return undefined
}
