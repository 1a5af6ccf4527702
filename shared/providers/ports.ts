import type { Visibility } from '../domain/vocabulary.ts'

/** What the desk asks of who makes meetings and streams. Instants are ISO 8601 in UTC. */

/** A meeting as it should be. */
export type WantedMeeting = {
  /** Ours: by it a meeting is found again. */
  readonly reference: string
  /** The id of the resource that hosts it. */
  readonly account: string
  readonly title: string
  readonly agenda?: string | undefined
  readonly startsAt: string
  readonly endsAt: string
  /** 6 to 10 characters of a-z, A-Z, 0-9, @ - _ *. */
  readonly passcode: string
  readonly recording: boolean
  /** E-mail addresses of users of the same Zoom account. */
  readonly alternativeHosts: readonly string[]
}

export type Meeting = { readonly id: string; readonly joinUrl: string; readonly passcode: string }

/** A live stream as it should be. */
export type WantedStream = {
  readonly reference: string
  /** The id of the resource that shows it. */
  readonly channel: string
  readonly title: string
  readonly description?: string | undefined
  readonly startsAt: string
  readonly endsAt: string
  readonly visibility: Visibility
}

export type Stream = { readonly id: string; readonly watchUrl: string }

/** Where the encoder sends its picture. The key lets anyone broadcast: it is never logged or mailed. */
export type Ingestion = { readonly url: string; readonly key: string }

export type ProviderName = 'zoom' | 'youtube'

/** Why a provider did not do it. */
export type FailureReason =
  | 'no-answer'
  | 'too-many-requests'
  | 'quota-exceeded'
  | 'credentials'
  | 'permission'
  | 'host-unknown'
  | 'live-not-enabled'
  | 'limit-reached'
  | 'in-progress'
  | 'not-accepted'
  | 'unexpected-answer'

export type Failure = {
  /** 'unavailable': asking again later may help; 'refused': only a person can help. */
  readonly outcome: 'unavailable' | 'refused'
  readonly provider: ProviderName
  readonly reason: FailureReason
  /** For staff, in Indonesian: what is wrong and what to do. */
  readonly sentence: string
  /** Seconds before which the provider wants no other request. */
  readonly retryAfter?: number | undefined
  /** The provider's own code or word, for the log. */
  readonly detail?: string | undefined
}

/** What is to go: all that carries the reference on that host, and what has the id, but for `keep`. */
export type Made = {
  readonly host: string
  readonly reference: string
  readonly id?: string | undefined
  /** The id of the one that stays. */
  readonly keep?: string | undefined
}

/** What a provider holds for us. */
export type Listed = { readonly id: string; readonly reference: string; readonly startsAt: string }

type Gone = { readonly outcome: 'removed' | 'not-found' }
type Listing = { readonly outcome: 'listed'; readonly items: readonly Listed[] }

/**
 * Every act may be repeated: `ensure` finds what an earlier attempt made, brings it to what is wanted
 * and leaves one of it. Failures are values; nothing is thrown for what a provider answers.
 */
export type MeetingProvider = {
  ensure(
    wanted: WantedMeeting,
  ): Promise<{ readonly outcome: 'made' | 'found'; readonly meeting: Meeting } | Failure>
  /** Changes a meeting that stays on its account; another account is `remove` and `ensure`. */
  move(
    id: string,
    wanted: WantedMeeting,
  ): Promise<
    | { readonly outcome: 'moved'; readonly meeting: Meeting }
    | { readonly outcome: 'not-found' }
    | Failure
  >
  remove(made: Made): Promise<Gone | Failure>
  /** The meetings to come that carry a reference of ours. */
  list(host: string): Promise<Listing | Failure>
}

export type StreamProvider = {
  ensure(wanted: WantedStream): Promise<
    | {
        readonly outcome: 'made' | 'found'
        readonly stream: Stream
        readonly ingestion: Ingestion
      }
    | Failure
  >
  move(
    id: string,
    wanted: WantedStream,
  ): Promise<
    | { readonly outcome: 'moved'; readonly stream: Stream }
    | { readonly outcome: 'not-found' }
    | Failure
  >
  remove(made: Made): Promise<Gone | Failure>
  list(host: string): Promise<Listing | Failure>
}

/** A provider with the resources that it can host on. */
type Hosting<Provider> = { readonly provider: Provider; readonly hosts: readonly string[] }

/** What a stage makes by itself; what is absent its staff make by hand. */
export type Providers = {
  readonly meetings?: Hosting<MeetingProvider> | undefined
  readonly streams?: Hosting<StreamProvider> | undefined
}
