import { formOf, page, seeOther } from '../../shared/web/http.ts'
import type { StaffAnswers } from '../../shared/web/staff/handler.ts'
import { DevicesPage } from './devices.page.tsx'
import type { SignInPorts } from './ports.ts'

const devicesPath = '/petugas/perangkat'

/** The devices of the signed-in person: looked at, and ended one by one or all others at once. */
export function deviceAnswers({ sessions, office, now }: SignInPorts): StaffAnswers {
  return {
    'GET /petugas/perangkat':
      ({ queryStringParameters }) =>
      async (visit) => {
        const devices = await sessions.devices(visit.person.id, now().toISOString())
        const ended = queryStringParameters?.['dihapus'] !== undefined
        return page(<DevicesPage office={office} visit={visit} devices={devices} ended={ended} />)
      },
    'POST /petugas/perangkat/hapus':
      (event) =>
      async ({ person, mark }) => {
        const at = now().toISOString()
        const chosen = formOf(event).get('device') ?? ''
        const all = await sessions.devices(person.id, at)
        const others = all.filter(({ hash }) => hash !== mark.device).map(({ hash }) => hash)
        const ending = chosen === 'others' ? others : [chosen]
        await Promise.all(ending.map((hash) => sessions.revoke(person.id, hash, at)))
        return seeOther(`${devicesPath}?dihapus`)
      },
  }
}
