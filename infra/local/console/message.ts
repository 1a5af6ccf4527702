import type { Message } from '../mail.ts'
import type { ConsoleHost } from './host.ts'
import { type Html, html } from './html.ts'
import { page } from './layout.ts'
import { Refusal, type Reply } from './reply.ts'
import { wibLong } from './time.ts'

/** Links open the real site in a new tab, as from a mail program; nothing else can run or post. */
const SANDBOX =
  'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation'

const views = [
  ['', 'Tampilan'],
  ['teks', 'Teks'],
  ['kepala', 'Kepala surel'],
] as const

/** One mail: its HTML in a sandbox, its text or its headers, and the attachments. */
export function message(host: ConsoleHost, id: string, query: URLSearchParams): Reply {
  const mail = find(host, id)
  const wanted = query.get('tampilan') ?? (mail.html === '' ? 'teks' : '')
  const base = `/_local/surat/${encodeURIComponent(mail.id)}`
  return page(host, {
    title: mail.subject === '' ? '(tanpa perihal)' : mail.subject,
    section: '',
    path: `surat/${encodeURIComponent(mail.id)}`,
    live: false,
    body: html`<p><a href="/_local/">Kembali ke kotak surat</a></p>
<div class="card"><dl>
<dt>Dari</dt><dd>${mail.from}</dd>
<dt>Kepada</dt><dd>${mail.to.join(', ')}</dd>
${mail.cc.length > 0 && html`<dt>Tembusan</dt><dd>${mail.cc.join(', ')}</dd>`}
<dt>Waktu</dt><dd>${wibLong(Date.parse(mail.at))}</dd>
${mail.attachments.length > 0 && html`<dt>Lampiran</dt><dd>${attachments(mail, base)}</dd>`}
</dl></div>
<nav class="tabs" aria-label="Tampilan surel">${views.map(
      ([name, label]) =>
        html`<a href="${base}?tampilan=${name}"${name === wanted && html` aria-current="page"`}>${label}</a>`,
    )}</nav>
${content(mail, wanted, base)}`,
  })
}

function content(mail: Message, view: string, base: string): Html {
  if (view === 'kepala') {
    const headers = Object.entries(mail.headers)
    return html`<div class="card"><dl>${headers.map(
      ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`,
    )}</dl></div>`
  }
  if (view === 'teks') {
    return html`<pre>${mail.text === '' ? 'Surel ini tidak memuat teks biasa.' : mail.text}</pre>`
  }
  return html`<iframe title="Isi surel" src="${base}/isi" sandbox="${SANDBOX}" referrerpolicy="no-referrer"></iframe>`
}

function attachments(mail: Message, base: string): Html[] {
  return mail.attachments.map((attachment, index) => {
    const size = Buffer.byteLength(attachment.content, 'base64').toLocaleString('id-ID')
    return html`<div><a href="${base}/lampiran/${index}">${attachment.name}</a>
<span class="soft small">${attachment.type}, ${size} bita</span></div>`
  })
}

/** The mail's own HTML for the frame, under a policy that lets it show and link, nothing more. */
export function messageBody(host: ConsoleHost, id: string): Reply {
  const mail = find(host, id)
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; " +
        `form-action 'none'; frame-ancestors 'self'; sandbox ${SANDBOX}`,
      'referrer-policy': 'no-referrer',
    },
    body: inNewTab(mail.html === '' ? html`<pre>${mail.text}</pre>`.markup : mail.html),
  }
}

/** Gives links a new tab. The tag goes behind the head's start, or the page would lose its doctype. */
function inNewTab(markup: string): string {
  const head = /<head(?:\s[^>]*)?>/i.exec(markup)
  const at = head ? head.index + head[0].length : 0
  return `${markup.slice(0, at)}<base target="_blank">${markup.slice(at)}`
}

/** One attachment as a download. */
export function attachment(host: ConsoleHost, id: string, index: string): Reply {
  const found = find(host, id).attachments[Number(index)]
  if (!found) throw new Refusal(404, 'Lampiran ini tidak ada. Kembalilah ke kotak surat.')
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeRfc5987(found.name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
    },
    body: Buffer.from(found.content, 'base64'),
  }
}

function encodeRfc5987(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function find(host: ConsoleHost, id: string): Message {
  const mail = host.mail.list().find((each) => each.id === id)
  if (mail) return mail
  throw new Refusal(404, 'Surel ini tidak ada. Kembalilah ke kotak surat.')
}
