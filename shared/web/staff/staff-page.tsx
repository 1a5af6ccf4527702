import { StaffHeader, type StaffHeaderProps } from '../components/staff-header.tsx'
import { Page, type PageProps } from '../layout.tsx'

export type StaffPageProps = Omit<PageProps, 'section' | 'signedInAs' | 'header'> & StaffHeaderProps

/** A page of the staff site, with its own head. */
export function StaffPage({ visit, part, ...page }: StaffPageProps) {
  return (
    <Page
      {...page}
      width={page.width ?? 'wide'}
      header={<StaffHeader office={page.office} visit={visit} part={part} />}
    />
  )
}
