import * as fc from 'fast-check'
import type { ProviderClock } from '../../../shared/providers/http.ts'
import type { Fault } from './provider-server.ts'

/** A clock that stands still until the adapter pauses; it keeps each pause (ms). */
export class ProviderTime implements ProviderClock {
  readonly pauses: number[] = []
  #now = Date.parse('2026-11-24T02:00:00Z')

  readonly now = (): number => this.#now

  readonly pause = async (milliseconds: number): Promise<void> => {
    await Promise.resolve()
    this.pauses.push(milliseconds)
    this.advance(milliseconds)
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds
  }
}

const failing = (status: number, headers: Readonly<Record<string, string>> = {}): Fault => ({
  effect: 'none',
  answer: { status, headers },
})

/** What any provider may do to any call. */
export const faults = {
  serverError: failing(500),
  serverErrorAfterEffect: { effect: 'happened', answer: { status: 502 } },
  busyForSeconds: failing(429, { 'retry-after': '2' }),
  busyForAnHour: failing(429, { 'retry-after': '3600' }),
  busyUntilMidnight: failing(429, { 'retry-after': '2026-11-25T00:00:00Z' }),
  busy: failing(429),
  unauthorized: failing(401),
  connectionLost: { effect: 'none', answer: 'hangs up' },
  answerLost: { effect: 'happened', answer: 'hangs up' },
  lateEffect: { effect: 'late', answer: 'hangs up' },
  silentAfterEffect: { effect: 'happened', answer: 'silent' },
} as const satisfies Record<string, Fault>

const { silentAfterEffect: _, lateEffect, ...prompt } = faults

/** Any of them whose effect comes before its answer, without taking real time. */
export const anyFault = fc.constantFrom(...Object.values(prompt))
/** Any of them, and the one that no client can tell from a failure. */
export const anyLateFault = fc.constantFrom(lateEffect, ...Object.values(prompt))
