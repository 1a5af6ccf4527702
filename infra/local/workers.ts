import { randomUUID } from 'node:crypto'
import type { Work } from './work.ts'
import { type FunctionSpec, Instance } from './workers/instance.ts'

export type { FunctionSpec } from './workers/instance.ts'
export { FunctionError } from './workers/instance.ts'

export type WorkersOptions = {
  readonly functions: readonly FunctionSpec[]
  /** The clock's shared offset. */
  readonly clock: SharedArrayBuffer
  readonly work: Work
  /** Receives what a function wrote, a chunk at a time. */
  readonly onLog: (functionName: string, requestId: string, text: string) => void
}

type Waiting = { readonly spec: FunctionSpec; readonly start: (instance: Instance) => void }

const warmLimit = 10
const perFunctionLimit = 3

/**
 * The functions of the template, each in worker threads of its own: an instance answers one event
 * at a time, at most three instances of a function and ten in all are warm; the idle one that was
 * used least recently makes room, and what finds no room waits its turn.
 */
export class Workers {
  readonly #options: WorkersOptions
  readonly #specs: ReadonlyMap<string, FunctionSpec>
  readonly #instances = new Set<Instance>()
  readonly #busy = new Set<Instance>()
  #waiting: Waiting[] = []
  #uses = 0

  constructor(options: WorkersOptions) {
    this.#options = options
    this.#specs = new Map(options.functions.map((spec) => [spec.name, spec]))
  }

  /** The function that a name or ARN (also with a version or alias) means. */
  find(function_: string): FunctionSpec | undefined {
    const name = function_.startsWith('arn:') ? function_.split(':')[6] : function_
    return this.#specs.get(name ?? '')
  }

  /**
   * Invokes a function and waits for its answer, JSON in and out.
   * @param function_ name or ARN
   * @throws FunctionError when the function fails; Error when the template has no such function
   */
  invoke(function_: string, payload: unknown, requestId: string = randomUUID()): Promise<unknown> {
    const spec = this.find(function_)
    if (!spec)
      return Promise.reject(new Error(`There is no function ${function_} in the template.`))
    const event = JSON.stringify(payload) ?? 'null'
    return this.#options.work.track(async () => {
      const instance = await this.#acquire(spec)
      try {
        return JSON.parse(await instance.run(requestId, event)) as unknown
      } finally {
        this.#release(instance)
      }
    })
  }

  async close(): Promise<void> {
    const instances = [...this.#instances]
    this.#instances.clear()
    await Promise.all(instances.map((instance) => instance.terminate()))
  }

  #acquire(spec: FunctionSpec): Promise<Instance> {
    return new Promise((resolve) => {
      this.#waiting.push({ spec, start: resolve })
      this.#serve()
    })
  }

  #release(instance: Instance): void {
    this.#busy.delete(instance)
    this.#uses += 1
    instance.usedAt = this.#uses
    if (instance.dead) this.#instances.delete(instance)
    this.#serve()
  }

  /** Starts whatever of the waiting finds an instance, in the order of asking. */
  #serve(): void {
    this.#waiting = this.#waiting.filter(({ spec, start }) => {
      const instance = this.#instanceFor(spec)
      if (!instance) return true
      this.#busy.add(instance)
      start(instance)
      return false
    })
  }

  #instanceFor(spec: FunctionSpec): Instance | undefined {
    for (const instance of this.#instances) if (instance.dead) this.#instances.delete(instance)
    const own = [...this.#instances].filter((instance) => instance.spec === spec)
    const idle = own.find((instance) => !this.#busy.has(instance))
    if (idle) return idle
    if (own.length >= Math.min(perFunctionLimit, spec.reserved ?? perFunctionLimit))
      return undefined
    if (this.#instances.size >= warmLimit && !this.#makeRoom()) return undefined
    const { clock, onLog } = this.#options
    const instance = new Instance(spec, clock, (id, text) => onLog(spec.name, id, text))
    this.#instances.add(instance)
    return instance
  }

  #makeRoom(): boolean {
    const [oldest] = [...this.#instances]
      .filter((instance) => !this.#busy.has(instance))
      .sort((one, other) => one.usedAt - other.usedAt)
    if (!oldest) return false
    this.#instances.delete(oldest)
    void oldest.terminate()
    return true
  }
}
