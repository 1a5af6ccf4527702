/**
 * What the emulators share: a record of each AWS call, the faults that tests plant into them, and
 * the error answers. Shapes of `GET /_local/calls` and `POST /_local/faults`.
 */
export type Call = {
  at: string
  /** Logical name of the function whose credentials signed the call; 'host' for the platform itself. */
  function: string
  service: string
  action: string
  /** Table, bucket/key, state machine or address that the call named. */
  resource: string
  requestBytes: number
  readUnits: number
  writeUnits: number
  /** KMS actions that AWS would ask of the caller because the resource is encrypted. */
  kms: readonly string[]
  /** Request id of the invocation that made the call, where known. */
  parent?: string
}

export type Fault = {
  service: string
  action: string
  /** 1 = the next such call. */
  nth: number
  when: 'before' | 'after' | 'throttle' | 'timeout' | 'conflict'
}

/** An error answer of an emulator, named as AWS names it. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  readonly fields: Readonly<Record<string, unknown>>
  constructor(code: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
    this.fields = fields
  }
}

export class Calls {
  readonly #calls: Call[] = []
  readonly #faults: (Fault & { seen: number })[] = []

  record(call: Call): void {
    this.#calls.push(call)
  }

  list(): readonly Call[] {
    return this.#calls
  }

  plant(fault: Fault): void {
    this.#faults.push({ ...fault, seen: 0 })
  }

  /** The fault that this call meets, if any; counting it. Call exactly once per AWS call. */
  meet(service: string, action: string): Fault['when'] | undefined {
    const planted = this.#faults.filter(
      (fault) => fault.service === service && fault.action === action,
    )
    for (const fault of planted) fault.seen += 1
    return planted.find((fault) => fault.seen === fault.nth)?.when
  }
}
