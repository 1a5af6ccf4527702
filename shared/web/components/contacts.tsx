import type { Office } from '../../contracts/office.ts'
import { Icon } from './icon.tsx'

/** +6281234567890 → 0812 3456 7890, as people in the country dial and read it. */
export const localNumber = (e164: string): string =>
  e164
    .replace(/^\+62/, '0')
    .replace(/(\d{4})(?=\d)/g, '$1 ')
    .trim()

/** How to reach the office: telephone, WhatsApp, e-mail. */
export function Contacts({ office }: { readonly office: Office }) {
  return (
    <ul class="contacts">
      <li>
        <Icon name="phone" />
        <span>
          Telepon <a href={`tel:${office.phone.replace(/[^+\d]/g, '')}`}>{office.phone}</a>
        </span>
      </li>
      <li>
        <Icon name="chat" />
        <span>
          WhatsApp <span class="nowrap">{localNumber(office.whatsapp)}</span>
        </span>
      </li>
      <li>
        <Icon name="mail" />
        <span>
          E-mail <a href={`mailto:${office.email}`}>{office.email}</a>
        </span>
      </li>
    </ul>
  )
}
