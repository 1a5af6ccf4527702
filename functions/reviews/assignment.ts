import type { DecisionError, DecisionForm } from '../../shared/contracts/decision-form.ts'
import { type Availability, availabilityOf, type Capacity } from '../../shared/domain/capacity.ts'
import type { Assignment } from '../../shared/domain/claims.ts'
import { formatTime, officeZone } from '../../shared/domain/dates.ts'
import { slotsOf } from '../../shared/domain/event-slots.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { Resource, ResourceKind } from '../../shared/domain/resources.ts'

type Approval = Extract<DecisionForm, { decision: 'approve' }>

/** The field by which each kind of resource is chosen. */
const fieldOf = {
  account: 'account',
  channel: 'channel',
  room: 'room',
  staff: 'staff',
} as const satisfies Record<ResourceKind, string>

/** What a reviewer chose, as the event would hold it; nothing chosen is no assignment. */
export function assignmentOf(
  request: ServiceRequest,
  { account, channel, room, staff }: Approval,
): Assignment | undefined {
  if (!account && !channel && !room && staff.length === 0) return undefined
  return { account, channel, room, staff, slots: slotsOf(request.event) }
}

/** Why what was chosen cannot be had, at the field where it was chosen. */
export function notToBeHad(
  request: ServiceRequest,
  chosen: Assignment | undefined,
  capacity: Capacity,
): readonly DecisionError[] {
  if (!chosen) return []
  const { account, channel, room, staff, slots } = chosen
  const wanted: readonly (readonly [ResourceKind, string | undefined])[] = [
    ['account', account],
    ['channel', channel],
    ['room', room],
    ...staff.map((id) => ['staff', id] as const),
  ]
  return wanted.flatMap(([kind, id]) => {
    if (id === undefined) return []
    const resource = capacity.resources.find((one) => one.kind === kind && one.id === id)
    const field = fieldOf[kind]
    if (!resource) return [{ field, message: 'Pilihan ini sudah tidak ada. Pilih yang lain.' }]
    const availability = availabilityOf(resource, slots, capacity, request.reference)
    if (availability.state === 'free') return []
    const message = `${resource.name} ${wordsOf(availability)}. Pilih yang lain, atau kembalikan permohonan dengan tawaran waktu lain.`
    return [{ field, message }]
  })
}

/** A resource as a choice, with what is known of it at the event's time. */
export function choiceText(resource: Resource, availability: Availability): string {
  return `${nameOf(resource)}: ${wordsOf(availability)}`
}

function nameOf(resource: Resource): string {
  if (resource.kind === 'account') {
    const licence = resource.licence === 'paid' ? '' : ', lisensi dasar'
    return `${resource.name} (${resource.capacity} peserta${licence})`
  }
  if (resource.kind === 'room' && resource.seats !== undefined) {
    return `${resource.name} (${resource.seats} kursi)`
  }
  return resource.name
}

function wordsOf(availability: Availability): string {
  switch (availability.state) {
    case 'free':
      return 'bebas'
    case 'inactive':
      return 'tidak dipakai lagi'
    case 'not-live-enabled':
      return 'belum dapat siaran langsung'
    case 'absent':
      return availability.why === 'leave' ? 'tidak bertugas' : 'di luar jam kerjanya'
    case 'taken': {
      const [first] = availability.by
      const more = availability.by.length - 1
      if (!first) return 'terpakai'
      const others = more > 0 ? ` dan ${more} kegiatan lain` : ''
      return `terpakai ${formatTime(first.from, officeZone)}–${formatTime(first.to, officeZone)} oleh ${first.reference}${others}`
    }
  }
}
