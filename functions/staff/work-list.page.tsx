import type { Office } from '../../shared/contracts/office.ts'
import type { StaffVisit } from '../../shared/web/staff/handler.ts'
import { StaffPage } from '../../shared/web/staff/staff-page.tsx'

type WorkListPageProps = { readonly office: Office; readonly visit: StaffVisit }

/** What waits for the staff, the most urgent first. */
export function WorkListPage({ office, visit }: WorkListPageProps) {
  return (
    <StaffPage title="Daftar kerja" office={office} visit={visit} part="/petugas">
      <h1 class="govuk-heading-l">Daftar kerja</h1>
      <p class="govuk-body-l">Tidak ada yang menunggu Anda.</p>
    </StaffPage>
  )
}
