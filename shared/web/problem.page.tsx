import type { Office } from '../contracts/office.ts'
import { Button } from './components/button.tsx'
import { Contacts } from './components/contacts.tsx'
import { page, type WebAnswer } from './http.ts'
import { Page } from './layout.tsx'

/** What can be wrong with a request as a whole: its status, what happened, what to do. */
const problems = {
  broken: {
    status: 500,
    title: 'Layanan sedang terganggu',
    text: 'Kami tidak dapat menyelesaikan permintaan Anda. Data yang sudah tersimpan tetap aman. Tunggu beberapa saat, lalu muat ulang halaman ini.',
  },
  'too-large': {
    status: 413,
    title: 'Isian terlalu panjang',
    text: 'Isian yang Anda kirim terlalu panjang. Kembali ke halaman sebelumnya, persingkat isiannya, lalu kirim lagi.',
  },
  'foreign-post': {
    status: 403,
    title: 'Halaman perlu dimuat ulang',
    text: 'Kami tidak dapat memastikan bahwa kiriman ini berasal dari halaman kami. Pastikan peramban Anda menerima cookie, kembali ke halaman sebelumnya, muat ulang, lalu kirim lagi.',
  },
  'no-link': {
    status: 404,
    title: 'Tautan tidak berlaku',
    text: 'Tautan ini tidak dikenal, sudah tidak berlaku, atau tidak lengkap. Buka tautan langsung dari e-mail terbaru yang Anda terima.',
  },
  'not-found': {
    status: 404,
    title: 'Halaman tidak ditemukan',
    text: 'Alamat yang Anda buka tidak ada. Periksa kembali alamatnya, atau mulai dari halaman depan.',
  },
  'not-allowed': {
    status: 403,
    title: 'Bukan bagian peran Anda',
    text: 'Anda sudah masuk, tetapi peran Anda tidak mencakup halaman ini. Bila menurut Anda ini keliru, hubungi administrator layanan.',
  },
  gone: {
    status: 410,
    title: 'Berkas tidak dapat dibuka',
    text: 'Berkas surat tidak lagi sama dengan yang diterima, sehingga tidak kami tampilkan. Hubungi administrator layanan.',
  },
  busy: {
    status: 409,
    title: 'Ada perubahan lain pada saat yang sama',
    text: 'Permohonan ini baru saja diubah oleh orang lain. Muat ulang halaman untuk melihat keadaan terbarunya, lalu coba lagi.',
  },
} as const

export type PageProblem = keyof typeof problems

/** The page that says what happened and what to do. */
export function problemPage(problem: PageProblem, office: Office): WebAnswer {
  const { status, title, text } = problems[problem]
  return page(
    <Page title={title} office={office}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body-l">{text}</p>
      <p class="govuk-body">
        <Button href="/">Ke halaman depan</Button>
      </p>
      <h2 class="govuk-heading-m">Perlu bantuan?</h2>
      <Contacts office={office} />
    </Page>,
    { status },
  )
}
