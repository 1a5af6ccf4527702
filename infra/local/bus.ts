import { matches } from './bus/pattern.ts'
import { type Rule, type RuleSpec, readRule } from './bus/rule.ts'
import { payloadFor, type Target } from './bus/target.ts'
import type { Clock } from './clock.ts'
import { Retries } from './retries.ts'
import type { Work } from './work.ts'

export { matches }

type BusOptions = {
  rules: readonly RuleSpec[]
  clock: Clock
  work: Work
  /** Hands an event to a target of a rule; a failure is tried again as the retry policy says. */
  deliver: (targetArn: string, payload: unknown, rule: string) => Promise<void>
  /** A delivery whose every attempt failed. */
  onFailure?: (failed: FailedDelivery, error: unknown) => Promise<void>
}

export type FailedDelivery = { targetArn: string; payload: unknown; rule: string }

/** The default event bus of EventBridge. Retries are kept in memory: `deliver` should seldom fail. */
export class Bus {
  readonly #options: BusOptions
  readonly #rules: readonly Rule[]
  readonly #retries: Retries

  /** @throws Error for a rule with anything that the host does not know */
  constructor(options: BusOptions) {
    this.#options = options
    this.#rules = options.rules.map(readRule)
    this.#retries = new Retries(options.clock, options.work)
  }

  /** Resolves when every target of a matching rule has accepted the event, or failed a first time. */
  async put(event: object): Promise<void> {
    const meant = this.#rules.filter(({ enabled, pattern }) => enabled && matches(pattern, event))
    await Promise.all(
      meant.flatMap(({ name, targets }) =>
        targets.map((target) => this.#send(name, target, event)),
      ),
    )
  }

  /** Makes no further attempt. */
  stop(): void {
    this.#retries.stop()
  }

  #send(rule: string, target: Target, event: object): Promise<void> {
    const { clock, deliver, onFailure } = this.#options
    const { Arn: targetArn, RetryPolicy: policy = {} } = target
    const [, partition, , region, account] = targetArn.split(':')
    const ruleArn = `arn:${partition}:events:${region}:${account}:rule/${rule}`
    const payload = payloadFor(target, event, { ruleName: rule, ruleArn, at: clock.now() })
    return this.#retries.send(
      () => deliver(targetArn, payload, rule),
      policy,
      async (failed) => {
        if (failed) await onFailure?.({ targetArn, payload, rule }, failed.error)
      },
    )
  }
}
