/**
 * What the emulators share: a record of each AWS call, the faults that tests plant into them, and
 * the error answers. Shapes of `GET /_local/calls` and `POST /_local/faults`.
 */

/** A permission that AWS asks of a caller, as policies name it. */
export type Right = {
  /** `service:Action` */
  readonly action: string
  /** ARN */
  readonly resource: string
  /** Condition keys that this right adds to those of every request. */
  readonly context?: Readonly<Record<string, string>>
}

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
  /** All that AWS would ask the caller's role for: a transaction is authorised item by item. */
  authorised: readonly Right[]
  /** The KMS actions among them, asked because the resource is encrypted. */
  kms: readonly string[]
  /** Request id of the invocation that made the call, where known. */
  parent?: string
}

export type Fault = {
  service: string
  action: string
  /** Whose calls are meant, as `Call` names it; everybody's where absent. */
  function?: string
  /** 1 = the next such call. */
  nth: number
  /** How many such calls in a row meet it, from the n-th on; 1 where absent. */
  times?: number
  when: 'before' | 'after' | 'throttle' | 'timeout' | 'conflict'
}

/** The KMS actions among rights. */
export const kmsOf = (rights: readonly Right[]): readonly string[] => [
  ...new Set(rights.map(({ action }) => action).filter((action) => action.startsWith('kms:'))),
]

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
  #faults: (Fault & { seen: number })[] = []

  record(call: Call): void {
    this.#calls.push(call)
  }

  list(): readonly Call[] {
    return this.#calls
  }

  plant(fault: Fault): void {
    this.#faults.push({ ...fault, seen: 0 })
  }

  /** What is planted, and how many calls met each so far. */
  planted(): readonly (Fault & { met: number })[] {
    return this.#faults.map(({ seen, ...fault }) => {
      const met = Math.min(Math.max(0, seen - fault.nth + 1), fault.times ?? 1)
      return { ...fault, met }
    })
  }

  /** Takes every planted fault away. */
  forgetFaults(): void {
    this.#faults = []
  }

  /**
   * The fault that this call meets, if any; counting it. Call exactly once per AWS call.
   * @param caller whose credentials signed it
   */
  meet(service: string, action: string, caller: string): Fault['when'] | undefined {
    const planted = this.#faults.filter(
      (fault) =>
        fault.service === service &&
        fault.action === action &&
        (fault.function === undefined || fault.function === caller),
    )
    for (const fault of planted) fault.seen += 1
    return planted.find(({ seen, nth, times = 1 }) => seen >= nth && seen < nth + times)?.when
  }
}
