import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { timeInWords } from '../../shared/domain/event-time.ts'
import { eventFacts, productActions, productFacts, type Words } from './mail-facts.ts'

/** The event comes near: all that is needed for it once more, and nothing is asked. */
export function eventReminderWords(stored: StoredRequest, { data }: RecordedEvent): Words {
  const { event } = stored.case
  const links = productActions(stored)
  const soon = data['ahead'] === 'hour'
  return {
    subject: soon
      ? `Pengingat: kegiatan Anda dimulai pukul ${event.startTime.replace(':', '.')} WIB`
      : 'Pengingat: kegiatan Anda sudah dekat',
    paragraphs: [
      soon
        ? `Kegiatan Anda dimulai satu jam lagi: ${timeInWords(event)}.`
        : `Kegiatan Anda berlangsung pada ${timeInWords(event)}.`,
      links.length > 0
        ? 'Berikut jadwal dan tautannya sekali lagi. E-mail ini tidak perlu dibalas.'
        : 'Tautannya masih kami siapkan dan kami kirim begitu tersedia. E-mail ini tidak perlu dibalas.',
    ],
    facts: [...eventFacts(stored), ...productFacts(stored)],
    actions: links,
  }
}

/** The event is over: thanks, the recording where there is one, and the survey. */
export function completedWords(stored: StoredRequest, survey: string): Words {
  const recording = stored.case.held?.streamUrl
  return {
    subject: 'Terima kasih: mohon nilai layanan kami',
    paragraphs: [
      'Kegiatan Anda telah selesai. Terima kasih telah menggunakan layanan kami.',
      'Mohon luangkan dua menit untuk menilai layanan ini. Penilaian tidak memuat nama Anda dan dapat dikirim satu kali.',
    ],
    facts: eventFacts(stored),
    actions: [
      { label: 'Isi survei kepuasan', url: survey },
      ...(recording ? [{ label: 'Tonton rekaman', url: recording }] : []),
    ],
  }
}
