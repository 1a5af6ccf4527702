import type { Challenge, RecordedEvent } from '../../shared/contracts/ports.ts'
import type { Occasion } from './dispatch.ts'

/** An item of either table, as far as it matters here; an absent one is empty. */
export type Image = {
  readonly pk?: string
  readonly sk?: string
  readonly version?: number
  /** Set where the sweep found somebody untold. */
  readonly untold?: string
  readonly event?: RecordedEvent
  readonly challenge?: Challenge
}

/** The parts of a stream's record that tell what it is about, already read from its images. */
export type Change = {
  readonly name: 'INSERT' | 'MODIFY' | 'REMOVE' | undefined
  readonly before: Image
  readonly after: Image
}

/**
 * What a change of an item calls for: a new event, a new challenge, or a case that the sweep
 * marked without a change (somebody is untold). Everything else calls for nothing.
 */
export function occasionOf({ name, before, after }: Change): Occasion | undefined {
  const { pk = '', sk = '', event, challenge, untold } = after
  if (name === 'INSERT' && event) return { kind: 'event', event }
  if (name === 'INSERT' && challenge) return { kind: 'code', challenge }
  if (
    name === 'MODIFY' &&
    sk === 'STATE' &&
    untold !== undefined &&
    before.version === after.version
  ) {
    return { kind: 'again', reference: pk.slice('CASE#'.length) }
  }
  return undefined
}
