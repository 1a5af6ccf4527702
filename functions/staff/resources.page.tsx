import type { Office } from '../../shared/contracts/office.ts'
import type { Staff } from '../../shared/contracts/ports.ts'
import { resourceKinds } from '../../shared/contracts/resource-form.ts'
import type { ResourceChange, StoredResource } from '../../shared/contracts/resources.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Moment } from '../../shared/web/components/moment.tsx'
import { Table } from '../../shared/web/components/table.tsx'
import type { StaffVisit } from '../../shared/web/staff/handler.ts'
import { StaffPage } from '../../shared/web/staff/staff-page.tsx'
import { factsOf, kindNames } from './resource-words.ts'

type ResourcesPageProps = {
  readonly office: Office
  readonly visit: StaffVisit
  readonly resources: readonly StoredResource[]
  readonly staff: readonly Staff[]
  readonly changes: readonly ResourceChange[]
}

/** What the office has to give, by kind, and what was changed last. */
export function ResourcesPage({ office, visit, resources, staff, changes }: ResourcesPageProps) {
  const whoWas = (id: string): string => staff.find((person) => person.id === id)?.name ?? id
  return (
    <StaffPage title="Sumber daya" part="/petugas/sumber-daya" office={office} visit={visit}>
      <h1 class="govuk-heading-l">Sumber daya</h1>
      {resourceKinds.map((kind) => (
        <div key={kind}>
          <Table
            caption={kindNames[kind]}
            head={['Nama', 'Keterangan']}
            firstCellIsHeader
            rows={resources
              .filter(({ resource }) => resource.kind === kind)
              .map(({ resource }) => [
                <a key="edit" class="govuk-link" href={`/petugas/sumber-daya?ubah=${resource.id}`}>
                  {resource.name}
                </a>,
                factsOf(resource),
              ])}
          />
          <Button href={`/petugas/sumber-daya?tambah=${kind}`} look="secondary">
            Tambah {kindNames[kind]}
          </Button>
        </div>
      ))}
      {changes.length > 0 ? (
        <Table
          caption="Perubahan terakhir"
          head={['Waktu', 'Oleh', 'Sumber daya', 'Sebelum', 'Sesudah']}
          rows={changes.map(({ at, by, before, after }) => [
            <Moment key="at" at={at} />,
            whoWas(by),
            before && before.name !== after.name
              ? `${before.name}, kini ${after.name}`
              : after.name,
            before ? factsOf(before) : 'baru',
            factsOf(after),
          ])}
        />
      ) : undefined}
    </StaffPage>
  )
}
