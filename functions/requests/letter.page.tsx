import type { Office } from '../../shared/contracts/office.ts'
import { maxLetterBytes } from '../../shared/domain/letter.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Details } from '../../shared/web/components/details.tsx'
import { ErrorTemplates } from '../../shared/web/components/error-templates.tsx'
import { FileUpload } from '../../shared/web/components/file-upload.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { wordings } from '../../shared/web/wording/index.ts'
import type { Ticket } from './letter.tsx'

/** What a browser can tell before the upload, in the words with which the server would refuse it. */
const { empty, 'too-large': tooLarge, 'wrong-type': wrongType } = wordings.id.letterFaults
const earlyFaults = { empty, 'too-large': tooLarge, 'wrong-type': wrongType }

type LetterPageProps = {
  readonly office: Office
  readonly reference: string
  /** For the plain form: S3 sends the browser on to the case. */
  readonly upload: Ticket
  /** For script, which a redirect to another origin would leave without an answer. */
  readonly scripted: Ticket
}

/**
 * The letter goes straight to the bucket: a plain form that works without script; with it the same
 * form gets drag and drop, progress, cancel and retry. The file field must be the form's last.
 */
export function LetterPage({ office, reference, upload, scripted }: LetterPageProps) {
  return (
    <Page
      title="Unggah surat permohonan"
      office={office}
      section="requests"
      scripts={['letter-upload.js']}
    >
      <span class="govuk-caption-l">Langkah 2 dari 2: unggah surat</span>
      <h1 class="govuk-heading-l">Unggah surat permohonan</h1>
      <p class="govuk-body-l">
        Isian Anda sudah tersimpan sebagai permohonan <strong class="nowrap">{reference}</strong>.
        Permohonan mulai kami proses setelah surat ini kami terima.
      </p>
      <form
        method="post"
        action={upload.url}
        encType="multipart/form-data"
        class="upload"
        data-upload
        data-max-bytes={maxLetterBytes}
        data-ticket={JSON.stringify(scripted)}
        data-next={`/permohonan/${reference}`}
        data-faults={JSON.stringify(earlyFaults)}
      >
        {Object.entries(upload.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <ChooseFile />
        <Progress />
      </form>
      <ErrorTemplates />
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

function ChooseFile() {
  return (
    <div data-choose>
      <FileUpload
        name="file"
        label="Berkas surat"
        hint={
          <>
            PDF, JPG, PNG, atau HEIC, paling besar 10 MB. Surat ber-TTE unggah berkas PDF aslinya,
            jangan difoto atau dicetak ulang.{' '}
            <span class="upload__drag">Berkas juga dapat diseret ke kotak ini.</span>
          </>
        }
        accept=".pdf,.jpg,.jpeg,.png,.heic,application/pdf,image/jpeg,image/png,image/heic"
        attributes={{ required: true }}
      />
      <p class="govuk-hint" data-plain>
        Halaman ini berlaku 15 menit. Bila lewat, muat ulang halaman ini, lalu pilih berkasnya lagi.
      </p>
      <Button>Kirim surat</Button>
    </div>
  )
}

/** Shown by script while the file is on its way. */
function Progress() {
  return (
    <>
      <div class="upload__progress" data-progress hidden>
        <p class="upload__file" data-file />
        <div class="upload__bar">
          <progress max="100" value="0" aria-label="Kemajuan unggahan" />
          <span class="upload__percent" data-percent aria-hidden="true">
            0 %
          </span>
        </div>
        <Button type="button" look="secondary">
          Batalkan
        </Button>
      </div>
      <p class="upload__status" role="status" data-status />
    </>
  )
}
