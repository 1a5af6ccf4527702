import type {
  Challenge,
  RecordedEvent,
  Staff,
  StoredRequest,
} from '../../shared/contracts/ports.ts'
import { type Notice, noticesFor } from '../../shared/domain/notices.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { applicantMail } from './applicant-mails.ts'
import { codeMail } from './code-mail.ts'
import type { Letter } from './letter.ts'
import type { DispatchPorts } from './ports.ts'
import { staffMail } from './staff-mails.ts'

/** What the streams bring: something happened, a case is to be looked at again, a code was asked for. */
export type Occasion =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'again'; readonly reference: string }
  | { readonly kind: 'code'; readonly challenge: Challenge }

/**
 * From the record of what happened to the e-mails it calls for: one for each event and person, sent
 * by whoever holds its note's lease. A note without a sender is taken up when the sweep looks again.
 */
export function makeDispatch(ports: DispatchPorts) {
  return async (occasion: Occasion): Promise<void> => {
    if (occasion.kind === 'code') return sendCode(ports, occasion.challenge)
    const { reference } = occasion.kind === 'event' ? occasion.event : occasion
    const stored = await ports.store.load(reference)
    if (!stored) return
    const events = occasion.kind === 'event' ? [occasion.event] : stored.events
    await tellAll(ports, stored, events)
  }
}

/** Tells everybody concerned: an address that the mail service refuses keeps it from nobody else. */
async function tellAll(
  ports: DispatchPorts,
  stored: StoredRequest,
  events: readonly RecordedEvent[],
): Promise<void> {
  const failures: unknown[] = []
  for (const event of events) {
    for (const notice of noticesFor(event, stored.case)) {
      await tell(ports, stored, event, notice).catch((error: unknown) => failures.push(error))
    }
  }
  if (failures.length > 0) throw failures[0]
}

async function tell(
  ports: DispatchPorts,
  stored: StoredRequest,
  event: RecordedEvent,
  { recipient, kind }: Notice,
): Promise<void> {
  const note = { event: event.version, recipient }
  const over = stored.notes.some(
    (known) =>
      known.event === note.event && known.recipient === recipient && known.state !== 'sending',
  )
  if (over) return
  const { reference } = stored.case
  const addressed = await addressOf(ports, stored, recipient)
  // Who left the office meanwhile is not waited for.
  if (!addressed) return ports.store.noteUnaddressed(reference, note)
  if (!(await ports.store.claimNote(reference, note, ports.now().toISOString()))) return
  try {
    const letter = await (recipient === 'applicant'
      ? applicantMail(ports, stored, event, kind)
      : staffMail(ports, stored, event, kind, recipient))
    await ports.mailer.send({
      ...letter(addressed.name),
      to: { name: addressed.name, address: addressed.email },
      id: mailId(`${reference} ${event.version} ${recipient}`),
      date: event.at,
    })
  } catch (error) {
    await ports.store.releaseNote(reference, note)
    throw error
  }
  await ports.store.noteSent(reference, note)
}

async function addressOf(
  { staffing }: DispatchPorts,
  { person }: StoredRequest,
  recipient: string,
): Promise<Pick<Staff, 'name' | 'email'> | undefined> {
  if (recipient === 'applicant') {
    return person?.email === undefined ? undefined : { name: person.name, email: person.email }
  }
  return (await staffing.staff()).find(({ id }) => id === recipient)
}

async function sendCode(ports: DispatchPorts, challenge: Challenge): Promise<void> {
  const now = ports.now().toISOString()
  const person = (await ports.staffing.staff()).find(({ id }) => id === challenge.person)
  if (!person || challenge.expiresAt <= now) return
  if (!(await ports.staffing.claimCode(challenge.id, now))) return
  try {
    const letter: Letter = await codeMail(ports, challenge)
    await ports.mailer.send({
      ...letter(person.name),
      to: { name: person.name, address: person.email },
      id: mailId(`code ${challenge.id}`),
      date: challenge.askedAt,
    })
  } catch (error) {
    await ports.staffing.releaseCode(challenge.id)
    throw error
  }
  await ports.staffing.codeSent(challenge.id)
}

/** Names the message for ever, and tells nothing. */
const mailId = (occasion: string): string => hashOf(occasion).slice(0, 32)
