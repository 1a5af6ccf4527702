import type { Office } from '../../shared/contracts/office.ts'
import { offerName, timeInWords } from '../../shared/domain/event-time.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { EventTime } from '../../shared/domain/request-facts.ts'
import { BackLink } from '../../shared/web/components/back-link.tsx'
import { Button } from '../../shared/web/components/button.tsx'
import { Radios } from '../../shared/web/components/choices.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { Asked, Changed, EventInShort } from './change-parts.tsx'

type OffersPageProps = {
  readonly office: Office
  readonly csrf: string
  readonly request: ServiceRequest
  readonly offers: readonly EventTime[]
  readonly chosen: string | undefined
  readonly error: string | undefined
  readonly changed: boolean
}

/** The times that the office offered, and the way to the correction for who wants none of them. */
export function OffersPage(props: OffersPageProps) {
  const { office, csrf, request, offers, chosen, error } = props
  const path = `/permohonan/${request.reference}`
  return (
    <Page
      title="Waktu yang ditawarkan"
      office={office}
      section="track"
      hasErrors={error !== undefined}
    >
      <BackLink href={path} text="Kembali ke permohonan" />
      <ErrorSummary errors={error === undefined ? [] : [{ field: 'offer', message: error }]} />
      {props.changed ? <Changed /> : undefined}
      <span class="govuk-caption-l">{request.reference}</span>
      <h1 class="govuk-heading-l">Waktu yang kami tawarkan</h1>
      <Asked request={request} />
      <EventInShort request={request} />
      <form method="post" action={`${path}/tawaran`} novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="stage" value={String(request.stageVersion)} />
        <Radios
          name="offer"
          label="Pilih waktu"
          hint="Permohonan Anda langsung kami kaji untuk waktu itu; isian lain dan surat Anda tetap berlaku."
          items={offers.map((time) => ({ value: offerName(time), text: timeInWords(time) }))}
          {...(chosen === undefined ? {} : { value: chosen })}
          {...(error === undefined ? {} : { error })}
        />
        <Button>Ambil waktu ini</Button>
      </form>
      <p class="govuk-body">
        Tidak ada yang cocok?{' '}
        <a class="govuk-link" href={`${path}/perbaikan`}>
          Perbaiki permohonan dengan waktu lain
        </a>
      </p>
    </Page>
  )
}
