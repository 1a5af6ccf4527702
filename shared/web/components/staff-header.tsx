import type { Office } from '../../contracts/office.ts'
import { isRoute, reachOf } from '../access.ts'
import type { StaffVisit } from '../staff/handler.ts'
import { Mark } from './mark.tsx'

/** The parts of the staff site, in the order of a working day; each shows where its route exists. */
const parts = [
  { path: '/petugas', text: 'Daftar kerja' },
  { path: '/petugas/jadwal', text: 'Jadwal' },
  { path: '/petugas/pendaftaran', text: 'Pendaftaran' },
  { path: '/petugas/sumber-daya', text: 'Sumber daya' },
  { path: '/petugas/orang', text: 'Orang' },
] as const

/** A part of the staff site by its path. */
export type StaffPart = (typeof parts)[number]['path']

export type StaffHeaderProps = {
  readonly office: Office
  readonly visit: Pick<StaffVisit, 'person' | 'roles' | 'csrf'>
  readonly part?: StaffPart | undefined
}

/** The head of the staff site: who is signed in, what their roles may see, and the way out. */
export function StaffHeader({ office, visit, part }: StaffHeaderProps) {
  const seen = parts.filter(({ path }) => {
    const route = `GET ${path}`
    return isRoute(route) && reachOf(visit.roles, route) !== undefined
  })
  return (
    <header class="site-header">
      <div class="site-header__office">
        <div class="govuk-width-container site-header__row">
          <span>{office.name}</span>
          <form class="site-header__person" method="post" action="/petugas/keluar">
            <input type="hidden" name="csrf" value={visit.csrf} />
            <span>Masuk sebagai {visit.person.name}</span>
            <a href="/petugas/perangkat">Perangkat</a>
            <button type="submit">Keluar</button>
          </form>
        </div>
      </div>
      <div class="govuk-width-container site-header__row">
        <a class="site-header__home" href="/petugas">
          <Mark />
          <span class="site-header__name">
            Siaran
            <span class="site-header__service"> Ruang petugas</span>
          </span>
        </a>
        <nav class="site-header__nav" aria-label="Menu petugas">
          <ul>
            {seen.map(({ path, text }) => (
              <li key={path}>
                <a href={path} aria-current={path === part ? 'true' : undefined}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  )
}
