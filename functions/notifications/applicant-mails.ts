import type { CalendarFile } from '../../shared/contracts/mail.ts'
import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import type { Notice } from '../../shared/domain/notices.ts'
import { formatTrackingCode } from '../../shared/domain/reference.ts'
import { entryOf } from '../../shared/domain/schedule.ts'
import type { LetterFault } from '../../shared/domain/vocabulary.ts'
import { trackingCodeOf } from '../../shared/web/credentials.ts'
import { renderEmail } from '../../shared/web/emails/layout.tsx'
import { invitation } from '../../shared/web/invitation.ts'
import { wordings } from '../../shared/web/wording/index.ts'
import { cancelledWords, reminderWords, returnedWords, timeChangedWords } from './change-words.ts'
import { completedWords, eventReminderWords } from './event-words.ts'
import type { Letter } from './letter.ts'
import { letterLink, surveyLink } from './links.ts'
import {
  eventFacts,
  type Facts,
  productActions,
  productFacts,
  promiseOf,
  reasonOf,
  type Words,
} from './mail-facts.ts'
import type { DispatchPorts } from './ports.ts'

/** What the applicant is told of an event. */
export async function applicantMail(
  ports: DispatchPorts,
  stored: StoredRequest,
  event: RecordedEvent,
  kind: Notice['kind'],
): Promise<Letter> {
  const words = await wordsFor(ports, stored, event, kind)
  const credentials: Facts = [
    ['Nomor registrasi', stored.case.reference],
    ['Kode pelacakan', formatTrackingCode(await trackingCodeOf(ports.signer, stored.draft))],
  ]
  return (name) => ({
    subject: `[${stored.case.reference}] ${words.subject}`,
    calendar: calendarOf(ports, stored, event, kind),
    ...renderEmail({
      office: ports.office,
      title: words.subject,
      greeting: `Yth. Bapak/Ibu ${name},`,
      paragraphs: words.paragraphs,
      ...(words.actions ? { actions: words.actions } : {}),
      ...(words.quote ? { quote: words.quote } : {}),
      facts: [...(words.facts ?? []), ...credentials],
      closing: [
        'Simpan nomor registrasi dan kode pelacakan untuk melihat status permohonan kapan saja. Layanan ini tidak dipungut biaya.',
      ],
    }),
  })
}

const ends: readonly Notice['kind'][] = ['cancelled', 'rejected', 'expired']

/**
 * What the applicant's calendar is told: an event that stands, that it does not stand any more, or
 * that another time is asked for, which is not certain. Who was never invited is told nothing.
 */
function calendarOf(
  { office, sender, siteOrigin }: DispatchPorts,
  { case: request, person, events }: StoredRequest,
  told: RecordedEvent,
  kind: Notice['kind'],
): readonly CalendarFile[] | undefined {
  if (!person?.email) return undefined
  const guest = { name: person.name, address: person.email }
  const given = { office, sender, siteOrigin, request, guest, told }
  if (kind === 'approved' || kind === 'links')
    return entryOf(request) ? invitation(given, 'REQUEST') : undefined
  const invited = events.some(
    ({ name, version }) => name === 'RequestApproved' && version < told.version,
  )
  if (!invited) return undefined
  if (kind === 'time-changed') return invitation(given, 'REQUEST')
  return ends.includes(kind) ? invitation(given, 'CANCEL') : undefined
}

async function wordsFor(
  ports: DispatchPorts,
  stored: StoredRequest,
  event: RecordedEvent,
  kind: Notice['kind'],
): Promise<Words> {
  // The browser that filed it sees the case at once; any other is asked for the code there.
  const track = {
    label: 'Lihat status permohonan',
    url: `${ports.siteOrigin}/permohonan/${stored.case.reference}`,
  }
  switch (kind) {
    case 'letter-refused': {
      const letter = await letterLink(ports, stored, event)
      return {
        subject: 'Surat Anda belum dapat diterima',
        paragraphs: [
          wordings.id.letterFaults[event.data['fault'] as LetterFault],
          'Isian formulir Anda tetap tersimpan; hanya suratnya yang perlu diunggah lagi.',
        ],
        actions: [{ label: 'Unggah surat lagi', url: letter }],
      }
    }
    case 'returned':
    case 'correction-reminder': {
      const link = await letterLink(ports, stored, event)
      return kind === 'returned' ? returnedWords(stored, event, link) : reminderWords(stored, link)
    }
    case 'completed':
      return completedWords(stored, await surveyLink(ports, stored, event))
    default: {
      const words = plainWords(ports, stored, event, kind)
      return { ...words, actions: [...(words.actions ?? []), track] }
    }
  }
}

function plainWords(
  { timeZone }: DispatchPorts,
  stored: StoredRequest,
  event: RecordedEvent,
  kind: Notice['kind'],
): Words {
  switch (kind) {
    case 'approved':
      return {
        subject: 'Permohonan Anda disetujui',
        paragraphs: [
          'Permohonan Anda kami setujui. Tautan kegiatan sedang disiapkan dan kami kirim begitu tersedia.',
        ],
        facts: eventFacts(stored),
      }
    case 'links':
      return {
        subject: 'Permohonan Anda disetujui: jadwal dan tautan',
        paragraphs: ['Permohonan Anda kami setujui. Berikut jadwal dan tautannya.'],
        facts: [...eventFacts(stored), ...productFacts(stored)],
        actions: productActions(stored),
      }
    case 'rejected':
      return {
        subject: 'Permohonan Anda ditolak',
        paragraphs: [
          'Mohon maaf, permohonan Anda tidak dapat kami penuhi.',
          'Anda dapat mengajukan permohonan baru kapan saja.',
        ],
        facts: eventFacts(stored),
        ...reasonOf(stored, event),
      }
    case 'expired':
      return {
        subject: 'Permohonan Anda ditutup',
        paragraphs: [
          'Permohonan Anda kami tutup karena surat atau perbaikan yang kami tunggu tidak kami terima dalam sepuluh hari kerja. Anda dapat mengajukan permohonan baru kapan saja.',
        ],
        facts: eventFacts(stored),
      }
    case 'cancelled':
      return cancelledWords(stored, event, timeZone)
    case 'time-changed':
      return timeChangedWords(stored, event, timeZone)
    case 'event-reminder':
      return eventReminderWords(stored, event)
    default: {
      const received =
        event.name === 'RequestRevised'
          ? 'Perbaikan permohonan Anda telah kami terima; surat Anda sebelumnya tetap berlaku.'
          : 'Surat permohonan Anda telah kami terima.'
      return {
        subject: 'Permohonan Anda telah kami terima',
        paragraphs: [`${received} ${promiseOf(stored, event, timeZone)}`],
        facts: eventFacts(stored),
      }
    }
  }
}
