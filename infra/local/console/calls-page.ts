import type { Call } from '../calls.ts'
import type { ConsoleHost } from './host.ts'
import { type Html, html } from './html.ts'
import { empty, page } from './layout.ts'
import type { Reply } from './reply.ts'
import { wibShort } from './time.ts'

const SHOWN = 300

/** The latest AWS calls, newest request first, each request's calls in their order. */
export function callsPage(host: ConsoleHost): Reply {
  const latest = host.calls.list().slice(-SHOWN)
  return page(host, {
    title: 'Panggilan AWS',
    section: 'panggilan',
    path: 'panggilan',
    body: html`<p class="soft">${SHOWN} panggilan terakhir dari fungsi ke layanan AWS tiruan, dikelompokkan per pemanggilan fungsi.</p>
${
  latest.length === 0
    ? empty('Belum ada panggilan', 'Buka satu halaman situs layanan; panggilannya muncul di sini.')
    : grouped(latest).toReversed().map(group)
}`,
  })
}

/** Calls of one invocation together, in the order of each invocation's first call. */
function grouped(calls: readonly Call[]): Call[][] {
  const groups = new Map<string, Call[]>()
  calls.forEach((call, index) => {
    const key = call.parent ?? `single-${index}`
    const members = groups.get(key)
    if (members) members.push(call)
    else groups.set(key, [call])
  })
  return [...groups.values()]
}

function group(calls: readonly Call[]): Html {
  const [first] = calls
  const name = first?.function ?? ''
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Panggilan ${name} ${first?.parent ?? first?.at}"><table>
<caption>${name} <span class="soft small">${first && wibShort(first.at)} · ${calls.length} panggilan${
    first?.parent !== undefined && html` · ${first.parent}`
  }</span></caption>
<thead><tr><th scope="col">Layanan</th><th scope="col">Tindakan</th><th scope="col">Sumber daya</th>
<th scope="col" class="n">Bita</th><th scope="col" class="n">Baca</th><th scope="col" class="n">Tulis</th></tr></thead>
<tbody>${calls.map(
    (call) =>
      html`<tr><td>${call.service}</td><td>${call.action}</td><td>${call.resource}</td>
<td class="n">${call.requestBytes}</td><td class="n">${call.readUnits}</td><td class="n">${call.writeUnits}</td></tr>`,
  )}</tbody></table></div>`
}
