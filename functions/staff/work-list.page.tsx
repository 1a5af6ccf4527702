import type { Office } from '../../shared/contracts/office.ts'
import type { StaffVisit } from '../../shared/web/staff/handler.ts'
import { StaffPage } from '../../shared/web/staff/staff-page.tsx'

type WorkListPageProps = { readonly office: Office; readonly visit: StaffVisit }

/** Where signed-in staff arrive; it lists nothing yet and says where what waits is to be found. */
export function WorkListPage({ office, visit }: WorkListPageProps) {
  return (
    <StaffPage title="Daftar kerja" office={office} visit={visit} part="/petugas">
      <h1 class="govuk-heading-l">Daftar kerja</h1>
      <p class="govuk-body-l">
        Permohonan yang menunggu Anda dikirim ke e-mail Anda; keputusan diambil lewat tautan di
        sana. Daftarnya belum ditampilkan di halaman ini.
      </p>
    </StaffPage>
  )
}
