import { page, type WebHandler } from '../../shared/web/http.ts'
import { type StaffPorts, staffHandler } from '../../shared/web/staff/handler.ts'
import { WorkListPage } from './work-list.page.tsx'

/** GET /petugas: what waits for the staff. */
export function makeDesk(ports: StaffPorts): WebHandler {
  return staffHandler(ports, {
    'GET /petugas': () => (visit) => page(<WorkListPage office={ports.office} visit={visit} />),
  })
}
