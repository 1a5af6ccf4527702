import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { renderEmail } from '../../shared/web/emails/layout.tsx'
import type { Letter } from './letter.ts'
import type { DispatchPorts } from './ports.ts'

/**
 * To whom decided on a request or serves its event: it was cancelled, or moved. Nothing of what the
 * applicant wrote.
 */
export function withdrawnMail(
  { office, siteOrigin }: DispatchPorts,
  { case: { reference } }: StoredRequest,
  { name: happened, actor }: RecordedEvent,
): Letter {
  const words =
    happened === 'TimeChanged'
      ? {
          subject: `Waktu diubah: ${reference}`,
          title: 'Pemohon meminta waktu lain',
          text: `Pemohon meminta waktu lain untuk permohonan ${reference}. Yang sudah disiapkan untuk waktu semula dilepas, dan permohonan dikaji kembali.`,
        }
      : {
          subject: `Dibatalkan: ${reference}`,
          title: 'Permohonan dibatalkan',
          text: `Permohonan ${reference} dibatalkan oleh ${actor.kind === 'staff' ? 'petugas' : 'pemohon'}. Yang sudah disiapkan untuk kegiatannya dilepas.`,
        }
  return (name) => ({
    subject: words.subject,
    ...renderEmail({
      office,
      title: words.title,
      greeting: `Yth. Bapak/Ibu ${name},`,
      paragraphs: [words.text],
      actions: [{ label: 'Buka daftar kerja', url: `${siteOrigin}/petugas` }],
      facts: [['Nomor registrasi', reference]],
      closing: ['Anda menerima e-mail ini karena memutuskan atau melayani permohonan tersebut.'],
    }),
  })
}
