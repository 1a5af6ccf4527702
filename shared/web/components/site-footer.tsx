import type { Office } from '../../contracts/office.ts'
import { Contacts } from './contacts.tsx'

export function SiteFooter({ office }: { readonly office: Office }) {
  return (
    <footer class="site-footer">
      <div class="govuk-width-container site-footer__columns">
        <section>
          <h2 class="site-footer__title">{office.name}</h2>
          <address class="site-footer__address">{office.address}</address>
          <Contacts office={office} />
        </section>
        <nav aria-labelledby="footer-service">
          <h2 class="site-footer__title" id="footer-service">
            Layanan
          </h2>
          <ul class="site-footer__links">
            <li>
              <a href="/permohonan">Ajukan permohonan</a>
            </li>
            <li>
              <a href="/lacak">Cek status permohonan</a>
            </li>
            <li>
              <a href="/standar-pelayanan">Standar pelayanan</a>
            </li>
            <li>
              <a href="/standar-pelayanan#pengaduan">Pengaduan dan saran</a>
            </li>
            <li>
              <a href="/privasi">Pelindungan data pribadi</a>
            </li>
            <li>
              <a href="/petugas">Masuk petugas</a>
            </li>
          </ul>
        </nav>
      </div>
      <div class="govuk-width-container">
        <p class="site-footer__free">Layanan ini tidak dipungut biaya.</p>
      </div>
    </footer>
  )
}
