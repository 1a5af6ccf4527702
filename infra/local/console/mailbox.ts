import type { Message } from '../mail.ts'
import type { ConsoleHost } from './host.ts'
import { type Html, html } from './html.ts'
import { empty, page } from './layout.ts'
import type { Reply } from './reply.ts'
import { wibShort } from './time.ts'

/** Rows on one page; a training day sends fewer. */
const SHOWN = 200

/** The mails, newest first, all or one recipient's. */
export function mailbox(host: ConsoleHost, query: URLSearchParams): Reply {
  const all = host.mail.list()
  const recipient = query.get('kepada') ?? ''
  const chosen = recipient === '' ? all : all.filter((mail) => everyone(mail).includes(recipient))
  const people = [...new Set(all.flatMap(everyone))].sort()
  return page(host, {
    title: 'Kotak surat',
    section: '',
    path: query.size > 0 ? `?${query.toString()}` : '',
    body: html`<p class="soft">Semua surel yang dikirim layanan ini. Tidak satu pun meninggalkan komputer ini.</p>
${all.length > 0 && filter(people, recipient)}
${list(chosen.slice(-SHOWN).reverse(), all.length === 0)}
${chosen.length > SHOWN && html`<p class="soft">Ditampilkan ${SHOWN} surel terbaru dari ${chosen.length}.</p>`}`,
  })
}

const everyone = (mail: Message): string[] => [...mail.to, ...mail.cc]

function filter(people: readonly string[], recipient: string): Html {
  return html`<form class="tools" method="get" action="/_local/">
<div><label for="kepada">Penerima</label>
<select id="kepada" name="kepada"><option value="">Semua penerima</option>${people.map(
    (person) =>
      html`<option value="${person}"${person === recipient && html` selected`}>${person}</option>`,
  )}</select></div>
<button>Tampilkan</button>
</form>`
}

function list(mails: readonly Message[], none: boolean): Html {
  if (mails.length > 0) return html`<ul class="list">${mails.map(row)}</ul>`
  return none
    ? empty('Belum ada surel', 'Ajukan permohonan di situs layanan; surelnya muncul di sini.')
    : empty('Tidak ada surel untuk penerima ini', 'Pilih penerima lain.')
}

function row(mail: Message): Html {
  const count = mail.attachments.length
  return html`<li><a href="/_local/surat/${encodeURIComponent(mail.id)}">
<strong>${mail.subject === '' ? '(tanpa perihal)' : mail.subject}</strong>
<span class="when">${wibShort(mail.at)}</span>
<span class="who">kepada ${everyone(mail).join(', ')} · dari ${mail.from}${
    count > 0 && html` · ${count} lampiran`
  }</span></a></li>`
}
