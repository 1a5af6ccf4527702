import type { CalendarFile, RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { formatDate, formatMoment } from '../../shared/domain/dates.ts'
import type { Notice } from '../../shared/domain/notices.ts'
import { formatTrackingCode } from '../../shared/domain/reference.ts'
import { entryOf } from '../../shared/domain/schedule.ts'
import { standard } from '../../shared/domain/standard.ts'
import type { LetterFault } from '../../shared/domain/vocabulary.ts'
import { trackingCodeOf } from '../../shared/web/credentials.ts'
import type { Email } from '../../shared/web/emails/email.ts'
import { renderEmail } from '../../shared/web/emails/layout.tsx'
import { invitation } from '../../shared/web/invitation.ts'
import { wordings } from '../../shared/web/wording/index.ts'
import type { Letter } from './letter.ts'
import { letterLink } from './links.ts'
import type { DispatchPorts } from './ports.ts'

type Words = Pick<Email, 'paragraphs' | 'actions' | 'facts' | 'quote'> & {
  readonly subject: string
}
type Facts = NonNullable<Email['facts']>

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

/** What the applicant's calendar is told; nothing of an event that does not stand any more. */
function calendarOf(
  { office, sender, siteOrigin }: DispatchPorts,
  { case: request, person }: StoredRequest,
  told: RecordedEvent,
  kind: Notice['kind'],
): readonly CalendarFile[] | undefined {
  const invites = kind === 'approved' || kind === 'links'
  if (!invites || !person?.email || !entryOf(request)) return undefined
  const guest = { name: person.name, address: person.email }
  return invitation({ office, sender, siteOrigin, request, guest, told }, 'REQUEST')
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
    case 'returned': {
      const letter = await letterLink(ports, stored, event)
      return {
        subject: 'Permohonan Anda perlu diperbaiki',
        paragraphs: [
          'Permohonan Anda kami kembalikan untuk diperbaiki. Batas waktu berhenti berjalan sampai surat yang diperbaiki kami terima.',
          `Bila surat itu tidak kami terima dalam ${standard.pause.workingDays} hari kerja, permohonan ini kami tutup dengan pemberitahuan.`,
        ],
        actions: [{ label: 'Unggah surat yang diperbaiki', url: letter }],
        ...reasonOf(stored, event),
        facts: eventFacts(stored),
      }
    }
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
          'Permohonan Anda kami tutup karena surat yang kami tunggu tidak kami terima dalam sepuluh hari kerja. Anda dapat mengajukan permohonan baru kapan saja.',
        ],
        facts: eventFacts(stored),
      }
    default:
      return {
        subject: 'Permohonan Anda telah kami terima',
        paragraphs: [
          `Surat permohonan Anda telah kami terima. ${promiseOf(stored, event, timeZone)}`,
        ],
        facts: eventFacts(stored),
      }
  }
}

/** A corrected letter may come after the limit: a day that is past is no promise. */
function promiseOf(
  { case: { dueAt, waitingForYear } }: StoredRequest,
  { at }: RecordedEvent,
  timeZone: string,
): string {
  if (!dueAt) return `Batas waktu jawaban menunggu penetapan kalender tahun ${waitingForYear}.`
  const limit = formatMoment(dueAt, timeZone)
  return Date.parse(dueAt) > Date.parse(at)
    ? `Kami jawab paling lambat ${limit}.`
    : `Batas waktu jawaban kami, ${limit}, telah lewat; atasan pengkaji ikut kami beri tahu.`
}

/** The reason of the decision that the event tells of, which need not be the latest. */
function reasonOf({ case: request }: StoredRequest, event: RecordedEvent): Pick<Email, 'quote'> {
  const reason = request.decisions.find(({ at }) => at === event.at)?.reason
  return reason === undefined ? {} : { quote: { label: 'Alasan', text: reason } }
}

function eventFacts({ case: { event } }: StoredRequest): Facts {
  const clock = (time: string): string => time.replace(':', '.')
  const overnight = event.endTime <= event.startTime ? ' (hari berikutnya)' : ''
  return [
    ['Kegiatan', event.name],
    ['Hari dan tanggal', formatDate(event.date)],
    ['Waktu', `${clock(event.startTime)}–${clock(event.endTime)} WIB${overnight}`],
    ['Tempat', event.venue],
  ]
}

/** Meeting number and passcode are typed off the screen; the links themselves are actions. */
function productFacts({ case: { product = {} } }: StoredRequest): Facts {
  const { meetingId, passcode } = product
  return [
    ...(meetingId ? [['ID rapat', meetingId, 'exact'] as const] : []),
    ...(passcode ? [['Kode sandi', passcode, 'exact'] as const] : []),
  ]
}

function productActions({ case: { product = {} } }: StoredRequest): NonNullable<Email['actions']> {
  const { joinUrl, streamUrl } = product
  return [
    ...(joinUrl ? [{ label: 'Masuk ke rapat', url: joinUrl }] : []),
    ...(streamUrl ? [{ label: 'Buka siaran YouTube', url: streamUrl }] : []),
  ]
}
