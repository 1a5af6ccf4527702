/** What an emulator of a JSON service answers to one call; the front end signs, counts and records. */
export type Answer = {
  output: unknown
  /** What the call named: a table, a state machine, a secret. */
  resource: string
  readUnits?: number
  writeUnits?: number
  /** KMS actions that AWS would ask of the caller. */
  kms?: readonly string[]
}

/** One AWS service behind the front end. Throws `AwsError` for a refusal, named as AWS names it. */
export interface Service {
  call(action: string, input: Record<string, unknown>): Promise<Answer>
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
