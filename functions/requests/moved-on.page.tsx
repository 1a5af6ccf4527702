import { type ApplicantAct, hasBegun } from '../../shared/domain/applicant-moves.ts'
import type { Person, RequestFacts } from '../../shared/domain/request-facts.ts'
import { moveFor } from '../../shared/domain/request-moves.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Contacts } from '../../shared/web/components/contacts.tsx'
import {
  EventFactsList,
  LetterFactsList,
  PersonFactsList,
} from '../../shared/web/components/request-facts.tsx'
import { StatusTag } from '../../shared/web/components/status-tag.tsx'
import { page, type WebAnswer } from '../../shared/web/http.ts'
import { Page } from '../../shared/web/layout.tsx'
import { wordings } from '../../shared/web/wording/index.ts'
import { pathOf, type Visit } from './visit.ts'

const titles: Record<ApplicantAct, string> = {
  revise: 'Permohonan ini tidak menunggu perbaikan',
  cancel: 'Permohonan ini tidak dapat dibatalkan lagi',
  'change-time': 'Waktu kegiatan ini tidak dapat diubah lagi',
}

/** What was sent too late, read over: its sender may tell it to the office. */
type Unsaved = RequestFacts & { readonly person: Person }

/** The page of a request with which that cannot be done any more: why, and what can be done. */
export function movedOn(visit: Visit, act: ApplicantAct, typed?: Unsaved): WebAnswer {
  const { ports, stored, now } = visit
  const { status, event, reference } = stored.case
  const begun = moveFor(status, act, 'applicant') !== undefined && hasBegun(event, now)
  return page(
    <Page title={titles[act]} office={ports.office} section="track">
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">{titles[act]}</h1>
      <p class="govuk-body">
        <StatusTag status={status} />
      </p>
      <p class="govuk-body-l">
        {begun
          ? 'Waktu mulai kegiatannya sudah tiba. Hubungi petugas bila ada yang perlu disampaikan.'
          : wordings.id.statusMeanings[status]}
      </p>
      {typed ? <NotSaved {...typed} /> : undefined}
      <Button href={pathOf(visit)}>Lihat permohonan</Button>
      <h2 class="govuk-heading-m">Perlu bantuan?</h2>
      <Contacts office={ports.office} />
    </Page>,
    { status: 409 },
  )
}

const NotSaved = ({ person, ...request }: Unsaved) => (
  <>
    <h2 class="govuk-heading-m">Isian yang tidak kami catat</h2>
    <p class="govuk-body">
      Perbaikan ini datang setelah permohonan berlanjut. Bila masih perlu, sampaikan kepada petugas.
    </p>
    <EventFactsList request={request} />
    <LetterFactsList request={request} person={person} />
    <PersonFactsList person={person} />
  </>
)
