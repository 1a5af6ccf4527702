import type { OfficeCalendar } from './office-days.ts'

/** Participants that a Zoom account carries, by what the provider sells. */
export const accountCapacities = [100, 300, 500, 1000] as const

type Common = { readonly id: string; readonly name: string; readonly active: boolean }

/** A Zoom account: the host of meetings. */
export type Account = Common & {
  readonly kind: 'account'
  readonly capacity: (typeof accountCapacities)[number]
  readonly licence: 'basic' | 'paid'
}

/** A YouTube channel. `testedOn`: ISO date of its last trial broadcast. */
export type Channel = Common & {
  readonly kind: 'channel'
  readonly liveEnabled: boolean
  readonly testedOn?: string | undefined
}

export type Room = Common & { readonly kind: 'room'; readonly seats?: number | undefined }

/** A member of the technical staff; `id` is that of the staff directory. */
export type Technician = Common & {
  readonly kind: 'staff'
  /** When they work, in the office's zone; absent: whenever an event needs them. */
  readonly week?: OfficeCalendar['week'] | undefined
  /** ISO dates, both included. */
  readonly absences: readonly { readonly from: string; readonly to: string }[]
}

/** What the office has to give to events; administrators edit it without a deployment. */
export type Resource = Account | Channel | Room | Technician

export type ResourceKind = Resource['kind']
