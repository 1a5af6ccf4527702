import type { DecisionError } from '../../shared/contracts/decision-form.ts'
import type { Office } from '../../shared/contracts/office.ts'
import type { Staff, StoredRequest } from '../../shared/contracts/ports.ts'
import { currentDecision } from '../../shared/domain/request-case.ts'
import type { Decision, RequestStatus } from '../../shared/domain/vocabulary.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Desk } from '../../shared/web/components/desk.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { Moment } from '../../shared/web/components/moment.tsx'
import { InsetText, WarningText } from '../../shared/web/components/notices.tsx'
import { EventFactsList, ProductFactsList } from '../../shared/web/components/request-facts.tsx'
import { StatusTag } from '../../shared/web/components/status-tag.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { CaseHistory } from './history.tsx'
import { LinkFields } from './link-fields.tsx'
import { linkEdition } from './links.ts'

export type OutcomePageProps = {
  readonly office: Office
  readonly id: string
  readonly csrf: string
  readonly person: Staff
  readonly staff: readonly Staff[]
  readonly stored: StoredRequest
  readonly typed: URLSearchParams | undefined
  readonly errors: readonly DecisionError[]
  /** The visitor has just tried to decide otherwise. */
  readonly decidedOtherwise: boolean
}

const outcomes: Record<Decision, string> = {
  approve: 'Permohonan telah disetujui',
  reject: 'Permohonan telah ditolak',
  return: 'Permohonan telah dikembalikan untuk diperbaiki',
}

/** The receipt behind a used link: what was decided, by whom, who was told, and what is left to do. */
export function OutcomePage(props: OutcomePageProps) {
  const { office, stored, staff, person, errors } = props
  const decision = currentDecision(stored.case)
  const title = decision ? outcomes[decision.decision] : 'Tautan ini sudah tidak berlaku'
  return (
    <Page
      title={title}
      office={office}
      signedInAs={person.name}
      width="wide"
      hasErrors={errors.length > 0}
    >
      <ErrorSummary errors={errors} />
      {props.decidedOtherwise ? (
        <WarningText>Keputusan Anda tidak dicatat, karena sudah ada keputusan lain.</WarningText>
      ) : undefined}
      <Desk
        aside={linkable.includes(stored.case.status) ? <LinkForm {...props} /> : undefined}
        more={
          <>
            <h2 class="govuk-heading-m">Kegiatan</h2>
            <EventFactsList request={stored.case} />
            <h2 class="govuk-heading-m">Riwayat</h2>
            <CaseHistory stored={stored} staff={staff} />
          </>
        }
      >
        <Outcome {...props} title={title} />
      </Desk>
    </Page>
  )
}

function Outcome(props: OutcomePageProps & { readonly title: string }) {
  const { stored, staff } = props
  const { reference, status, product } = stored.case
  const decision = currentDecision(stored.case)
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">{props.title}</h1>
      <p class="govuk-body">
        <StatusTag status={status} />
      </p>
      {decision ? (
        <p class="govuk-body-l">
          Diputuskan oleh {staff.find(({ id }) => id === decision.by)?.name ?? decision.by} pada{' '}
          <Moment at={decision.at} />.
        </p>
      ) : (
        <p class="govuk-body-l">
          {status === 'cancelled'
            ? 'Permohonan ini dibatalkan, jadi tidak ada yang perlu diputuskan lagi.'
            : 'Isi permohonan berubah setelah tautan ini dikirim. Gunakan tautan dari e-mail terbaru.'}
        </p>
      )}
      {decision?.reason ? (
        <InsetText>
          <span class="as-typed">{decision.reason}</span>
        </InsetText>
      ) : undefined}
      <Told {...props} decided={decision !== undefined} />
      {product && status === 'scheduled' ? (
        <>
          <h2 class="govuk-heading-m">Tautan kegiatan</h2>
          <ProductFactsList product={product} />
        </>
      ) : undefined}
    </>
  )
}

/** Who has been asked or told besides the reader: so nobody calls a colleague in vain. */
function Told({
  stored,
  staff,
  person,
  decided,
}: OutcomePageProps & { readonly decided: boolean }) {
  const told = new Set(stored.notes.map(({ recipient }) => recipient))
  const others = staff.filter(({ id }) => told.has(id) && id !== person.id)
  return (
    <>
      {decided ? <p class="govuk-body">Pemohon diberi tahu melalui e-mail.</p> : undefined}
      {others.length > 0 ? (
        <>
          <p class="govuk-body">Yang juga menerima tautan permohonan ini:</p>
          <ul class="govuk-list govuk-list--bullet">
            {others.map(({ id, name, position }) => (
              <li key={id}>
                {name}, {position}
              </li>
            ))}
          </ul>
        </>
      ) : undefined}
    </>
  )
}

/** The states in which links can be added or corrected. */
const linkable: readonly RequestStatus[] = ['approved', 'awaiting-link', 'scheduled']

function LinkForm({ id, csrf, stored, typed, errors }: OutcomePageProps) {
  const { status, product = {} } = stored.case
  const linked = status === 'scheduled'
  return (
    <>
      <h2 class="govuk-heading-m">{linked ? 'Perbaiki tautan' : 'Tautan belum diisi'}</h2>
      <form method="post" action={`/keputusan/${id}/tautan`} novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="edition" value={String(linkEdition(stored))} />
        <p class="govuk-body">
          {linked
            ? 'Bila ada yang berubah, tulis yang baru di sini. Pemohon menerima e-mail berisi tautan yang baru.'
            : 'Isi tautan begitu tersedia. Pemohon menerima e-mail berisi jadwal dan tautannya.'}
        </p>
        <LinkFields product={product} typed={typed} errors={errors} />
        <Button>{linked ? 'Simpan perbaikan tautan' : 'Simpan dan kirim tautan'}</Button>
      </form>
    </>
  )
}
