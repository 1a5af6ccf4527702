import type { Failure, FailureReason, ProviderName } from './ports.ts'
import { sentenceFor } from './sentences.ts'

/** Time as the adapters see it: `now` in epoch milliseconds, `pause` in milliseconds. */
export type ProviderClock = {
  readonly now: () => number
  readonly pause: (milliseconds: number) => Promise<void>
}

/** What ends an act of an adapter early: its failure as a value. Holds no address, token or passcode. */
class ProviderError extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super(`${failure.outcome}: ${failure.reason}`)
    this.failure = failure
  }
}

const passing: readonly FailureReason[] = ['no-answer', 'too-many-requests', 'quota-exceeded']

/** Ends an act of an adapter with a failure. @throws ProviderError always */
export function fail(
  provider: ProviderName,
  reason: FailureReason,
  more: Pick<Failure, 'retryAfter' | 'detail'> = {},
): never {
  const outcome = passing.includes(reason) ? 'unavailable' : 'refused'
  const sentence = sentenceFor(provider, reason)
  throw new ProviderError({ outcome, provider, reason, sentence, ...more })
}

/** The act's outcome, or the failure that ended it. */
export async function settled<T>(act: () => Promise<T>): Promise<T | Failure> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof ProviderError) return error.failure
    throw error
  }
}

export type ProviderCall = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** Whether a second time has no other effect than the first: only then it is tried again blindly. */
  readonly repeatable: boolean
}

/** `body` is the parsed JSON, or undefined where there is none. */
export type ProviderAnswer = { readonly status: number; readonly body: unknown }

/** Tries of one call; a function waits for them, so they are few. */
const tries = 3
/** The longest wait that a provider may ask for within one call (seconds). */
const longestWait = 10
const pauseBefore = (attempt: number): number => 250 * 2 ** attempt

/** Calls a provider: bounded in time and tries, honouring Retry-After. Uses the built-in fetch. */
export class ProviderHttp {
  readonly name: ProviderName
  readonly #clock: ProviderClock
  /** Milliseconds that one try may take. */
  readonly #timeout: number

  constructor(name: ProviderName, clock: ProviderClock, timeout: number) {
    this.name = name
    this.#clock = clock
    this.#timeout = timeout
  }

  /** @throws ProviderError 'unavailable' where there is no answer, or none but "later" */
  async answer(call: ProviderCall): Promise<ProviderAnswer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#try(call)
      const wait = this.#waitOf(call, answer, attempt)
      if (wait === undefined) return { status: answer?.status ?? 0, body: answer?.body }
      await this.#clock.pause(wait)
    }
  }

  /** How long to pause before another try (ms); undefined where the answer is to be used. */
  #waitOf(call: ProviderCall, answer: Tried | undefined, attempt: number): number | undefined {
    const busy = answer?.status === 429
    if (answer && !busy && answer.status < 500) return undefined
    const asked = answer?.retryAfter
    // What was refused for its number had no effect; what failed or fell silent may have had one.
    const again = attempt < tries && (busy || call.repeatable) && (asked ?? 0) <= longestWait
    if (!again) {
      const more = asked === undefined ? {} : { retryAfter: asked }
      return fail(this.name, busy ? 'too-many-requests' : 'no-answer', more)
    }
    return asked === undefined ? pauseBefore(attempt) : asked * 1000
  }

  async #try({ method, url, headers, body }: ProviderCall): Promise<Tried | undefined> {
    try {
      const signal = AbortSignal.timeout(this.#timeout)
      const response = await fetch(url, {
        method,
        headers,
        signal,
        redirect: 'error',
        ...(body === undefined ? {} : { body }),
      })
      const text = await response.text()
      const retryAfter = secondsOf(response.headers.get('retry-after'), this.#clock.now())
      return { status: response.status, body: jsonOf(text), retryAfter }
    } catch {
      // The cause may quote the address and its query; that nobody answered says enough.
      return undefined
    }
  }
}

type Tried = ProviderAnswer & { readonly retryAfter: number | undefined }

/** Retry-After is seconds or a date (RFC 9110 10.2.3); Zoom's daily limits give an ISO instant. */
function secondsOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
