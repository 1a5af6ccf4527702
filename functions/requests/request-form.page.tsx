import type { Challenge } from 'altcha-lib/types'
import type { Office } from '../../shared/contracts/office.ts'
import { standard } from '../../shared/domain/standard.ts'
import { assetUrl } from '../../shared/web/assets.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { ErrorTemplates } from '../../shared/web/components/error-templates.tsx'
import { NotificationBanner } from '../../shared/web/components/notices.tsx'
import { Page } from '../../shared/web/layout.tsx'
import type { Answers } from './questions/answers.ts'
import { ApplicantQuestions } from './questions/applicant.tsx'
import { Declarations } from './questions/declarations.tsx'
import { EventQuestions } from './questions/event.tsx'
import { LetterQuestions } from './questions/letter.tsx'
import { ServiceQuestions } from './questions/service.tsx'

export type RequestFormPageProps = Answers & {
  readonly office: Office
  readonly csrf: string
  /** The signed draft id: whatever is sent with it is filed once. */
  readonly draft: string
  /** The work by which the browser shows that it took the form seriously. */
  readonly challenge: Challenge
  /** The wait that stands in for that work, where it was asked for. */
  readonly ticket: string | undefined
  /** Why nothing was filed though something was sent. */
  readonly notice: 'foreign' | 'stale' | undefined
}

const notices = {
  foreign: 'Peramban Anda memerlukan halaman yang baru sebelum formulir dapat dikirim.',
  stale: 'Formulir ini sudah terbuka terlalu lama, jadi kami menyegarkannya.',
} as const

/** The request form: complete without script; with it, checks while typing and keeps what is typed. */
export function RequestFormPage(props: RequestFormPageProps) {
  const { office, notice, ...answers } = props
  return (
    <Page
      title="Ajukan permohonan"
      office={office}
      section="requests"
      scripts={['request-form.js']}
      hasErrors={answers.errors.length > 0 || notice !== undefined}
    >
      <ErrorSummary errors={answers.errors} />
      {notice ? (
        <NotificationBanner title="Tekan kirim sekali lagi">
          <p class="govuk-notification-banner__heading">{notices[notice]}</p>
          <p class="govuk-body">
            Semua isian Anda masih ada di bawah ini. Periksa sebentar, lalu tekan{' '}
            <a class="govuk-notification-banner__link" href="#kirim">
              Kirim formulir
            </a>{' '}
            sekali lagi.
          </p>
        </NotificationBanner>
      ) : undefined}
      <Introduction />
      <News />
      <form
        method="post"
        action="/permohonan"
        class="request-form"
        novalidate
        data-request
        data-today={answers.today}
        data-blank={Object.keys(answers.typed).length === 0 ? true : undefined}
        data-challenge={JSON.stringify(props.challenge)}
        data-solver={assetUrl('proof-worker.js')}
      >
        <Tokens {...props} />
        <ApplicantQuestions {...answers} />
        <EventQuestions {...answers} />
        <ServiceQuestions {...answers} />
        <LetterQuestions {...answers} />
        <Declarations {...answers} />
        <p class="govuk-body">
          Setelah formulir terkirim, Anda langsung mengunggah surat permohonan.
        </p>
        <Kept />
        <Button attributes={{ id: 'kirim' }}>Kirim formulir</Button>
      </form>
      <ErrorTemplates />
    </Page>
  )
}

function Tokens({ csrf, draft, ticket }: RequestFormPageProps) {
  return (
    <>
      <input type="hidden" name="csrf" value={csrf} />
      <input type="hidden" name="draft" value={draft} />
      <input type="hidden" name="proof" value="" />
      {ticket ? <input type="hidden" name="ticket" value={ticket} /> : undefined}
      <div class="govuk-visually-hidden" aria-hidden="true">
        <label for="website">Jangan diisi</label>
        <input id="website" name="website" type="text" tabIndex={-1} autocomplete="off" />
      </div>
    </>
  )
}

/** Filled by script: that typed answers came back, or were emptied, and how to undo that. */
function News() {
  return (
    <div class="govuk-inset-text news" data-news tabIndex={-1} hidden>
      <p role="status" />
      <Button look="secondary" type="button">
        Kosongkan
      </Button>
    </div>
  )
}

/** Shown by script, which is what keeps the answers. */
function Kept() {
  return (
    <p class="kept" data-kept hidden>
      Isian Anda disimpan di peramban ini sampai terkirim, paling lama 7 hari. Memakai komputer
      bersama?{' '}
      <button type="button" class="text-button" data-empty>
        Kosongkan formulir
      </button>
    </p>
  )
}

function Introduction() {
  return (
    <>
      <span class="govuk-caption-l">Langkah 1 dari 2: isi formulir</span>
      <h1 class="govuk-heading-l">Ajukan permohonan</h1>
      <p class="govuk-body-l">
        Siapkan surat permohonan yang sudah ditandatangani. Suratnya Anda unggah pada langkah 2.
      </p>
      <ul class="govuk-list govuk-list--bullet">
        <li>Mengisi formulir ini perlu kira-kira 10 menit.</li>
        <li>Layanan ini tidak dipungut biaya.</li>
        <li>
          Kami menjawab dalam {standard.review.workingDays} hari kerja setelah surat kami terima.
        </li>
      </ul>
      <p class="govuk-body">Semua pertanyaan perlu dijawab, kecuali yang bertanda “opsional”.</p>
    </>
  )
}
