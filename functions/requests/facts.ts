import type { RequestForm } from '../../shared/contracts/request-form.ts'
import type { Agency, EventFacts, LetterFacts, Person } from '../../shared/domain/request-facts.ts'

/** Sorts what the form holds: facts of the case, and personal data, which stands apart. */
export function factsOf(form: RequestForm): {
  agency: Agency
  event: EventFacts
  letter: LetterFacts
  person: Person
} {
  return {
    agency: { kind: form.applicantKind, name: form.agencyName },
    event: eventOf(form),
    letter: {
      number: form.letterNumber,
      date: form.letterDate,
      subject: form.letterSubject,
      endorsement: form.endorsement,
    },
    person: {
      name: form.applicantName,
      position: form.applicantPosition,
      nip: form.nip,
      email: form.email,
      whatsapp: form.whatsapp,
      contact: form.contactName ? { name: form.contactName, phone: form.contactPhone } : undefined,
      signatory: { name: form.signatoryName, position: form.signatoryPosition },
      letterPhone: form.letterPhone,
    },
  }
}

function eventOf(form: RequestForm): EventFacts {
  return {
    name: form.eventName,
    agenda: form.agenda,
    date: form.eventDate,
    startTime: form.startTime,
    endTime: form.endTime,
    venue: form.venue,
    participants: form.participants,
    service: form.service,
    host: form.host,
    hostLink: form.host === 'other' ? form.hostLink : undefined,
    equipment: form.equipment,
    rehearsal: form.rehearsalDate
      ? { date: form.rehearsalDate, time: form.rehearsalTime }
      : undefined,
    recording: form.recording === 'yes',
    visibility: form.service === 'video-conference' ? undefined : form.visibility,
    untitled: form.untitled === 'yes' ? true : undefined,
  }
}
