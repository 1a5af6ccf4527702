import type { Office } from '../../shared/contracts/office.ts'
import { Button, ButtonGroup } from '../../shared/web/components/button.tsx'
import { Page } from '../../shared/web/layout.tsx'

/** The same form was filed before with other content: nothing is overwritten, both ways are offered. */
export function SubmittedBeforePage({
  office,
  reference,
}: {
  readonly office: Office
  readonly reference: string
}) {
  return (
    <Page title="Formulir ini sudah terkirim" office={office} section="requests">
      <h1 class="govuk-heading-l">Formulir ini sudah terkirim</h1>
      <p class="govuk-body-l">
        Formulir yang sama telah kami simpan sebagai permohonan{' '}
        <span class="nowrap">{reference}</span> dengan isi yang berbeda dari kiriman terakhir Anda.
        Permohonan itu tidak kami ubah.
      </p>
      <p class="govuk-body">
        Untuk kegiatan lain, isi formulir baru. Waktu permohonan yang sudah terkirim dapat diubah
        dan permohonan itu dapat dibatalkan dari halamannya; untuk perubahan lain, hubungi petugas
        dengan menyebutkan nomor registrasi.
      </p>
      <ButtonGroup>
        <Button href={`/permohonan/${reference}`}>Lihat permohonan itu</Button>
        <Button href="/permohonan" look="secondary">
          Isi formulir baru
        </Button>
      </ButtonGroup>
    </Page>
  )
}
