import type { Office } from '../../shared/contracts/office.ts'
import { askedElements, type SurveyError } from '../../shared/contracts/survey-form.ts'
import type { SurveyElement } from '../../shared/domain/vocabulary.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Radios } from '../../shared/web/components/choices.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { InsetText } from '../../shared/web/components/notices.tsx'
import { Textarea } from '../../shared/web/components/text-fields.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { wordings } from '../../shared/web/wording/index.ts'

type Asked = Exclude<SurveyElement, 'cost'>

/** What each element is asked as, and what its marks mean, the best first. */
const questions: Readonly<Record<Asked, readonly [question: string, ...marks: string[]]>> = {
  requirements: [
    'Apakah persyaratan yang diminta sesuai dengan layanannya?',
    ...['Sangat sesuai', 'Sesuai', 'Kurang sesuai', 'Tidak sesuai'],
  ],
  procedure: [
    'Apakah layanan ini mudah diminta?',
    ...['Sangat mudah', 'Mudah', 'Kurang mudah', 'Tidak mudah'],
  ],
  timeliness: [
    'Apakah kami menjawab dan melayani dengan cepat?',
    ...['Sangat cepat', 'Cepat', 'Kurang cepat', 'Tidak cepat'],
  ],
  product: [
    'Apakah hasil layanan sesuai dengan yang Anda minta?',
    ...['Sangat sesuai', 'Sesuai', 'Kurang sesuai', 'Tidak sesuai'],
  ],
  competence: [
    'Apakah petugas menguasai pekerjaannya?',
    ...['Sangat menguasai', 'Menguasai', 'Kurang menguasai', 'Tidak menguasai'],
  ],
  conduct: [
    'Apakah petugas sopan dan ramah?',
    ...['Sangat sopan dan ramah', 'Sopan dan ramah', 'Kurang sopan dan ramah', 'Tidak sopan'],
  ],
  facilities: [
    'Bagaimana mutu alat dan ruang yang dipakai?',
    ...['Sangat baik', 'Baik', 'Cukup', 'Buruk'],
  ],
  'complaint-handling': [
    'Bagaimana kami menangani pertanyaan dan pengaduan?',
    ...['Dikelola dengan baik', 'Ada, kurang maksimal', 'Ada, tidak berfungsi', 'Tidak ada'],
  ],
}

type SurveyPageProps = {
  readonly office: Office
  readonly csrf: string
  readonly path: string
  readonly reference: string
  readonly typed?: URLSearchParams | undefined
  readonly errors: readonly SurveyError[]
}

/** Nine elements, of which the cost is answered: eight choices and a free comment. */
export function SurveyPage({ office, csrf, path, reference, typed, errors }: SurveyPageProps) {
  const errorOf = (field: SurveyError['field']) => {
    const error = errors.find((wrong) => wrong.field === field)?.message
    return error === undefined ? {} : { error }
  }
  const labels = wordings.id.surveyElements
  const listed = errors.map(({ field, message }) => ({
    field,
    message: field === 'comment' ? message : `${labels[field]}: ${message}`,
  }))
  return (
    <Page title="Survei kepuasan" office={office} hasErrors={errors.length > 0}>
      <ErrorSummary errors={listed} />
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Survei kepuasan</h1>
      <p class="govuk-body">
        Bagaimana layanan kami untuk kegiatan Anda? Survei ini memerlukan waktu sekitar dua menit
        dan tidak menyimpan nama Anda.
      </p>
      <form method="post" action={path} novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        {askedElements.map((element) => {
          const [question, ...marks] = questions[element]
          return (
            <Radios
              key={element}
              name={element}
              label={labels[element]}
              labelSize="m"
              hint={question}
              value={typed?.get(element) ?? ''}
              items={marks.map((text, worse) => ({ value: String(4 - worse), text }))}
              {...errorOf(element)}
            />
          )
        })}
        <InsetText>
          {labels.cost}: gratis. Layanan ini tidak dipungut biaya, sehingga nilainya 4.
        </InsetText>
        <Textarea
          name="comment"
          label="Saran atau catatan"
          optional
          hint="Jangan menulis data pribadi."
          value={typed?.get('comment') ?? ''}
          rows={4}
          {...errorOf('comment')}
        />
        <Button>Kirim penilaian</Button>
      </form>
    </Page>
  )
}

/** The survey is answered, now or before; there is nothing more to do. */
export function ThanksPage({ office }: { readonly office: Office }) {
  return (
    <Page title="Terima kasih" office={office}>
      <h1 class="govuk-heading-l">Terima kasih atas penilaian Anda</h1>
      <p class="govuk-body-l">
        Penilaian untuk permohonan ini sudah kami terima. Satu permohonan dinilai satu kali.
      </p>
      <p class="govuk-body">
        <Button href="/">Ke halaman depan</Button>
      </p>
    </Page>
  )
}
