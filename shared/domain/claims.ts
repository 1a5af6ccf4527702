/** A stretch of time that an event takes of a resource: ISO instants, set-up and clean-up included. */
export type Slot = {
  readonly purpose: 'event' | 'rehearsal'
  readonly from: string
  readonly to: string
}

/** What an event holds of the office's resources, by their ids, in each of its slots. */
export type Assignment = {
  readonly account?: string | undefined
  readonly channel?: string | undefined
  readonly room?: string | undefined
  readonly staff: readonly string[]
  readonly slots: readonly Slot[]
}
