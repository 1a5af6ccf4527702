import type {
  ApplicantKind,
  Endorsement,
  Equipment,
  HostKind,
  LetterType,
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
}

/** What the letter says of itself; its signatory is personal data and stands in `Person`. */
export type LetterFacts = {
  readonly number: string
  readonly date: string
  readonly subject?: string | undefined
  readonly endorsement: Endorsement
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
  readonly email: string
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
