import type { DecisionError } from '../../shared/contracts/decision-form.ts'
import type { Office } from '../../shared/contracts/office.ts'
import type { Staff, StoredRequest } from '../../shared/contracts/ports.ts'
import type { Decision } from '../../shared/domain/vocabulary.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Desk } from '../../shared/web/components/desk.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { Moment } from '../../shared/web/components/moment.tsx'
import { NotificationBanner } from '../../shared/web/components/notices.tsx'
import {
  EventFactsList,
  LetterFactsList,
  PersonFactsList,
} from '../../shared/web/components/request-facts.tsx'
import { DeadlineTag, StatusTag } from '../../shared/web/components/status-tag.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { wordings } from '../../shared/web/wording/index.ts'
import { Changes } from './changes.tsx'
import { DecisionForm } from './decision-forms.tsx'
import { CaseHistory } from './history.tsx'
import type { Prospect } from './prospect.ts'

export type DecisionPageProps = {
  readonly office: Office
  readonly id: string
  readonly csrf: string
  readonly person: Staff
  readonly staff: readonly Staff[]
  readonly stored: StoredRequest
  readonly decision: Decision
  readonly now: string
  readonly prospect: Prospect
  readonly typed: URLSearchParams | undefined
  readonly errors: readonly DecisionError[]
  /** The facts changed after the form was shown: the reader has to look again. */
  readonly changed: boolean
  /** The form holds what was typed before the code was asked for again. */
  readonly kept: boolean
}

const headings: Record<Decision, string> = {
  approve: 'Setujui permohonan ini?',
  reject: 'Tolak permohonan ini?',
  return: 'Kembalikan permohonan ini untuk diperbaiki?',
}

/** The facts, the letter, the promise and what follows from the decision; nothing submits itself. */
export function DecisionPage(props: DecisionPageProps) {
  const { office, stored, decision, errors, person } = props
  const { case: request } = stored
  return (
    <Page
      title={headings[decision]}
      office={office}
      signedInAs={person.name}
      width="wide"
      hasErrors={errors.length > 0}
    >
      <ErrorSummary errors={errors} />
      {props.changed ? <Changed /> : undefined}
      {props.kept ? <Kept /> : undefined}
      <span class="govuk-caption-l">{request.reference}</span>
      <h1 class="govuk-heading-l">{headings[decision]}</h1>
      <Deadline {...props} />
      <Desk
        aside={
          <>
            <h2 class="govuk-heading-m">Keputusan Anda</h2>
            <DecisionForm {...props} />
            <OtherDecisions {...props} />
          </>
        }
        more={
          <>
            <h2 class="govuk-heading-m">Riwayat</h2>
            <CaseHistory stored={stored} staff={props.staff} />
          </>
        }
      >
        <Facts {...props} />
      </Desk>
    </Page>
  )
}

function Facts({ id, csrf, stored }: DecisionPageProps) {
  return (
    <>
      <Changes stored={stored} />
      <h2 class="govuk-heading-m">Kegiatan</h2>
      <EventFactsList request={stored.case} />
      <h2 class="govuk-heading-m">Surat permohonan</h2>
      <LetterFactsList request={stored.case} person={stored.person} />
      <LetterDownload id={id} csrf={csrf} />
      {stored.person ? (
        <>
          <h2 class="govuk-heading-m">Pemohon</h2>
          <PersonFactsList person={stored.person} />
        </>
      ) : undefined}
    </>
  )
}

const Changed = () => (
  <NotificationBanner>
    <p class="govuk-notification-banner__heading">
      Permohonan berubah setelah Anda membukanya. Periksa lagi, lalu putuskan.
    </p>
  </NotificationBanner>
)

const Kept = () => (
  <NotificationBanner>
    <p class="govuk-notification-banner__heading">
      Isian Anda masih ada, tetapi belum terkirim. Periksa lagi, lalu kirim.
    </p>
  </NotificationBanner>
)

function Deadline({ stored, now }: DecisionPageProps) {
  const { status, dueAt, waitingForYear } = stored.case
  const deadline =
    dueAt && (dueAt <= now ? 'overdue' : stored.case.step >= 1 ? 'due-soon' : 'on-time')
  return (
    <div class="govuk-body">
      <p class="govuk-body">
        <StatusTag status={status} /> {deadline ? <DeadlineTag deadline={deadline} /> : undefined}
      </p>
      <p class="govuk-body-l">
        {dueAt ? (
          <>
            Batas waktu: <Moment at={dueAt} />
          </>
        ) : (
          `Batas waktu menunggu penetapan kalender tahun ${waitingForYear}. Mohon administrator menambahkan kalendernya.`
        )}
      </p>
    </div>
  )
}

function LetterDownload({ id, csrf }: Pick<DecisionPageProps, 'id' | 'csrf'>) {
  return (
    <form method="post" action={`/keputusan/${id}/surat`}>
      <input type="hidden" name="csrf" value={csrf} />
      <Button look="secondary">Unduh surat</Button>
    </form>
  )
}

function OtherDecisions({ id, decision }: Pick<DecisionPageProps, 'id' | 'decision'>) {
  const others = (['approve', 'return', 'reject'] as const).filter((name) => name !== decision)
  return (
    <p class="govuk-body">
      Keputusan lain:{' '}
      {others.map((name, index) => (
        <>
          {index > 0 ? ' · ' : ''}
          <a key={name} class="govuk-link" href={`/keputusan/${id}?tindakan=${name}`}>
            {wordings.id.decisions[name]}
          </a>
        </>
      ))}
    </p>
  )
}
