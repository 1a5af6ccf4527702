import type { ExecutionView } from '../states.ts'
import type { ConsoleHost } from './host.ts'
import { type Html, html } from './html.ts'
import { empty, page, pretty } from './layout.ts'
import { Refusal, type Reply } from './reply.ts'
import { wibLong, wibShort } from './time.ts'

const STATUS: Readonly<
  Record<ExecutionView['status'], readonly [sign: string, word: string, look: string]>
> = {
  RUNNING: ['→', 'Berjalan', 'busy'],
  SUCCEEDED: ['✓', 'Selesai', 'good'],
  FAILED: ['✕', 'Gagal', 'bad'],
  TIMED_OUT: ['✕', 'Habis waktu', 'bad'],
  ABORTED: ['■', 'Dihentikan', ''],
}

/** The state machines' executions, newest first. */
export function executions(host: ConsoleHost): Reply {
  const all = host.states.executions().toReversed()
  return page(host, {
    title: 'Proses',
    section: 'proses',
    path: 'proses',
    body: html`<p class="soft">Alur kerja yang berjalan atau sudah berakhir.</p>
${
  all.length === 0
    ? empty('Belum ada proses', 'Proses mulai ketika surat permohonan diterima.')
    : html`<ul class="list">${all.map(row)}</ul>`
}`,
  })
}

function row(execution: ExecutionView): Html {
  const { arn, name, startedAt, state } = execution
  return html`<li><a href="/_local/proses/${encodeURIComponent(arn)}"><strong>${name}</strong>
<span class="when">mulai ${wibShort(startedAt)}</span>
<span class="who">${chip(execution)}${state !== undefined && html` di langkah ${state}`}</span></a></li>`
}

function chip({ status }: ExecutionView): Html {
  const [sign, word, look] = STATUS[status]
  return html`<span class="chip ${look}"><span aria-hidden="true">${sign}</span> ${word}</span>`
}

/** One execution with its history. */
export function execution(host: ConsoleHost, arn: string): Reply {
  const found = host.states.executions().find((each) => each.arn === arn)
  if (!found) throw new Refusal(404, 'Proses ini tidak ada. Kembalilah ke daftar proses.')
  const { startedAt, stoppedAt, state, error, cause, output } = found
  return page(host, {
    title: found.name,
    section: 'proses',
    path: `proses/${encodeURIComponent(arn)}`,
    body: html`<p><a href="/_local/proses">Kembali ke daftar proses</a></p>
<div class="card"><dl>
<dt>Status</dt><dd>${chip(found)}</dd>
${state !== undefined && html`<dt>Langkah sekarang</dt><dd>${state}</dd>`}
<dt>Mulai</dt><dd>${wibLong(Date.parse(startedAt))}</dd>
${stoppedAt !== undefined && html`<dt>Berakhir</dt><dd>${wibLong(Date.parse(stoppedAt))}</dd>`}
${error !== undefined && html`<dt>Kesalahan</dt><dd>${error}</dd>`}
${cause !== undefined && html`<dt>Sebab</dt><dd>${cause}</dd>`}
</dl></div>
<h2>Masukan</h2>${pretty(found.input)}
${output !== undefined && html`<h2>Keluaran</h2>${pretty(output)}`}
<h2>Riwayat</h2>
${history(found.history)}`,
  })
}

function history(events: ExecutionView['history']): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Riwayat"><table>
<thead><tr><th scope="col">Waktu</th><th scope="col">Peristiwa</th><th scope="col">Langkah</th><th scope="col">Rincian</th></tr></thead>
<tbody>${events.map(
    ({ at, type, state, detail }) =>
      html`<tr><td class="t">${wibShort(at)}</td><td>${type}</td><td>${state ?? ''}</td>
<td>${detail !== undefined && pretty(detail)}</td></tr>`,
  )}</tbody></table></div>`
}
