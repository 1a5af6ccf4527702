import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { takesLetter } from '../../shared/domain/request-case.ts'
import type { RequestStatus } from '../../shared/domain/vocabulary.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Contacts } from '../../shared/web/components/contacts.tsx'
import { NotificationBanner } from '../../shared/web/components/notices.tsx'
import { wordings } from '../../shared/web/wording/index.ts'
import type { CasePageProps } from './case.page.tsx'
import { type NextStep, nextStep } from './next-step.ts'

/** The states that wait for a letter of the applicant. */
export const waiting: readonly RequestStatus[] = ['awaiting-letter', 'needs-correction']

/** What is awaited of the applicant, by the page on which it goes on. */
const calls: Record<NextStep, { title: string; text: string; button: string }> = {
  surat: {
    title: 'Surat belum diunggah',
    text: 'Unggah surat permohonan agar permohonan Anda dapat kami kaji.',
    button: 'Unggah surat',
  },
  perbaikan: {
    title: 'Perlu perbaikan',
    text: 'Perbaiki permohonan menurut catatan pengkaji di bawah ini.',
    button: 'Perbaiki permohonan',
  },
  tawaran: {
    title: 'Ada waktu lain',
    text: 'Waktu yang Anda minta tidak dapat kami layani. Pilih salah satu waktu yang kami tawarkan, atau perbaiki permohonan Anda.',
    button: 'Lihat waktu yang ditawarkan',
  },
}

/**
 * The tag of an upload whose verdict is awaited: of the one that the browser was just sent back with
 * (`sent`), or of one that the record knows to be with the scanner.
 */
export function unjudgedUpload(
  stored: StoredRequest,
  sent: string | undefined,
): string | undefined {
  if (!waiting.includes(stored.case.status)) return undefined
  if (sent !== undefined && !isJudged(stored, sent)) return sent
  return stored.inScan.findLast(({ at }) => takesLetter(stored.case, at))?.upload.etag
}

const isJudged = ({ uploads }: StoredRequest, etag: string): boolean =>
  uploads.some((judged) => judged.etag === etag)

/** What happened to the last upload, and what to do next. */
export function LetterNews(props: CasePageProps) {
  const { stored, sent } = props
  if (!waiting.includes(stored.case.status)) {
    return sent !== undefined && !isJudged(stored, sent) ? <Unused {...props} /> : null
  }
  const unjudged = unjudgedUpload(stored, sent)
  return unjudged === undefined ? <Awaited {...props} /> : <Checking etag={unjudged} />
}

function Checking({ etag }: { readonly etag: string }) {
  return (
    <NotificationBanner title="Surat sedang diperiksa">
      <p class="govuk-notification-banner__heading" data-waiting>
        Surat Anda sudah kami terima dan sedang diperiksa. Biasanya selesai dalam beberapa detik,
        kadang beberapa menit.
      </p>
      <p class="govuk-body">
        <a class="govuk-notification-banner__link" href={`?etag=${encodeURIComponent(etag)}`}>
          Muat ulang halaman ini
        </a>{' '}
        untuk melihat hasilnya.
      </p>
    </NotificationBanner>
  )
}

/** A letter that came after the case had gone on: nobody looks at it. */
function Unused({ office, stored }: CasePageProps) {
  const { status, letterFile } = stored.case
  const standing = `permohonan ini berstatus “${wordings.id.statuses[status]}”`
  return (
    <NotificationBanner title="Surat tidak dipakai">
      <p class="govuk-notification-banner__heading">
        Surat yang baru Anda unggah tidak kami pakai:{' '}
        {letterFile
          ? `surat Anda sebelumnya sudah kami terima dan ${standing}.`
          : `${standing} dan tidak menunggu surat.`}
      </p>
      <p class="govuk-body">
        Bila surat permohonan perlu diganti, hubungi kami dan sebutkan nomor registrasi di bawah
        ini.
      </p>
      <Contacts office={office} />
    </NotificationBanner>
  )
}

/** A letter is still to come, or the last one was refused. */
function Awaited({ stored, now }: CasePageProps) {
  const { reference } = stored.case
  const step = nextStep(stored, now)
  if (!step) return null
  const last = stored.events.findLast(({ name }) => name.startsWith('Letter'))
  const fault = last?.name === 'LetterRefused' ? last.data['fault'] : undefined
  const call = calls[step]
  return (
    <NotificationBanner title={fault ? 'Surat belum dapat diterima' : call.title}>
      <p class="govuk-notification-banner__heading">
        {fault
          ? wordings.id.letterFaults[fault as keyof typeof wordings.id.letterFaults]
          : call.text}
      </p>
      <Button href={`/permohonan/${reference}/${step}`}>{call.button}</Button>
    </NotificationBanner>
  )
}
