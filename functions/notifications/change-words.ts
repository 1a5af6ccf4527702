import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { formatMoment } from '../../shared/domain/dates.ts'
import { standard } from '../../shared/domain/standard.ts'
import { eventFacts, promiseOf, reasonOf, type Words } from './mail-facts.ts'

/** A request comes back: why, and how it goes on. `link` opens what is to be done. */
export function returnedWords(stored: StoredRequest, event: RecordedEvent, link: string): Words {
  const offered = Number(event.data['offers'] ?? 0) > 0
  return {
    subject: 'Permohonan Anda perlu diperbaiki',
    paragraphs: [
      offered
        ? 'Waktu yang Anda minta tidak dapat kami layani, tetapi kami menawarkan waktu lain. Pilih salah satunya, atau perbaiki permohonan Anda.'
        : 'Permohonan Anda kami kembalikan untuk diperbaiki. Isian Anda masih tersimpan, jadi cukup perbaiki yang diminta.',
      `Batas waktu jawaban kami berhenti berjalan sampai perbaikan Anda kami terima. Bila itu tidak kami terima dalam ${standard.pause.workingDays} hari kerja, permohonan ini kami tutup dengan pemberitahuan.`,
    ],
    actions: [{ label: offered ? 'Pilih waktu lain' : 'Perbaiki permohonan', url: link }],
    ...reasonOf(stored, event),
    facts: eventFacts(stored),
  }
}

/** Half of the pause is over and nothing came. */
export function reminderWords(stored: StoredRequest, link: string): Words {
  const { decisions } = stored.case
  const reason = decisions.at(-1)?.reason
  return {
    subject: 'Pengingat: permohonan Anda menunggu perbaikan',
    paragraphs: [
      'Permohonan Anda kami kembalikan, dan perbaikannya belum kami terima.',
      `Bila perbaikan tidak kami terima dalam ${standard.pause.workingDays} hari kerja sejak dikembalikan, permohonan ini kami tutup dengan pemberitahuan.`,
    ],
    actions: [{ label: 'Perbaiki permohonan', url: link }],
    ...(reason === undefined ? {} : { quote: { label: 'Alasan', text: reason } }),
    facts: eventFacts(stored),
  }
}

/** The receipt of a cancellation. */
export function cancelledWords(
  stored: StoredRequest,
  { actor, at }: RecordedEvent,
  timeZone: string,
): Words {
  const { cancelReason } = stored.case
  return {
    subject: 'Permohonan Anda dibatalkan',
    paragraphs: [
      actor.kind === 'staff'
        ? 'Mohon maaf, permohonan ini kami batalkan.'
        : `Pembatalan permohonan ini kami catat pada ${formatMoment(at, timeZone)}. E-mail ini tanda terimanya.`,
      'Permohonan ini tidak kami proses lagi. Anda dapat mengajukan permohonan baru kapan saja.',
    ],
    ...(cancelReason === undefined ? {} : { quote: { label: 'Alasan', text: cancelReason } }),
    facts: eventFacts(stored),
  }
}

/** Another time is another wish, with a promise of its own. */
export const timeChangedWords = (
  stored: StoredRequest,
  event: RecordedEvent,
  timeZone: string,
): Words => ({
  subject: 'Permintaan waktu lain telah kami terima',
  paragraphs: [
    `Permohonan Anda kami kaji kembali untuk waktu di bawah ini; surat Anda tetap berlaku. ${promiseOf(stored, event, timeZone)}`,
    'Sebelum kami jawab, waktu ini belum pasti, dan jadwal serta tautan yang pernah kami kirim tidak berlaku lagi.',
  ],
  facts: eventFacts(stored),
})
