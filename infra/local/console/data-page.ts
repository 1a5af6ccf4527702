import type { ConsoleHost } from './host.ts'
import { type Html, html } from './html.ts'
import { empty, page } from './layout.ts'
import type { Reply } from './reply.ts'
import { dumpLines } from './seams.ts'

const SHOWN = 200

/** What is stored, all or what holds a text. */
export async function dataPage(host: ConsoleHost, query: URLSearchParams): Promise<Reply> {
  const wanted = (query.get('cari') ?? '').trim()
  const lines = await dumpLines(host)
  const found = lines.filter((line) => line.toLowerCase().includes(wanted.toLowerCase()))
  return page(host, {
    title: 'Data',
    section: 'data',
    path: query.size > 0 ? `data?${query.toString()}` : 'data',
    live: false,
    body: html`<p class="soft">Isi tabel dan penyimpanan berkas, apa adanya.
<a href="/_local/dump">Semuanya sebagai JSON</a></p>
<form class="tools" method="get" action="/_local/data">
<div><label for="cari">Cari</label><input id="cari" name="cari" type="search" value="${wanted}" placeholder="VC-2026-…"></div>
<button>Cari</button></form>
${list(found, lines.length === 0)}
${found.length > SHOWN && html`<p class="soft">Ditampilkan ${SHOWN} dari ${found.length}. Persempit pencarian untuk melihat yang lain.</p>`}`,
  })
}

function list(lines: readonly string[], none: boolean): Html {
  if (lines.length > 0) return html`<div class="scroll">${lines.slice(0, SHOWN).map(entry)}</div>`
  return none
    ? empty('Belum ada data', 'Data muncul setelah permohonan pertama.')
    : empty('Tidak ditemukan', 'Tidak ada data yang memuat teks itu.')
}

function entry(line: string): Html {
  const value = JSON.parse(line) as unknown
  return html`<details><summary class="small">${line.slice(0, 160)}${line.length > 160 && '…'}</summary>
<pre>${JSON.stringify(value, undefined, 2)}</pre></details>`
}
