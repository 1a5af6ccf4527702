import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { formatMoment } from '../../shared/domain/dates.ts'
import type { Notice } from '../../shared/domain/notices.ts'
import { renderEmail } from '../../shared/web/emails/layout.tsx'
import { eventMail } from './event-mail.ts'
import type { Letter } from './letter.ts'
import { decisionLinks } from './links.ts'
import type { DispatchPorts } from './ports.ts'
import { withdrawnMail } from './withdrawn-mail.ts'

/**
 * The call for a decision, or the news that none is wanted any more. Of the case it carries
 * reference, kind, deadline and links only: what the applicant wrote stays behind the link.
 */
export async function staffMail(
  ports: DispatchPorts,
  stored: StoredRequest,
  event: RecordedEvent,
  kind: Notice['kind'],
  person: string,
): Promise<Letter> {
  if (kind === 'withdrawn') return withdrawnMail(ports, stored, event)
  if (kind === 'event-reminder' || kind === 'held-question') return eventMail(ports, stored, event)
  const { reference, dueAt, waitingForYear } = stored.case
  const links = await decisionLinks(person, ports, stored, event)
  const due = dueAt
    ? formatMoment(dueAt, ports.timeZone)
    : `menunggu penetapan kalender tahun ${waitingForYear}`
  const words = wordsFor(kind, reference, due)
  return (name) => ({
    subject: words.subject,
    ...renderEmail({
      office: ports.office,
      title: words.title,
      greeting: `Yth. Bapak/Ibu ${name},`,
      paragraphs: [words.text],
      actions: [
        { label: 'Setujui', url: links.approve },
        { label: 'Kembalikan untuk perbaikan', url: links.return },
        { label: 'Tolak', url: links.reject },
      ],
      facts: [
        ['Nomor registrasi', reference],
        ['Jenis', 'Permohonan fasilitasi video conference/streaming'],
        ['Batas waktu', due],
      ],
      closing: [
        'Setiap tautan membuka halaman permohonan; keputusan baru dicatat setelah Anda menekan tombolnya di sana. Tautan ini hanya berlaku untuk Anda.',
      ],
    }),
  })
}

function wordsFor(
  kind: Notice['kind'],
  reference: string,
  due: string,
): { readonly subject: string; readonly title: string; readonly text: string } {
  switch (kind) {
    case 'reminder':
      return {
        subject: `Pengingat: ${reference} menunggu keputusan (batas waktu ${due})`,
        title: 'Permohonan menunggu keputusan Anda',
        text: `Permohonan ${reference} belum diputuskan dan separuh waktunya telah lewat. Mohon diputuskan sebelum batas waktu.`,
      }
    case 'overdue':
      return {
        subject: `TERLAMBAT: ${reference} belum diputuskan (batas waktu ${due})`,
        title: 'Permohonan terlambat diputuskan',
        text: `Permohonan ${reference} melewati batas waktu tanpa keputusan. Sebagai atasan langsung, Anda dapat memutuskannya sendiri atau mengingatkan pengkaji, yang tautannya tetap berlaku.`,
      }
    default:
      return {
        subject: `Mohon kajian: ${reference} (batas waktu ${due})`,
        title: 'Mohon kajian permohonan',
        text: `Permohonan ${reference} menunggu kajian Anda. Mohon diputuskan sebelum batas waktu.`,
      }
  }
}
