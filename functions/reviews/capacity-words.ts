import type { CapacityWarning } from '../../shared/domain/capacity-warnings.ts'
import type { ResourceKind } from '../../shared/domain/resources.ts'
import { standard } from '../../shared/domain/standard.ts'
import { inThousands } from '../../shared/web/numbers.ts'

const notFree: Record<ResourceKind, string> = {
  account: 'Tidak ada akun Zoom yang bebas pada waktu acara ini.',
  channel: 'Tidak ada kanal YouTube yang bebas dan dapat siaran langsung pada waktu acara ini.',
  room: 'Ruang yang disebut sebagai tempat acara tidak bebas pada waktu itu.',
  staff: 'Petugas teknis yang bebas kurang dari yang diperlukan acara ini.',
}

/** What a reviewer should know before approving, in a sentence. */
export function warningText(warning: CapacityWarning): string {
  switch (warning.code) {
    case 'not-free':
      return notFree[warning.kind]
    case 'above-capacity':
      return `Perkiraan ${inThousands(warning.participants)} peserta melebihi kapasitas akun Zoom yang diusulkan (${inThousands(warning.capacity)}).`
    case 'basic-licence':
      return `Akun yang diusulkan berlisensi dasar: rapat berhenti setelah ${standard.facilitation.basicLicenceMinutes} menit, sedangkan acara ini ${warning.minutes} menit.`
    case 'outside-office-hours':
      return 'Acara ini di luar jam kerja.'
    case 'short-notice':
      return 'Acara ini kurang dari satu hari kerja lagi.'
    case 'year-not-decreed':
      return `Hari libur tahun ${warning.year} belum ditetapkan: periksa sendiri apakah acara ini jatuh pada hari kerja.`
    case 'rehearsal-outside-office-hours':
      return 'Gladi bersih di luar jam kerja.'
    case 'rehearsal-without-time':
      return 'Waktu gladi bersih belum disepakati, jadi belum ada yang dipesan untuknya.'
    case 'same-letter-number':
      return `Nomor surat yang sama ada pada ${warning.references.join(', ')}.`
    case 'same-event':
      return `Kegiatan yang sama pada hari itu sudah diminta dengan ${warning.references.join(', ')}.`
  }
}
