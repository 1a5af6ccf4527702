import type { FailureReason, ProviderName } from './ports.ts'

/** For staff: what is wrong and what to do. Where nothing can come of it here, there is no sentence. */
const sentences: Readonly<Record<FailureReason, Readonly<Partial<Record<ProviderName, string>>>>> =
  {
    'no-answer': {
      zoom: 'Zoom tidak dapat dihubungi. Sistem mencoba lagi; bila tautan segera diperlukan, buatlah rapat secara manual.',
      youtube:
        'YouTube tidak dapat dihubungi. Sistem mencoba lagi; bila tautan segera diperlukan, buatlah siaran secara manual di YouTube Studio.',
    },
    'too-many-requests': {
      zoom: 'Zoom membatasi jumlah permintaan untuk sementara. Sistem mencoba lagi; bila tautan segera diperlukan, buatlah rapat secara manual.',
      youtube:
        'YouTube membatasi jumlah permintaan untuk sementara. Sistem mencoba lagi; bila tautan segera diperlukan, buatlah siaran secara manual di YouTube Studio.',
    },
    'quota-exceeded': {
      youtube:
        'Kuota harian YouTube untuk sistem ini telah habis dan baru tersedia lagi pukul 14.00 atau 15.00 WIB. Sistem mencoba lagi setelah itu; bila tautan diperlukan lebih awal, buatlah siaran secara manual di YouTube Studio.',
    },
    credentials: {
      zoom: 'Zoom menolak kunci akses yang tersimpan. Mintalah pengelola sistem memperbaruinya; sementara itu buatlah rapat secara manual.',
      youtube:
        'YouTube menolak kunci akses yang tersimpan untuk kanal ini. Mintalah pengelola sistem menghubungkan kanal ini kembali; sementara itu buatlah siaran secara manual di YouTube Studio.',
    },
    permission: {
      zoom: 'Aplikasi pada Zoom tidak berizin mengelola rapat akun ini. Mintalah pengelola sistem menambahkan izin rapat (meeting) pada aplikasi tersebut; sementara itu buatlah rapat secara manual.',
      youtube:
        'Akses yang tersimpan tidak berizin mengelola siaran kanal ini. Mintalah pengelola sistem menghubungkan kanal ini kembali dengan izin YouTube; sementara itu buatlah siaran secara manual di YouTube Studio.',
    },
    'host-unknown': {
      zoom: 'Akun Zoom yang ditugaskan belum terhubung atau tidak dikenal oleh Zoom. Pilihlah akun lain, atau mintalah pengelola sistem menghubungkannya.',
      youtube:
        'Kanal YouTube yang ditugaskan belum terhubung, atau ditutup oleh YouTube. Pilihlah kanal lain, atau mintalah pengelola sistem menghubungkannya.',
    },
    'live-not-enabled': {
      youtube:
        'Siaran langsung belum diaktifkan pada kanal ini. Aktifkan di YouTube Studio (Buat → Mulai live; aktivasi pertama memerlukan waktu hingga 24 jam), lalu coba lagi, atau pilihlah kanal lain.',
    },
    'limit-reached': {
      zoom: 'Akun Zoom ini tidak diizinkan menjadwalkan rapat. Periksa lisensinya di Zoom, lalu coba lagi, atau pilihlah akun lain.',
      youtube:
        'Kanal ini telah mencapai batas jumlah siaran dari YouTube. Hapus siaran terjadwal yang tidak diperlukan di YouTube Studio, lalu coba lagi.',
    },
    'in-progress': {
      zoom: 'Rapat Zoom sedang berlangsung sehingga tidak dapat dihapus. Akhiri rapat di Zoom, lalu hapus secara manual.',
      youtube:
        'Siaran sedang berlangsung sehingga tidak dapat diubah atau dihapus. Akhiri siaran di YouTube Studio, lalu hapus secara manual.',
    },
    'not-accepted': {
      zoom: 'Zoom tidak menerima data rapat ini. Periksa akun, waktu, dan nama acara, atau buatlah rapat secara manual.',
      youtube:
        'YouTube tidak menerima data siaran ini. Periksa judul dan waktu acara, atau buatlah siaran secara manual di YouTube Studio.',
    },
    'unexpected-answer': {
      zoom: 'Zoom menjawab dengan cara yang tidak dikenal. Buatlah rapat secara manual dan beri tahu pengelola sistem.',
      youtube:
        'YouTube menjawab dengan cara yang tidak dikenal. Buatlah siaran secara manual dan beri tahu pengelola sistem.',
    },
  }

const unknown =
  'Tautan tidak dapat dibuat otomatis. Buatlah tautan secara manual dan beri tahu pengelola sistem.'

/** The sentence of a provider's failure. */
export const sentenceFor = (provider: ProviderName, reason: FailureReason): string =>
  sentences[reason][provider] ?? unknown

/** The sentence of a problem as records hold it, such as `youtube/live-not-enabled`. */
export function sentenceOfProblem(problem: string): string {
  const [provider, reason] = problem.split('/')
  const known = Object.entries(sentences).find(([name]) => name === reason)?.[1]
  return (provider === 'zoom' || provider === 'youtube' ? known?.[provider] : undefined) ?? unknown
}
