import * as z from 'zod/mini'
import type { RequestStore } from '../../shared/contracts/ports.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { RequestStatus } from '../../shared/domain/vocabulary.ts'
import type { Failure, Providers } from '../../shared/providers/ports.ts'
import { log } from '../../shared/web/log.ts'
import { ProviderUnavailable } from './provision.ts'

const ReleaseInput = z.object({ reference: z.string() })

export type ReleasePorts = {
  readonly store: Pick<RequestStore, 'load'>
  readonly providers: () => Promise<Providers>
}

/** An event that is over keeps its meeting and its recording. */
const over: readonly RequestStatus[] = ['completed', 'not-held']
const holding: readonly RequestStatus[] = ['approved', 'awaiting-link', 'scheduled']

/**
 * Removes what was made for a request and is not its own any more: after a cancellation, a wish for
 * another time, or another assignment. What it holds now stays. May be done at any time, and again.
 * @throws ProviderUnavailable where asking again may help
 */
export function makeRelease({ store, providers }: ReleasePorts) {
  return async (input: unknown): Promise<void> => {
    const { reference } = ReleaseInput.parse(input)
    const stored = await store.load(reference)
    if (!stored || over.includes(stored.case.status)) return
    const { meetings, streams } = await providers()
    const { account, channel, product } = heldBy(stored.case)
    const id = account === undefined ? stored.case.product?.meetingId : undefined
    const failures = [
      ...(await removed(meetings, { reference, id }, account, product?.meetingId)),
      ...(await removed(streams, { reference }, channel, broadcastIn(product?.streamUrl))),
    ]
    for (const { provider, reason, detail } of failures) {
      log.warn('release-failed', { reference, problem: `${provider}/${reason}`, detail })
    }
    if (failures.some(({ outcome }) => outcome === 'unavailable')) {
      throw new ProviderUnavailable('A provider does not answer.')
    }
  }
}

const heldBy = (request: ServiceRequest) => {
  const { account, channel } = (holding.includes(request.status) && request.assignment) || {}
  return { account, channel, product: request.product }
}

/** The id of the broadcast that people watch at that address. */
const broadcastIn = (streamUrl: string | undefined): string | undefined =>
  streamUrl && URL.canParse(streamUrl)
    ? (new URL(streamUrl).searchParams.get('v') ?? undefined)
    : undefined

/** Removes it from every host; from the one that holds it only what doubles `keep`. */
async function removed(
  hosting: Providers['meetings'] | Providers['streams'],
  made: { readonly reference: string; readonly id?: string | undefined },
  holder: string | undefined,
  keep: string | undefined,
): Promise<readonly Failure[]> {
  const failures: Failure[] = []
  for (const host of hosting?.hosts ?? []) {
    // A link that staff gave tells nothing of what may go.
    if (host === holder && keep === undefined) continue
    const which = host === holder ? { host, ...made, keep } : { host, ...made }
    const result = await hosting?.provider.remove(which)
    if (result && 'provider' in result) failures.push(result)
  }
  return failures
}
