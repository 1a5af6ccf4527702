import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { renderEmail } from '../../shared/web/emails/layout.tsx'
import type { Letter } from './letter.ts'
import type { DispatchPorts } from './ports.ts'

/**
 * To whom serves an event: it comes near, or it is over and somebody has to say whether it was held.
 * Of the case it carries the number and a link only.
 */
export function eventMail(
  { office, siteOrigin }: DispatchPorts,
  { case: { reference } }: StoredRequest,
  event: RecordedEvent,
): Letter {
  const { subject, title, text, action } = wordsFor(event, reference)
  const url = `${siteOrigin}/petugas/permohonan/${reference}/pelaksanaan`
  return (name) => ({
    subject,
    ...renderEmail({
      office,
      title,
      greeting: `Yth. Bapak/Ibu ${name},`,
      paragraphs: [text],
      actions: [{ label: action, url }],
      facts: [['Nomor registrasi', reference]],
      closing: ['Anda menerima e-mail ini karena melayani atau memutuskan permohonan tersebut.'],
    }),
  })
}

function wordsFor({ name, data }: RecordedEvent, reference: string) {
  if (name === 'EventEnded') {
    return {
      subject: `Pastikan pelaksanaan: ${reference}`,
      title: 'Pastikan pelaksanaan kegiatan',
      text: `Kegiatan ${reference} seharusnya telah selesai. Mohon catat apakah kegiatannya terlaksana. Bila tidak dicatat sampai kantor tutup pada hari kerja berikutnya, kegiatan ini dianggap terlaksana.`,
      action: 'Pastikan pelaksanaan',
    }
  }
  const when = data['ahead'] === 'hour' ? 'dimulai satu jam lagi' : 'sudah dekat'
  return {
    subject: `Pengingat: kegiatan ${reference} ${when}`,
    title: `Kegiatan ${when}`,
    text: `Kegiatan ${reference}, yang Anda layani, ${when}. Waktu dan tempatnya dapat dilihat di ruang petugas.`,
    action: 'Lihat kegiatan',
  }
}
