import type { ConsoleHost } from './host.ts'
import { type Html, html } from './html.ts'
import { empty, page, pretty } from './layout.ts'
import type { Reply } from './reply.ts'
import { dumpLines } from './seams.ts'

const SHOWN = 200

type Stored = Readonly<Record<string, unknown>>

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
  if (lines.length === 0) {
    return none
      ? empty('Belum ada data', 'Data muncul setelah permohonan pertama.')
      : empty('Tidak ditemukan', 'Tidak ada data yang memuat teks itu.')
  }
  const entries = lines.slice(0, SHOWN).map((line) => JSON.parse(line) as Stored)
  const places = Map.groupBy(entries, ({ table, bucket }) => text(table ?? bucket))
  const sorted = [...places].sort(([a], [b]) => (a < b ? -1 : 1))
  return html`${sorted.map(
    ([place, held]) => html`<h2>${place}</h2><div class="scroll">${held.map(entry)}</div>`,
  )}`
}

function entry(stored: Stored): Html {
  const item = readable({ M: stored['item'] ?? {} }) as Stored
  const isItem = stored['item'] !== undefined
  const title = isItem ? `${text(item['pk'])} · ${text(item['sk'])}` : text(stored['key'])
  return html`<details><summary>${title}</summary>${pretty(isItem ? item : stored)}</details>`
}

const text = (value: unknown): string => (typeof value === 'string' ? value : 'tanpa nama')

/** DynamoDB's JSON (`{"S":"x"}`) without its types, for people. */
function readable(value: unknown): unknown {
  const [type = '', held] = Object.entries(value ?? {})[0] ?? []
  if (type === 'M') {
    return Object.fromEntries(
      Object.entries(held ?? {}).map(([name, each]) => [name, readable(each)]),
    )
  }
  if (type === 'L' && Array.isArray(held)) return held.map(readable)
  if (type === 'NULL') return null
  return type === 'N' ? Number(held) : held
}
