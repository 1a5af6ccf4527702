import type { Office } from '../../shared/contracts/office.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Details } from '../../shared/web/components/details.tsx'
import { FileUpload } from '../../shared/web/components/file-upload.tsx'
import { InsetText } from '../../shared/web/components/notices.tsx'
import { Page } from '../../shared/web/layout.tsx'
import type { Ticket } from './letter.tsx'

type LetterPageProps = {
  readonly office: Office
  readonly reference: string
  readonly upload: Ticket
}

/**
 * The letter goes straight to the bucket: a plain form that works without script; with it the same
 * form gets drag and drop, progress, cancel and retry. The file field must be the form's last.
 */
export function LetterPage({ office, reference, upload }: LetterPageProps) {
  return (
    <Page
      title="Unggah surat permohonan"
      office={office}
      section="requests"
      scripts={['letter-upload.js']}
    >
      <span class="govuk-caption-l">Permohonan {reference} · Langkah 2 dari 2</span>
      <h1 class="govuk-heading-l">Unggah surat permohonan</h1>
      <p class="govuk-body-l">
        Isian Anda sudah tersimpan. Permohonan mulai kami proses setelah surat ini kami terima.
      </p>
      <form
        method="post"
        action={upload.url}
        encType="multipart/form-data"
        class="upload"
        data-upload
        data-max-bytes={String(10 * 1024 * 1024)}
      >
        {Object.entries(upload.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <FileUpload
          name="file"
          label="Berkas surat"
          hint="PDF, JPG, PNG, atau HEIC, paling besar 10 MB. Surat ber-TTE unggah berkas PDF aslinya, jangan difoto atau dicetak ulang."
          accept=".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/jpeg,image/png,image/heic"
          attributes={{ required: true }}
        />
        <Button>Kirim surat</Button>
      </form>
      <InsetText>
        Halaman ini berlaku 15 menit. Bila lewat, muat ulang halaman ini, lalu pilih berkasnya lagi.
      </InsetText>
      <Details summary="Suratnya belum siap?">
        <p class="govuk-body">
          Anda dapat mengunggahnya nanti. Simpan{' '}
          <a class="govuk-link" href={`/permohonan/${reference}`}>
            nomor registrasi dan kode pelacakan
          </a>
          , lalu buka Cek Status untuk kembali ke halaman ini.
        </p>
      </Details>
    </Page>
  )
}
