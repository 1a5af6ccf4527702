import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Secrets } from '../secrets.ts'
import type { Work } from '../work.ts'

const day = 24 * 60 * 60 * 1000
/** A rotation that failed is tried again within the day. */
const again = 60 * 60 * 1000
const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret']

type RotationOptions = {
  readonly clock: Clock
  readonly work: Work
  readonly secrets: Secrets
  /** Properties of the template's rotation schedules. */
  readonly schedules: readonly Readonly<Record<string, unknown>>[]
  readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>
  readonly onFailure: (error: unknown) => void
}

type Schedule = { readonly secret: string; readonly function: string; readonly every: number }

/**
 * Secrets Manager's rotations on the host's clock: a secret falls due so many days after its current
 * version was made, and its function is called for each step.
 */
export class Rotations {
  readonly #options: RotationOptions
  readonly #schedules: readonly Schedule[]
  readonly #cancel = new Map<string, () => void>()

  /** @throws Error for a schedule with anything that the host does not know */
  constructor(options: RotationOptions) {
    this.#options = options
    this.#schedules = options.schedules.map(readSchedule)
  }

  start(): void {
    for (const schedule of this.#schedules) this.#await(schedule, this.#due(schedule))
  }

  stop(): void {
    for (const cancel of this.#cancel.values()) cancel()
  }

  #due({ secret, every }: Schedule): number {
    return this.#options.secrets.changedAt(secret) + every
  }

  #await(schedule: Schedule, at: number): void {
    const { clock } = this.#options
    const cancel = clock.schedule(Math.max(at, clock.now() + 1), () => this.#run(schedule))
    this.#cancel.set(schedule.secret, cancel)
  }

  #run(schedule: Schedule): Promise<void> {
    const { clock, work, invoke, onFailure } = this.#options
    return work.track(async () => {
      const ClientRequestToken = randomUUID()
      try {
        for (const Step of steps) {
          await invoke(schedule.function, { Step, SecretId: schedule.secret, ClientRequestToken })
        }
        this.#await(schedule, this.#due(schedule))
      } catch (error) {
        onFailure(error)
        this.#await(schedule, clock.now() + again)
      }
    })
  }
}

function readSchedule(properties: Readonly<Record<string, unknown>>): Schedule {
  const { SecretId: secret, RotationLambdaARN: called, RotationRules } = properties
  const { AutomaticallyAfterDays: days, ...others } = (RotationRules ?? {}) as Readonly<
    Record<string, unknown>
  >
  const strange = Object.keys(others)
  if (typeof secret !== 'string' || typeof called !== 'string' || typeof days !== 'number') {
    throw new Error('The local host rotates a secret by a function, after a number of days.')
  }
  if (strange.length > 0) throw new Error(`The local host rotates without ${strange.join(', ')}.`)
  return { secret, function: called, every: days * day }
}
