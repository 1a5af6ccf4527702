import type { Office } from '../../shared/contracts/office.ts'
import { standard } from '../../shared/domain/standard.ts'
import { Button, ButtonGroup } from '../../shared/web/components/button.tsx'
import { Contacts } from '../../shared/web/components/contacts.tsx'
import { Icon } from '../../shared/web/components/icon.tsx'
import { Waves } from '../../shared/web/components/waves.tsx'
import { Page } from '../../shared/web/layout.tsx'

export const homePage = (office: Office) => (
  <Page title="Layanan video conference dan streaming" office={office} width="bleed">
    <Hero />
    <div class="govuk-width-container home">
      <Requirements />
      <Steps />
      <Complaints office={office} />
    </div>
  </Page>
)

function Hero() {
  return (
    <div class="hero">
      <Waves />
      <div class="govuk-width-container">
        <div class="hero__text">
          <h1 class="govuk-heading-xl">Rapat daring dan siaran langsung untuk kegiatan Anda</h1>
          <p class="lead">
            Ajukan fasilitas video conference dan streaming secara daring. Setiap langkah dapat Anda
            pantau sampai acara selesai.
          </p>
          <ButtonGroup>
            <Button href="/permohonan">Ajukan permohonan</Button>
            <Button href="/lacak" look="secondary">
              Cek status
            </Button>
          </ButtonGroup>
          <ul class="hero__facts">
            <li>
              <Icon name="clock" />
              Dijawab dalam {standard.review.workingDays} hari kerja
            </li>
            <li>
              <Icon name="check" />
              Tidak dipungut biaya
            </li>
            <li>
              <Icon name="person" />
              Tanpa membuat akun
            </li>
          </ul>
        </div>
      </div>
    </div>
  )
}

function Requirements() {
  return (
    <section class="home__part">
      <h2 class="govuk-heading-l">Siapkan sebelum mulai</h2>
      <ul class="needs">
        <li class="card">
          <Icon name="document" />
          <h3 class="govuk-heading-s">Surat permohonan</h3>
          <p>
            Ditandatangani kepala OPD atau UPT dan dicap, atau bertanda tangan elektronik (TTE).
            Berkas PDF atau foto, paling besar 10 MB.
          </p>
        </li>
        <li class="card">
          <Icon name="calendar" />
          <h3 class="govuk-heading-s">Rincian kegiatan</h3>
          <p>Nama, tanggal, waktu, tempat, perkiraan peserta, dan perangkat yang diperlukan.</p>
        </li>
        <li class="card">
          <Icon name="mail" />
          <h3 class="govuk-heading-s">E-mail dan WhatsApp</h3>
          <p>Ke sanalah bukti, jawaban, serta jadwal dan tautan rapat kami kirimkan.</p>
        </li>
      </ul>
    </section>
  )
}

function Steps() {
  return (
    <section class="home__part">
      <h2 class="govuk-heading-l">Cara kerjanya, dalam enam langkah</h2>
      <ol class="steps">
        {standard.procedure.map((step) => (
          <li key={step.title}>
            <h3 class="govuk-heading-s">{step.title}</h3>
            <p>{step.text}</p>
          </li>
        ))}
      </ol>
      <p>
        <a class="govuk-link" href="/standar-pelayanan">
          Baca standar pelayanan lengkap
        </a>{' '}
        atau{' '}
        <a class="govuk-link" href="/jadwal">
          lihat jadwal kegiatan
        </a>
      </p>
    </section>
  )
}

function Complaints({ office }: { readonly office: Office }) {
  return (
    <section class="home__part voice">
      <div>
        <h2 class="govuk-heading-l">Pengaduan, saran, dan apresiasi</h2>
        <p>
          Ada yang kurang berkenan, atau justru memuaskan? Sampaikan kepada Pejabat Pengelola
          Pengaduan: datang langsung, lewat kotak pengaduan, atau melalui saluran berikut.
        </p>
        <p>
          <a class="govuk-link" href="/standar-pelayanan#pengaduan">
            Berapa lama pengaduan ditangani
          </a>
        </p>
      </div>
      <Contacts office={office} />
    </section>
  )
}
