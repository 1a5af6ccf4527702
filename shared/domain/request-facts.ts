import type {
  ApplicantKind,
  Endorsement,
  Equipment,
  HostKind,
  LetterType,
  RequestChannel,
  ServiceKind,
  Visibility,
} from './vocabulary.ts'

/** Who asks, as a body: names of bodies are no personal data. */
export type Agency = { readonly kind: ApplicantKind; readonly name: string }

/** The event. Dates 'YYYY-MM-DD', times 'HH:MM' in the office's zone; an end before its start is on the next day. */
export type EventFacts = {
  readonly name: string
  readonly agenda?: string | undefined
  readonly date: string
  readonly startTime: string
  readonly endTime: string
  readonly venue: string
  readonly participants: number
  readonly service: ServiceKind
  readonly host: HostKind
  readonly hostLink?: string | undefined
  readonly equipment: readonly Equipment[]
  readonly rehearsal?: { readonly date: string; readonly time?: string | undefined } | undefined
  readonly recording: boolean
  readonly visibility?: Visibility | undefined
  /** The public schedule shall not show its name. */
  readonly untitled?: boolean | undefined
}

/** When an event is: what an applicant may change, and what the office may offer. */
export type EventTime = Pick<EventFacts, 'date' | 'startTime' | 'endTime' | 'rehearsal'>

/** What the letter says of itself; its signatory is personal data and stands in `Person`. */
export type LetterFacts = {
  readonly number: string
  readonly date: string
  readonly subject?: string | undefined
  readonly endorsement: Endorsement
}

/** What an applicant says of the request, personal data apart. */
export type RequestFacts = {
  readonly agency: Agency
  readonly event: EventFacts
  readonly letter: LetterFacts
}

/** What staff say of an event that is over. */
export type Held = {
  readonly attendance?: number | undefined
  readonly streamUrl?: string | undefined
  readonly note?: string | undefined
}

/**
 * How staff registered a request that came otherwise than by the form. `number`: nomor naskah in
 * SRIKANDI. `late`: the event was over before it was registered.
 */
export type Registration = {
  readonly channel: Exclude<RequestChannel, 'form'>
  readonly by: string
  readonly at: string
  readonly number?: string | undefined
  readonly late: boolean
}

/** The accepted letter: the pinned copy outside `incoming/`. Size in bytes. */
export type LetterFile = {
  readonly key: string
  readonly versionId: string
  readonly sha256: string
  readonly size: number
  readonly type: LetterType
  readonly pages?: number | undefined
}

/** The personal data of a request: the only item that holds any, besides free text; erasable. */
export type Person = {
  readonly name: string
  readonly position: string
  readonly nip?: string | undefined
  /** Absent only where staff registered the request: the answer then goes by telephone. */
  readonly email?: string | undefined
  readonly whatsapp: string
  readonly contact?: { readonly name: string; readonly phone?: string | undefined } | undefined
  readonly signatory: { readonly name: string; readonly position: string }
  readonly letterPhone: string
}

/** What the office provides: the Zoom schedule and the YouTube stream. */
export type Product = {
  readonly joinUrl?: string | undefined
  readonly meetingId?: string | undefined
  readonly passcode?: string | undefined
  readonly streamUrl?: string | undefined
}
