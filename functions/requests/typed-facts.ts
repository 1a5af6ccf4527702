import type { Person, RequestFacts } from '../../shared/domain/request-facts.ts'
import { localNumber } from '../../shared/web/components/contacts.tsx'
import type { Typed } from './typed.ts'

/** Facts and person as the form's fields hold them: what `factsOf` makes of an answer, undone. */
export function typedOf({ agency, event, letter }: RequestFacts, person?: Person): Typed {
  const { rehearsal } = event
  return {
    ...(person ? typedPerson(person) : {}),
    applicantKind: agency.kind,
    agencyName: agency.name,
    eventName: event.name,
    agenda: event.agenda ?? '',
    eventDate: event.date,
    startTime: event.startTime,
    endTime: event.endTime,
    venue: event.venue,
    participants: String(event.participants),
    service: event.service,
    host: event.host,
    hostLink: event.hostLink ?? '',
    equipment: event.equipment,
    rehearsalDate: rehearsal?.date ?? '',
    rehearsalTime: rehearsal?.time ?? '',
    recording: event.recording ? 'yes' : 'no',
    visibility: event.visibility ?? '',
    ...(event.untitled ? { untitled: 'yes' } : {}),
    letterNumber: letter.number,
    letterDate: letter.date,
    letterSubject: letter.subject ?? '',
    endorsement: letter.endorsement,
  }
}

const typedPerson = (person: Person): Typed => ({
  applicantName: person.name,
  applicantPosition: person.position,
  nip: person.nip ?? '',
  email: person.email ?? '',
  whatsapp: localNumber(person.whatsapp),
  contactName: person.contact?.name ?? '',
  contactPhone: person.contact?.phone ? localNumber(person.contact.phone) : '',
  signatoryName: person.signatory.name,
  signatoryPosition: person.signatory.position,
  letterPhone: localNumber(person.letterPhone),
})

/** Whether two requests say the same, in whatever order they hold it. */
export function sameAnswers(one: Typed, other: Typed): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => said(one[name]) === said(other[name]))
}

const said = (value: Typed[string] | undefined): string =>
  typeof value === 'string' ? value : [...(value ?? [])].sort().join()
