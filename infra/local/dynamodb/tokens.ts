/** Client request tokens: a transaction sent again within ten minutes is not done again. */
import { createHash } from 'node:crypto'
import { AwsError } from '../calls.ts'
import type { Clock } from '../clock.ts'
import { invalid } from './stage.ts'
import { hostKey, type Operation, type Store, within } from './store.ts'

type Used = { readonly token: string; readonly digest: string; readonly at: number }

/** Milliseconds. Source: TransactWriteItems, API reference. */
const lifetime = 10 * 60 * 1000
const keyFor = (token: string) => hostKey('token', token)

export class Tokens {
  readonly #clock: Clock
  /** Oldest first. */
  readonly #used = new Map<string, Used>()

  private constructor(clock: Clock) {
    this.#clock = clock
  }

  static async open(store: Store, clock: Clock): Promise<Tokens> {
    const tokens = new Tokens(clock)
    const stored: Used[] = []
    for await (const used of store.values<Used>(within(keyFor('')))) stored.push(used)
    for (const used of stored.sort((one, other) => one.at - other.at))
      tokens.#used.set(used.token, used)
    return tokens
  }

  /**
   * Whether this very transaction was done already.
   * Throws IdempotentParameterMismatchException when the token was used for another one.
   */
  done(token: string, items: unknown): boolean {
    const used = this.#used.get(token)
    if (!used || this.#expired(used)) return false
    if (used.digest === digestOf(items)) return true
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'An error occurred (IdempotentParameterMismatch): the client token was used with other parameters',
    )
  }

  /** Commits with the writes that remember the token and forget those past their time. */
  async remember(
    token: string,
    items: unknown,
    commit: (more: readonly Operation[]) => Promise<void>,
  ): Promise<void> {
    const expired = this.#past()
    const used = { token, digest: digestOf(items), at: this.#clock.now() }
    await commit([
      ...expired.map((old): Operation => ({ type: 'del', key: keyFor(old.token) })),
      { type: 'put', key: keyFor(token), value: used },
    ])
    for (const old of [...expired, used]) this.#used.delete(old.token)
    this.#used.set(token, used)
  }

  #past(): Used[] {
    const past: Used[] = []
    for (const used of this.#used.values()) {
      if (!this.#expired(used)) break
      past.push(used)
    }
    return past
  }

  #expired(used: Used): boolean {
    return used.at + lifetime <= this.#clock.now()
  }
}

/** The token of a request, if it carries one. Throws ValidationException. */
export function tokenOf(input: Record<string, unknown>): string | undefined {
  const token = input['ClientRequestToken']
  if (token === undefined || token === null) return undefined
  if (typeof token === 'string' && token.length >= 1 && token.length <= 36) return token
  throw invalid(
    "1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: Member must have length between 1 and 36",
  )
}

function digestOf(items: unknown): string {
  return createHash('sha256').update(JSON.stringify(items)).digest('hex')
}
