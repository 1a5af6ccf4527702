import type { Calls } from './calls.ts'
import type { Clock } from './clock.ts'
import type { DynamoDB } from './dynamodb.ts'
import type { Log } from './log.ts'
import type { Mail } from './mail.ts'
import type { Queues } from './queues.ts'
import type { S3 } from './s3.ts'
import type { Scheduler } from './scheduler.ts'
import type { StepFunctions } from './states.ts'
import type { Work } from './work.ts'

export type FunctionSummary = {
  /** Physical name, as the template gives it. */
  readonly name: string
  readonly logicalId: string
  readonly description: string
  readonly memoryMb: number
  readonly timeoutSeconds: number
}

/** One line that a function wrote (console or process.stdout); `line` is the text as written. */
export type LogLine = {
  readonly at: string
  readonly function: string
  readonly requestId: string
  readonly line: string
}

export type Duplicates = { readonly on: boolean; readonly seed: number }

/** The running host, as the console, the seams and the tests see it. */
export type Host = {
  /** `http://127.0.0.1:PORT`, the site. */
  readonly siteOrigin: string
  /** `http://localhost:PORT`, under which the console lives at `/_local/`. */
  readonly consoleOrigin: string
  /** The data folder. */
  readonly folder: string
  readonly stack: {
    readonly name: string
    readonly region: string
    readonly account: string
    /** How many resources of each CloudFormation type the template holds. */
    readonly resources: Readonly<Record<string, number>>
    readonly outputs: Readonly<Record<string, string>>
  }
  readonly clock: Clock
  readonly work: Work
  readonly calls: Calls
  readonly mail: Mail
  readonly states: StepFunctions
  readonly scheduler: Scheduler
  readonly s3: S3
  readonly dynamodb: DynamoDB
  readonly queues: Queues
  readonly log: Log
  readonly functions: readonly FunctionSummary[]
  /** Whether every asynchronous delivery comes twice and shuffled. */
  readonly duplicates: Duplicates
  setDuplicates(duplicates: Duplicates): void
  /** Resolves when nothing is in flight. */
  settled(): Promise<void>
  /** What the functions logged, oldest first; the latest 10,000 lines. */
  logs(): readonly LogLine[]
  /** Invokes a function and waits; throws when the function fails. */
  invoke(name: string, payload: unknown): Promise<unknown>
  close(): Promise<void>
}
