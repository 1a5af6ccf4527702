import type { ConsoleHost, ScheduleView } from './host.ts'
import { type Html, html } from './html.ts'
import { empty, page } from './layout.ts'
import type { Reply } from './reply.ts'
import { wibLong, wibShort } from './time.ts'

const SHOWN = 300

/** What could not be delivered, by queue. */
export function deadLetters(host: ConsoleHost): Reply {
  const queues = host.queues.list()
  const total = queues.reduce((sum, { messages }) => sum + messages.length, 0)
  return page(host, {
    title: 'Surat mati',
    section: 'surat-mati',
    path: 'surat-mati',
    live: false,
    body: html`<p class="soft">Pesan yang tetap gagal diproses setelah semua percobaan. Idealnya kosong.</p>
${
  total === 0
    ? empty('Tidak ada surat mati', 'Semua pesan sampai ke tujuannya.')
    : queues.filter(({ messages }) => messages.length > 0).map(queue)
}`,
  })
}

type Queue = ReturnType<ConsoleHost['queues']['list']>[number]

function queue({ name, messages }: Queue): Html {
  return html`<h2>${name}</h2><div class="scroll">${messages.map(
    ({ at, body, attributes }) =>
      html`<details><summary>${wibShort(at)}</summary><dl>${Object.entries(attributes).map(
        ([key, value]) => html`<dt>${key}</dt><dd>${value}</dd>`,
      )}</dl><pre>${body}</pre></details>`,
  )}</div>`
}

/** The schedules with their next run, soonest first. */
export function schedules(host: ConsoleHost): Reply {
  const all = [...host.scheduler.list()].sort((a, b) => (nextOf(a) < nextOf(b) ? -1 : 1))
  return page(host, {
    title: 'Jadwal',
    section: 'jadwal',
    path: 'jadwal',
    body: html`<p class="soft">Pekerjaan berkala dan kapan masing-masing berjalan lagi.</p>
${
  all.length === 0
    ? empty('Tidak ada jadwal', 'Templat layanan ini tidak memuat jadwal.')
    : html`<ul class="list">${all.map(schedule)}</ul>`
}`,
  })
}

// A schedule that never runs again sorts behind every date.
const nextOf = ({ next }: ScheduleView): string => next ?? '~'

function schedule({ name, expression, next }: ScheduleView): Html {
  return html`<li class="row"><strong>${name}</strong>
<div>${next === undefined ? 'Tidak berjalan lagi' : html`Berikutnya ${wibLong(Date.parse(next))}`}</div>
<div class="soft small">${expression}</div></li>`
}

/** The latest lines that functions wrote. */
export function logs(host: ConsoleHost): Reply {
  const latest = host.logs().slice(-SHOWN).reverse()
  return page(host, {
    title: 'Catatan',
    section: 'catatan',
    path: 'catatan',
    body: html`<p class="soft">${SHOWN} baris catatan terakhir dari fungsi, terbaru di atas.</p>
${
  latest.length === 0
    ? empty('Belum ada catatan', 'Fungsi belum menulis apa pun.')
    : html`<ul class="list">${latest.map(
        (
          line,
        ) => html`<li class="row"><div class="soft small">${wibShort(line.at)} · ${line.function} · ${line.requestId}</div>
<pre>${line.line}</pre></li>`,
      )}</ul>`
}`,
  })
}
