import type { Office } from '../../contracts/office.ts'
import { Mark } from './mark.tsx'

export type Section = 'requests' | 'track' | 'schedule' | 'standard'

const links: readonly { section: Section; href: string; text: string; more?: string }[] = [
  { section: 'requests', href: '/permohonan', text: 'Permohonan' },
  { section: 'track', href: '/lacak', text: 'Cek Status' },
  { section: 'schedule', href: '/jadwal', text: 'Jadwal' },
  { section: 'standard', href: '/standar-pelayanan', text: 'Standar', more: ' Pelayanan' },
]

type SiteHeaderProps = {
  readonly office: Office
  readonly section?: Section
  readonly signedInAs?: string
}

export function SiteHeader({ office, section, signedInAs }: SiteHeaderProps) {
  return (
    <header class="site-header">
      <div class="site-header__office">
        <div class="govuk-width-container site-header__row">
          <span>{office.name}</span>
          {signedInAs ? (
            <span class="site-header__person">Masuk sebagai {signedInAs}</span>
          ) : undefined}
        </div>
      </div>
      <div class="govuk-width-container site-header__row">
        <a class="site-header__home" href="/">
          <Mark />
          <span class="site-header__name">
            Siaran
            <span class="site-header__service"> Layanan video conference dan streaming</span>
          </span>
        </a>
        <nav class="site-header__nav" aria-label="Menu utama">
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href} aria-current={link.section === section ? 'true' : undefined}>
                  {link.text}
                  {link.more ? <span class="site-header__more">{link.more}</span> : undefined}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  )
}
