import type { Right } from './calls.ts'

/** What an emulator of a JSON service answers to one call; the front end signs, counts and records. */
export type Answer = {
  output: unknown
  /** What the call named: a table, a state machine, a secret. */
  resource: string
  readUnits?: number
  writeUnits?: number
}

/** One AWS service behind the front end. Throws `AwsError` for a refusal, named as AWS names it. */
export interface Service {
  call(action: string, input: Record<string, unknown>): Promise<Answer>
  /** What AWS would ask the caller's role for before it looks at anything else; never throws. */
  rights(action: string, input: Record<string, unknown>): readonly Right[]
}

/** Who holds a set of temporary credentials. */
export type Holder = {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  /** Logical name of the function. */
  function: string
}

export type Credentials = (accessKeyId: string) => Holder | undefined
