import type { Office } from '../../shared/contracts/office.ts'
import { Contacts } from '../../shared/web/components/contacts.tsx'
import { Page } from '../../shared/web/layout.tsx'

/** What UU 27/2022 asks a controller to tell: purpose, basis, kinds, retention, rights, contact. */
export const privacyPage = (office: Office) => (
  <Page title="Pelindungan data pribadi" office={office}>
    <h1 class="govuk-heading-xl">Pelindungan data pribadi</h1>
    <p class="lead">
      {office.name} adalah pengendali data pribadi pada layanan ini. Halaman ini menjelaskan, sesuai
      Undang-Undang Nomor 27 Tahun 2022, data apa yang kami proses dan apa hak Anda.
    </p>
    {sections.map((section) => (
      <section key={section.title}>
        <h2 class="govuk-heading-m">{section.title}</h2>
        {section.text ? <p class="govuk-body">{section.text}</p> : undefined}
        {section.items ? (
          <ul class="govuk-list govuk-list--bullet">
            {section.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        ) : undefined}
      </section>
    ))}
    <section>
      <h2 class="govuk-heading-m">Menghubungi kami</h2>
      <p class="govuk-body">
        Sampaikan permintaan atau pertanyaan Anda tentang data pribadi. Sertakan nomor registrasi
        agar kami dapat menemukan permohonan Anda.
      </p>
      <Contacts office={office} />
    </section>
  </Page>
)

const sections: readonly { title: string; text?: string; items?: readonly string[] }[] = [
  {
    title: 'Tujuan',
    text: 'Kami memproses data Anda untuk menerima dan mengkaji permohonan, menyelenggarakan video conference dan siaran langsung, memberi tahu hasilnya, serta mempertanggungjawabkan layanan ini.',
  },
  {
    title: 'Dasar pemrosesan',
    text: 'Pelaksanaan tugas pelayanan publik (Pasal 20 ayat (2) huruf e Undang-Undang Nomor 27 Tahun 2022). Kami tidak memakai data Anda untuk keperluan lain dan tidak menjualnya.',
  },
  {
    title: 'Data yang kami proses',
    items: [
      'Nama, jabatan, instansi, dan NIP (bila diisi) pemohon.',
      'Alamat e-mail, nomor WhatsApp, dan nomor kontak pada surat.',
      'Rincian kegiatan serta nama dan kontak penanggung jawab acara.',
      'Surat permohonan, termasuk nama dan jabatan penandatangannya.',
    ],
  },
  {
    title: 'Siapa yang melihatnya',
    text: 'Hanya petugas yang mengkaji dan menyelenggarakan permohonan Anda, beserta atasannya. Setiap pembukaan surat dicatat. Nama pemohon tidak ditampilkan kepada umum. Jadwal publik menampilkan nama kegiatan yang disetujui (kecuali Anda meminta agar disembunyikan), waktu, tempat, dan instansinya.',
  },
  {
    title: 'Tempat dan masa penyimpanan',
    items: [
      'Data disimpan di Indonesia dan dienkripsi.',
      'Berkas yang diunggah tetapi tidak menjadi bagian permohonan dihapus setelah 2 hari.',
      'Permohonan dan surat disimpan selama masa retensi arsip dinas.',
    ],
  },
  {
    title: 'Cookie',
    text: 'Situs ini hanya memakai cookie yang diperlukan agar formulir dan halaman status bekerja. Tidak ada pelacakan, iklan, atau layanan pihak lain.',
  },
  {
    title: 'Hak Anda',
    items: [
      'Meminta informasi tentang pemrosesan dan salinan data Anda.',
      'Melengkapi, memperbarui, atau memperbaiki data yang keliru.',
      'Meminta penghentian pemrosesan atau penghapusan data, sejauh peraturan tentang arsip mengizinkan.',
      'Mengajukan keberatan atau pengaduan kepada kami.',
    ],
  },
]
