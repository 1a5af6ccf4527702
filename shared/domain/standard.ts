/**
 * The published service standard: Standar Pelayanan Video Conference dan Streaming, with the
 * fourteen components of PermenPANRB 15/2014. Pages print it; the clock reads its limits.
 */
const limits = {
  /** From the accepted letter to the answer. */
  review: { workingDays: 1 },
  complaints: {
    /** From receipt to classification. */
    verification: { workingDays: 3 },
    /** From receipt to the answer, by class. */
    answer: {
      ringan: { workingDays: 5 },
      normatif: { workingDays: 5 },
      'tidak-berkadar-pengawasan': { workingDays: 14 },
      'berkadar-pengawasan': { workingDays: 60 },
    },
  },
  /** A pause waits no longer than this for the applicant or complainant, and reminds at its half. */
  pause: { workingDays: 10, reminderWorkingDays: 5 },
  /**
   * What an event takes besides its own time. The published standard does not fix these: they are
   * the office's working values. A rehearsal's minutes include its setting up. `staffPerEvent` is
   * for each of the two services. A basic licence ends a meeting after its minutes.
   */
  facilitation: {
    setUpMinutes: 60,
    cleanUpMinutes: 30,
    rehearsalMinutes: 60,
    staffPerEvent: 1,
    basicLicenceMinutes: 40,
  },
} as const

export type ComplaintClass = keyof typeof limits.complaints.answer

/** The procedure in six steps, from the applicant's side. */
const procedure = [
  {
    title: 'Buka situs layanan',
    text: 'Situs ini dapat dibuka kapan saja dari ponsel atau komputer, tanpa membuat akun.',
  },
  {
    title: 'Isi identitas pemohon',
    text: 'Pilih layanan video conference, streaming, atau keduanya, lalu isi identitas Anda.',
  },
  {
    title: 'Isi rincian kegiatan',
    text: 'Nama kegiatan, tanggal dan waktu, tempat, jumlah peserta, dan kebutuhan perangkat.',
  },
  {
    title: 'Unggah surat permohonan',
    text: 'Surat yang sudah ditandatangani dan dicap, atau bertanda tangan elektronik.',
  },
  {
    title: 'Surat diterima dan dikaji',
    text: 'Bidang Informatika mengkaji permohonan. Batas waktu jawaban tertera pada bukti Anda.',
  },
  {
    title: 'Jawaban disampaikan',
    text: 'Disetujui atau ditolak, kami memberi tahu Anda melalui e-mail dan nomor kontak pada surat.',
  },
] as const

export type StandardComponent = {
  /** Its anchor on the published page. */
  readonly id: string
  readonly title: string
  readonly items: readonly string[]
  /** Where this page departs from the printed standard, and why. */
  readonly note?: string
}

const days = ({ workingDays }: { readonly workingDays: number }): string =>
  `${workingDays} hari kerja`

/** Penyampaian pelayanan: what the user meets. */
const delivery: readonly StandardComponent[] = [
  {
    id: 'persyaratan',
    title: 'Persyaratan',
    items: [
      'Surat permintaan fasilitas layanan video conference/streaming yang ditandatangani kepala OPD dan/atau UPT serta dibubuhi cap.',
      'Formulir permohonan pada situs ini.',
      'Surat dapat juga disampaikan melalui aplikasi SRIKANDI.',
    ],
  },
  {
    id: 'prosedur',
    title: 'Sistem, mekanisme, dan prosedur',
    items: procedure.map(({ title, text }) => `${title}. ${text}`),
  },
  {
    id: 'jangka-waktu',
    title: 'Jangka waktu pelayanan',
    items: [
      `${days(limits.review)} sejak surat permohonan diterima. Hari diterimanya surat dihitung sebagai hari ke-0.`,
    ],
  },
  { id: 'biaya', title: 'Biaya atau tarif', items: ['Tidak dipungut biaya.'] },
  { id: 'produk', title: 'Produk pelayanan', items: ['Jadwal Zoom dan streaming YouTube.'] },
  {
    id: 'pengaduan',
    title: 'Penanganan pengaduan, saran, dan apresiasi',
    items: [
      'Tatap muka dengan Pejabat Pengelola Pengaduan.',
      'Tertulis melalui kotak pengaduan.',
      'WhatsApp, telepon, e-mail, dan media sosial.',
      'Pengaduan diterima Pejabat Pengelola Pengaduan, ditangani Tim Pengelola Pengaduan, lalu jawabannya disampaikan kepada pelapor.',
    ],
  },
]

/** Pengelolaan pelayanan: what stands behind it. */
const management: readonly StandardComponent[] = [
  {
    id: 'dasar-hukum',
    title: 'Dasar hukum',
    items: [
      'Undang-Undang Nomor 11 Tahun 2008 tentang Informasi dan Transaksi Elektronik.',
      'Peraturan Presiden Nomor 95 Tahun 2018 tentang Sistem Pemerintahan Berbasis Elektronik.',
      'Peraturan Pemerintah Nomor 71 Tahun 2019 tentang Penyelenggaraan Sistem dan Transaksi Elektronik.',
    ],
    note: 'Standar tercetak menyebut “Peraturan Presiden Nomor 71 Tahun 2019”. Yang dimaksud adalah Peraturan Pemerintah (PP) Nomor 71 Tahun 2019.',
  },
  {
    id: 'sarana-prasarana',
    title: 'Sarana, prasarana, dan fasilitas',
    items: [
      'Data Center, Data Analytic Room, dan Ruang Audio Visual.',
      'Server, PC atau laptop, dan bandwidth.',
      'Aplikasi Sielo.',
    ],
  },
  {
    id: 'kompetensi',
    title: 'Kompetensi pelaksana',
    items: [
      'Memahami tugas dan fungsi jabatannya.',
      'Memahami SOP permohonan video conference.',
      'Memahami kebijakan dan peraturan perundang-undangan yang terkait.',
      'Memiliki kemampuan teknis di bidang teknologi informasi dan komunikasi.',
    ],
  },
  {
    id: 'pengawasan-internal',
    title: 'Pengawasan internal',
    items: ['Pengawasan melekat oleh atasan langsung.'],
  },
  { id: 'jumlah-pelaksana', title: 'Jumlah pelaksana', items: ['2 orang.'] },
  {
    id: 'jaminan-pelayanan',
    title: 'Jaminan pelayanan',
    items: [
      'Pelayanan yang cepat, tepat, lengkap, dan dapat dipertanggungjawabkan.',
      'Pelanggaran oleh pelaksana dikenai sanksi menurut jenis dan bobotnya: teguran lisan, teguran tertulis, dan seterusnya.',
    ],
  },
  {
    id: 'jaminan-keamanan',
    title: 'Jaminan keamanan dan keselamatan pelayanan',
    items: ['Pelayanan dilakukan langsung oleh tim teknis (ASN) dinas.'],
  },
  {
    id: 'evaluasi-kinerja',
    title: 'Evaluasi kinerja pelaksana',
    items: [
      'Rapat Kepala Dinas, Kepala Bidang, Kepala Seksi, dan staf paling sedikit satu kali sebulan.',
    ],
  },
]

export const standard = {
  title: 'Standar Pelayanan Video Conference dan Streaming',
  ...limits,
  procedure,
  delivery,
  management,
} as const
