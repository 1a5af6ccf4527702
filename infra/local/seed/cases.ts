import type { Typed } from './visitor.ts'

/** How far a demonstration case goes. */
export type Ending =
  | { readonly kind: 'no-letter' | 'in-review' }
  | { readonly kind: 'decided'; readonly button: string; readonly typed: Typed }

export type Demonstration = {
  /** Days from today to the event. */
  readonly inDays: number
  readonly form: Typed
  readonly ending: Ending
}

const common = {
  applicantPosition: 'Kepala Subbagian Umum',
  applicantKind: 'opd',
  startTime: '09:00',
  endTime: '11:30',
  service: 'video-conference',
  host: 'office',
  equipment: ['operator', 'network'],
  recording: 'no',
  endorsement: 'signed-and-stamped',
  signatoryPosition: 'Kepala',
  truthful: 'yes',
  privacyRead: 'yes',
} satisfies Typed

/** Fictional bodies and people; telephone numbers of the form 0812 0000 …. */
export const demonstrations: readonly Demonstration[] = [
  {
    inDays: 9,
    ending: { kind: 'no-letter' },
    form: {
      ...common,
      applicantName: 'Wulan Contoh',
      agencyName: 'Kecamatan Contoh Timur',
      applicantKind: 'kecamatan',
      email: 'wulan@kecamatan-timur.example.org',
      whatsapp: '0812 0000 0001',
      letterPhone: '0812 0000 0001',
      eventName: 'Rapat koordinasi kepala desa',
      venue: 'Aula Kecamatan Contoh Timur',
      participants: '45',
      letterNumber: '005/101/2026',
      signatoryName: 'Camat Contoh',
      signatoryPosition: 'Camat',
    },
  },
  {
    inDays: 6,
    ending: { kind: 'in-review' },
    form: {
      ...common,
      applicantName: 'Bagus Contoh',
      agencyName: 'Badan Perencanaan Contoh',
      email: 'bagus@perencanaan.example.org',
      whatsapp: '0812 0000 0002',
      letterPhone: '0812 0000 0002',
      eventName: 'Konsultasi publik rencana kerja daerah',
      agenda: 'Pembukaan, paparan rancangan, dan tanya jawab.',
      venue: 'Ruang Rapat Lantai 2',
      participants: '1.250',
      service: 'both',
      visibility: 'public',
      recording: 'yes',
      letterNumber: '000.1.5/1517/Contoh-IV/2026',
      signatoryName: 'Kepala Badan Contoh',
      endorsement: 'electronic',
    },
  },
  {
    inDays: 4,
    ending: {
      kind: 'decided',
      button: 'Setujui',
      typed: {
        joinUrl: 'https://rapat.example.org/j/81200000003',
        meetingId: '812 0000 0003',
        passcode: 'contoh-26',
      },
    },
    form: {
      ...common,
      applicantName: 'Rahma Contoh',
      agencyName: 'UPT Puskesmas Contoh',
      applicantKind: 'upt',
      email: 'rahma@puskesmas.example.org',
      whatsapp: '0812 0000 0003',
      letterPhone: '0812 0000 0003',
      eventName: 'Pelatihan kader kesehatan',
      venue: 'Puskesmas Contoh',
      participants: '80',
      letterNumber: '440/77/2026',
      signatoryName: 'Kepala Puskesmas Contoh',
    },
  },
  {
    inDays: 12,
    ending: {
      kind: 'decided',
      button: 'Kembalikan untuk perbaikan',
      typed: { reason: 'Surat belum dibubuhi cap. Mohon unggah surat yang sudah dicap.' },
    },
    form: {
      ...common,
      applicantName: 'Teguh Contoh',
      agencyName: 'Gerakan Pramuka Ranting Contoh',
      applicantKind: 'organisasi-lain',
      email: 'teguh@pramuka.example.org',
      whatsapp: '0812 0000 0004',
      letterPhone: '0812 0000 0004',
      eventName: 'Upacara pelantikan pengurus',
      venue: 'Lapangan Contoh',
      participants: '300',
      service: 'streaming',
      visibility: 'unlisted',
      letterNumber: 'B.23/Sekrt./Contoh/XI/2026',
      signatoryName: 'Ketua Ranting Contoh',
      signatoryPosition: 'Ketua',
    },
  },
]
