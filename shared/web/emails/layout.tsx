import { renderToString } from 'preact-render-to-string'
import { localNumber } from '../components/contacts.tsx'
import { automatic, type Email, type EmailAction } from './email.ts'
import { emailText } from './text.ts'
import { factText, unlinked } from './unlinked.ts'

/** HTML and plain text of an e-mail. No image, script or foreign address; no click is counted. */
export const renderEmail = (email: Email): { html: string; text: string } => ({
  html: `<!DOCTYPE html>${renderToString(<Document {...email} />)}`,
  text: emailText(email),
})

// Text keeps the reader's own colours, light or dark; only the button brings ground and text.
const styles = {
  body: 'margin:0;padding:24px 16px;font:16px/1.6 -apple-system,"Segoe UI",Roboto,Arial,sans-serif',
  column: 'max-width:560px;margin:0 auto',
  sender: 'margin:0 0 24px;padding-bottom:12px;border-bottom:1px solid #8a99a8;font-weight:bold',
  title: 'margin:0 0 16px;font-size:20px;line-height:1.35',
  hidden: 'display:none;max-height:0;overflow:hidden',
  text: 'margin:0 0 16px',
  button:
    'display:inline-block;padding:13px 24px;border-radius:8px;background:#0b57a4;color:#ffffff;font-weight:bold;text-decoration:none',
  facts: 'margin:0 0 20px;padding:16px 0 4px;border-top:1px solid #8a99a8',
  label: 'margin:0;font-size:14px',
  value: 'margin:0 0 12px;font-weight:bold;white-space:pre-line;overflow-wrap:anywhere',
  quote:
    'margin:0 0 20px;padding:4px 0 4px 16px;border-left:4px solid #8a99a8;white-space:pre-line;overflow-wrap:anywhere',
  address: 'overflow-wrap:anywhere;font-size:14px',
  footer: 'margin-top:32px;padding-top:12px;border-top:1px solid #8a99a8;font-size:14px',
} as const

/** Links that stay readable where the mail program turns the page dark. */
const darkLinks = '@media (prefers-color-scheme:dark){a.link{color:#9ccbff!important}}'

function Document(email: Email) {
  return (
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <title>{email.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <style>{darkLinks}</style>
      </head>
      <body style={styles.body}>
        {email.preheader ? <div style={styles.hidden}>{unlinked(email.preheader)}</div> : undefined}
        <div style={styles.column}>
          <header style={styles.sender}>Siaran · {email.office.shortName}</header>
          <main>
            <h1 style={styles.title}>{unlinked(email.title)}</h1>
            <Letter {...email} />
          </main>
          <Footer {...email} />
        </div>
      </body>
    </html>
  )
}

function Letter({ greeting, paragraphs, actions = [], facts = [], quote, closing = [] }: Email) {
  return (
    <>
      <Paragraphs of={[greeting, ...paragraphs]} />
      {quote ? (
        <>
          <p style={styles.label}>{quote.label}</p>
          <blockquote style={styles.quote}>{unlinked(quote.text)}</blockquote>
        </>
      ) : undefined}
      <Actions of={actions} />
      {facts.length > 0 ? (
        <dl style={styles.facts}>
          {facts.map((fact) => (
            <>
              <dt style={styles.label}>{fact[0]}</dt>
              <dd style={styles.value}>{factText(fact)}</dd>
            </>
          ))}
        </dl>
      ) : undefined}
      <Paragraphs of={closing} />
    </>
  )
}

const Paragraphs = ({ of: texts }: { readonly of: readonly string[] }) =>
  texts.map((text) => (
    <p key={text} style={styles.text}>
      {unlinked(text)}
    </p>
  ))

function Actions({ of: [first, ...others] }: { readonly of: readonly EmailAction[] }) {
  if (!first) return null
  return (
    <>
      <p style={styles.text}>
        <a href={first.url} style={styles.button}>
          {first.label}
        </a>
      </p>
      {others.map((action) => (
        <p key={action.url} style={styles.text}>
          <a class="link" href={action.url}>
            {action.label}
          </a>
        </p>
      ))}
      <p style={styles.address}>
        Bila tombol tidak berfungsi, salin alamat ini ke peramban: {first.url}
      </p>
    </>
  )
}

function Footer({ office }: Email) {
  return (
    <footer style={styles.footer}>
      <p style={styles.text}>
        {office.name}
        <br />
        {office.address}
        <br />
        Telepon {office.phone} · WhatsApp {localNumber(office.whatsapp)} ·{' '}
        <a class="link" href={`mailto:${office.email}`}>
          {office.email}
        </a>
      </p>
      <p style={styles.text}>{automatic}</p>
    </footer>
  )
}
