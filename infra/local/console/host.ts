import type { Calls } from '../calls.ts'
import type { Clock } from '../clock.ts'
import type { Duplicates } from '../duplicates.ts'
import type { Mail } from '../mail.ts'
import type { Queues } from '../queues.ts'
import type { StepFunctions } from '../states.ts'

export type ScheduleView = {
  readonly name: string
  /** As in the template: `cron(…)`, `rate(…)` or `at(…)`. */
  readonly expression: string
  /** ISO instant; absent when it never runs again. */
  readonly next: string | undefined
}

type Dump = { dump(): readonly unknown[] | Promise<readonly unknown[]> }

/** What the console and the seams need of the running host; `Host` has all of it. */
export type ConsoleHost = {
  readonly siteOrigin: string
  readonly consoleOrigin: string
  readonly clock: Pick<Clock, 'now' | 'advance'>
  readonly calls: Pick<Calls, 'list' | 'plant' | 'planted' | 'forgetFaults'>
  readonly mail: Pick<Mail, 'list'>
  readonly states: Pick<StepFunctions, 'executions'>
  readonly scheduler: { list(): readonly ScheduleView[] }
  readonly malware: { readonly on: boolean; set(on: boolean): void }
  readonly dynamodb: Dump
  readonly s3: Dump
  readonly queues: Pick<Queues, 'list'>
  setDuplicates(duplicates: Duplicates): void
  settled(): Promise<void>
  logs(): readonly { at: string; function: string; requestId: string; line: string }[]
}
