import type { Office } from '../../shared/contracts/office.ts'
import { Page } from '../../shared/web/layout.tsx'
import type { Visitor } from './visitor.ts'

/** Whether the visitor's address is the applicant's: nobody decides on their own request. */
export const isOwnRequest = ({ person, stored }: Extract<Visitor, { kind: 'person' }>): boolean =>
  stored.person?.email?.toLowerCase() === person.email.toLowerCase()

export function OwnRequestPage({ office }: { readonly office: Office }) {
  return (
    <Page title="Permohonan Anda sendiri" office={office}>
      <h1 class="govuk-heading-l">Anda tidak dapat memutuskan permohonan sendiri</h1>
      <p class="govuk-body-l">
        Permohonan ini diajukan dengan alamat e-mail Anda. Pengkaji lain dan atasan telah menerima
        tautan keputusannya masing-masing; Anda tidak perlu melakukan apa pun.
      </p>
    </Page>
  )
}
