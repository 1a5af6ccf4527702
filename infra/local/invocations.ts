import { randomUUID } from 'node:crypto'
import { renameSync, rmSync } from 'node:fs'
import type { Clock } from './clock.ts'
import { Journal, openJournal } from './journal.ts'
import type { QueueMessage } from './queues.ts'
import type { Work } from './work.ts'
import { FunctionError } from './workers/instance.ts'

/** How a function's asynchronous failures are treated: EventInvokeConfig and DeadLetterConfig. */
export type AsyncRules = {
  readonly maximumRetryAttempts: number
  readonly maximumAgeSeconds: number
  /** ARN of the queue of DestinationConfig.OnFailure. */
  readonly onFailure?: string
  /** ARN of the queue of DeadLetterConfig. */
  readonly deadLetters?: string
}

export type InvocationsOptions = {
  readonly file: string
  readonly clock: Clock
  readonly work: Work
  /** The rules of a function; throws when the template has no such function. */
  readonly rules: (functionArn: string) => AsyncRules
  readonly invoke: (functionArn: string, payload: unknown, requestId: string) => Promise<unknown>
  readonly toQueue: (queueArn: string, message: QueueMessage) => void
  /** One delivery, or several while duplicates are on: how often and after how many milliseconds. */
  readonly copies: () => readonly number[]
  /** Delivers once more at another time, if that is asked for. */
  readonly later: (deliver: () => Promise<void>) => void
}

type Event = {
  readonly id: string
  readonly functionArn: string
  readonly payload: unknown
  /** The clock, milliseconds. */
  readonly at: number
}

/** A line tells of a new event, of a failed attempt, or that an event is over. */
type Line =
  | { readonly event: Event }
  | { readonly id: string; readonly failed: number; readonly next: number }
  | { readonly id: string; readonly over: true }

/** `next`: when it is due, milliseconds. */
type Pending = { readonly event: Event; readonly failed: number; readonly next: number }

/** Lambda waits a minute before the first retry and two before the second. */
const pauses = [60_000, 120_000]

/**
 * Lambda's queue of asynchronous events: durable, tried again on the clock, at last handed to the
 * failure destination. What is pending when the host stops is delivered at the next start.
 */
export class Invocations {
  readonly #options: InvocationsOptions
  readonly #journal: Journal<Line>
  readonly #pending: readonly Pending[]
  #closed = false

  private constructor(
    options: InvocationsOptions,
    journal: Journal<Line>,
    pending: readonly Pending[],
  ) {
    this.#options = options
    this.#journal = journal
    this.#pending = pending
  }

  /** @throws Error that says what to do when the journal is damaged */
  static open(options: InvocationsOptions): Invocations {
    const found = new Map<string, Pending>()
    const before = openJournal<Line>(options.file)
    before.close()
    for (const line of before.entries) {
      if ('event' in line) found.set(line.event.id, { event: line.event, failed: 0, next: 0 })
      else if ('over' in line) found.delete(line.id)
      else {
        const known = found.get(line.id)
        if (known) found.set(line.id, { ...known, failed: line.failed, next: line.next })
      }
    }
    const pending = [...found.values()]
    return new Invocations(options, compacted(options.file, pending), pending)
  }

  /** Delivers what the last run left. */
  resume(): void {
    for (const { event, failed, next } of this.#pending) this.#at(event, failed, next)
  }

  /** Takes an event over: once this returns, it is delivered at least once. */
  send(functionArn: string, payload: unknown): void {
    this.#options.rules(functionArn)
    for (const delay of this.#options.copies()) {
      const event = this.#take(functionArn, payload)
      void this.#options.work.track(async () => {
        if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
        await this.#attempt(event, 0)
      })
    }
    this.#options.later(() => this.#attempt(this.#take(functionArn, payload), 0))
  }

  #take(functionArn: string, payload: unknown): Event {
    const event = { id: randomUUID(), functionArn, payload, at: this.#options.clock.now() }
    this.#journal.append({ event })
    return event
  }

  /** What is under way then counts as not delivered, and comes again at the next start. */
  close(): void {
    this.#closed = true
    this.#journal.close()
  }

  #at(event: Event, failed: number, next: number): void {
    const { clock, work } = this.#options
    clock.schedule(next, () => work.track(() => this.#attempt(event, failed)))
  }

  async #attempt(event: Event, failedBefore: number): Promise<void> {
    const { id, functionArn, payload } = event
    try {
      await this.#options.invoke(functionArn, payload, id)
      if (!this.#closed) this.#journal.append({ id, over: true })
    } catch (error) {
      if (!this.#closed) this.#failed(event, failedBefore + 1, error)
    }
  }

  #failed(event: Event, failed: number, error: unknown): void {
    const { clock, rules } = this.#options
    const { maximumRetryAttempts, maximumAgeSeconds } = rules(event.functionArn)
    const next = clock.now() + (pauses[failed - 1] ?? 0)
    const tooOld = next > event.at + maximumAgeSeconds * 1000
    if (failed > maximumRetryAttempts || tooOld) {
      this.#giveUp(event, failed, error)
      this.#journal.append({ id: event.id, over: true })
    } else {
      this.#journal.append({ id: event.id, failed, next })
      this.#at(event, failed, next)
    }
  }

  #giveUp(event: Event, attempts: number, error: unknown): void {
    const { clock, rules, toQueue } = this.#options
    const at = new Date(clock.now()).toISOString()
    const { onFailure, deadLetters } = rules(event.functionArn)
    if (onFailure) {
      toQueue(onFailure, {
        at,
        body: JSON.stringify(failureRecord(event, attempts, error, at)),
        attributes: {},
      })
    }
    if (deadLetters) {
      toQueue(deadLetters, {
        at,
        body: JSON.stringify(event.payload),
        attributes: {
          RequestID: event.id,
          ErrorCode: '200',
          ErrorMessage: error instanceof Error ? error.message : String(error),
        },
      })
    }
  }
}

/** Source: Lambda developer guide, "Capturing records of Lambda asynchronous invocations". */
function failureRecord(event: Event, attempts: number, error: unknown, timestamp: string) {
  return {
    version: '1.0',
    timestamp,
    requestContext: {
      requestId: event.id,
      functionArn: `${event.functionArn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: attempts,
    },
    requestPayload: event.payload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload:
      error instanceof FunctionError ? error.failure : { errorMessage: String(error) },
  }
}

/** The journal anew with only what is pending, so that it does not grow for ever. */
function compacted(file: string, pending: readonly Pending[]): Journal<Line> {
  const fresh = `${file}.new`
  rmSync(fresh, { force: true })
  const journal = Journal.open<Line>(fresh)
  for (const { event, failed, next } of pending) {
    journal.append({ event })
    if (failed > 0) journal.append({ id: event.id, failed, next })
  }
  renameSync(fresh, file)
  return journal
}
