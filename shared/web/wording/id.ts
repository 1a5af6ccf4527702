import type { Wording } from './wording.ts'

export const id: Wording = {
  statuses: {
    'awaiting-letter': 'Menunggu Surat',
    received: 'Masuk',
    'in-review': 'Sedang Dikaji',
    'needs-correction': 'Perlu Perbaikan',
    approved: 'Disetujui',
    'awaiting-link': 'Menunggu Tautan',
    scheduled: 'Terjadwal',
    completed: 'Selesai',
    'not-held': 'Tidak Terlaksana',
    rejected: 'Ditolak',
    cancelled: 'Dibatalkan',
    expired: 'Kedaluwarsa',
  },
  statusMeanings: {
    'awaiting-letter':
      'Formulir Anda tersimpan. Unggah surat permohonan agar permohonan dapat kami kaji.',
    received: 'Surat Anda telah kami terima dan permohonan menunggu dikaji.',
    'in-review': 'Permohonan Anda sedang dikaji. Jawaban kami kirim melalui e-mail.',
    'needs-correction':
      'Permohonan dikembalikan untuk diperbaiki. Baca catatan pengkaji, lalu kirim perbaikannya.',
    approved: 'Permohonan disetujui. Tautan rapat kami kirim setelah tersedia.',
    'awaiting-link': 'Permohonan disetujui. Tautan rapat sedang kami buat.',
    scheduled: 'Permohonan disetujui dan jadwal serta tautan telah tersedia.',
    completed: 'Acara telah selesai. Terima kasih telah menggunakan layanan ini.',
    'not-held': 'Acara tidak jadi terlaksana.',
    rejected: 'Permohonan tidak dapat dipenuhi. Alasannya tercantum pada jawaban kami.',
    cancelled: 'Permohonan dibatalkan. Anda dapat mengajukan permohonan baru kapan saja.',
    expired:
      'Permohonan ditutup karena tidak dilengkapi pada waktunya. Silakan ajukan permohonan baru.',
  },
  deadlines: {
    'on-time': 'Tepat Waktu',
    'due-soon': 'Mendekati Batas Waktu',
    overdue: 'Terlambat',
  },
  decisions: {
    approve: 'Setujui',
    reject: 'Tolak',
    return: 'Kembalikan untuk Perbaikan',
  },
  applicantKinds: {
    opd: 'OPD (dinas, badan, atau bagian)',
    upt: 'UPT',
    kecamatan: 'Kecamatan',
    'kelurahan-desa': 'Kelurahan atau desa',
    'instansi-vertikal': 'Instansi vertikal',
    'organisasi-lain': 'Organisasi lain',
  },
  services: {
    'video-conference': 'Video conference (Zoom)',
    streaming: 'Siaran langsung (YouTube)',
    both: 'Video conference dan siaran langsung',
  },
  hosts: {
    office: 'Dibuatkan oleh kami',
    other: 'Memakai tautan dari pihak lain',
  },
  equipment: {
    operator: 'Operator',
    camera: 'Kamera',
    sound: 'Mikrofon dan tata suara',
    laptop: 'Laptop',
    network: 'Jaringan internet',
  },
  visibilities: {
    public: 'Publik',
    unlisted: 'Tidak terdaftar (hanya lewat tautan)',
  },
  endorsements: {
    'signed-and-stamped': 'Tanda tangan dan cap',
    electronic: 'Tanda tangan elektronik (TTE)',
  },
  channels: { form: 'Formulir', srikandi: 'SRIKANDI', paper: 'Surat fisik' },
  contactWays: { whatsapp: 'WhatsApp', telephone: 'Telepon', 'in-person': 'Tatap muka' },
  surveyElements: {
    requirements: 'Persyaratan',
    procedure: 'Prosedur',
    timeliness: 'Waktu pelayanan',
    cost: 'Biaya',
    product: 'Hasil layanan',
    competence: 'Kompetensi petugas',
    conduct: 'Perilaku petugas',
    facilities: 'Sarana dan prasarana',
    'complaint-handling': 'Penanganan pengaduan',
  },
  letterTypes: { pdf: 'PDF', jpeg: 'JPG', png: 'PNG', heic: 'HEIC' },
  letterFaults: {
    empty:
      'Berkas surat kosong. Buka berkasnya di perangkat Anda, pastikan isinya ada, lalu unggah lagi.',
    'too-large':
      'Berkas surat lebih besar dari 10 MB. Pindai dengan resolusi lebih rendah atau foto ulang, lalu unggah lagi.',
    'wrong-type':
      'Isi berkas bukan PDF, JPG, PNG, atau HEIC. Simpan surat sebagai PDF atau foto surat itu, lalu unggah lagi.',
    'active-content':
      'Berkas PDF memuat program atau lampiran tersembunyi. Cetak ulang ke PDF tanpa isian dan lampiran, lalu unggah lagi.',
    encrypted:
      'Berkas PDF terkunci dengan kata sandi. Simpan salinan tanpa kata sandi, lalu unggah lagi.',
    'no-pages':
      'Berkas PDF tidak memuat halaman. Buat ulang PDF dari surat aslinya, lalu unggah lagi.',
    damaged:
      'Berkas surat rusak dan tidak dapat dibuka. Pindai atau simpan ulang suratnya, lalu unggah lagi.',
    malware:
      'Pemindai kami menemukan virus di dalam berkas surat. Periksa perangkat Anda dengan antivirus, pindai atau buat ulang suratnya, lalu unggah lagi.',
    unchecked:
      'Keamanan berkas surat tidak dapat kami periksa. Hubungi kantor kami bila ini terulang, atau simpan ulang surat sebagai PDF atau foto, lalu unggah lagi.',
  },
  roles: {
    'head-of-office': 'Kepala Dinas',
    'head-of-division': 'Kepala Bidang',
    'head-of-section': 'Kepala Seksi',
    reviewer: 'Pengkaji',
    technician: 'Petugas Teknis',
    'complaint-officer': 'Pejabat Pengelola Pengaduan',
    'complaint-team': 'Tim Pengelola Pengaduan',
    administrator: 'Administrator',
  },
  events: {
    RequestSubmitted: 'Formulir permohonan terkirim',
    LetterRefused: 'Surat belum dapat diterima',
    LetterAccepted: 'Surat permohonan diterima',
    DueDateSet: 'Batas waktu ditetapkan',
    ReviewOpened: 'Permohonan mulai dikaji',
    ReviewReminded: 'Pengkaji diingatkan',
    ReviewEscalated: 'Kajian diteruskan kepada atasan',
    RequestApproved: 'Permohonan disetujui',
    RequestRejected: 'Permohonan ditolak',
    RequestReturned: 'Permohonan dikembalikan untuk diperbaiki',
    LinkRecorded: 'Tautan rapat dicatat',
    LetterDownloaded: 'Surat dibuka oleh pengkaji',
    RequestCancelled: 'Permohonan dibatalkan',
    RequestExpired: 'Permohonan ditutup karena tidak dilengkapi pada waktunya',
    RequestRegistered: 'Permohonan didaftarkan oleh petugas',
    RequestRevised: 'Permohonan diperbaiki oleh pemohon',
    CorrectionReminded: 'Pemohon diingatkan untuk memperbaiki',
    TimeChanged: 'Pemohon meminta waktu lain',
    AssignmentChanged: 'Penugasan diubah',
    LinkAwaited: 'Tautan rapat belum dapat dibuat',
    ContactTold: 'Nomor kontak pada surat telah dihubungi',
    EventReminded: 'Pengingat kegiatan terkirim',
    EventEnded: 'Petugas diminta memastikan pelaksanaan',
    EventHeld: 'Kegiatan terlaksana',
    EventNotHeld: 'Kegiatan tidak terlaksana',
    SurveyAnswered: 'Survei kepuasan diisi',
    AddressFailed: 'E-mail pemohon tidak sampai',
  },
}
