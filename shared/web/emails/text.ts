import { localNumber } from '../components/contacts.tsx'
import { automatic, type Email } from './email.ts'
import { factText, unlinked } from './unlinked.ts'

/** The same e-mail for programs and people that read plain text. */
export function emailText(email: Email): string {
  const { office, actions = [], facts = [], quote, closing = [] } = email
  const blocks = [
    unlinked(email.title),
    unlinked(email.greeting),
    ...email.paragraphs.map(unlinked),
    quote && `${quote.label}:\n${quoted(unlinked(quote.text))}`,
    ...actions.map(({ label, url }) => `${label}:\n${url}`),
    facts.map((fact) => `${fact[0]}: ${indented(factText(fact))}`).join('\n'),
    ...closing.map(unlinked),
    [
      '-- ',
      office.name,
      office.address,
      `Telepon ${office.phone} · WhatsApp ${localNumber(office.whatsapp)} · ${office.email}`,
      automatic,
    ].join('\n'),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

/** Later lines of a value stand in, so that they cannot pass for a line of ours. */
const indented = (text: string): string => text.replace(/\r?\n/g, '\n  ')

const quoted = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => `> ${line}`)
    .join('\n')
