import type { ConsoleHost } from './host.ts'
import { html } from './html.ts'
import { page } from './layout.ts'
import { type Reply, redirect } from './reply.ts'
import { moveClock } from './seams.ts'
import { DAY, isRepresentable, nextHour, nextWorkingMorning, parseWib, wibField } from './time.ts'

const STEPS: Readonly<Record<string, (now: number) => number>> = {
  jam: nextHour,
  hari: (now) => now + DAY,
  kerja: nextWorkingMorning,
}

/** @param problem what was wrong with the time that was asked for, `typed` */
export function clockPage(host: ConsoleHost, problem?: string, typed?: string): Reply {
  return page(host, {
    title: 'Jam',
    section: 'jam',
    path: 'jam',
    status: problem === undefined ? 200 : 400,
    live: false,
    body: html`<p class="soft">Seluruh layanan memakai satu jam. Jam hanya dapat dimajukan; setiap pengingat,
batas waktu, dan jadwal yang terlewati dijalankan pada waktunya masing-masing.</p>
${problem !== undefined && html`<div class="error" role="alert" id="masalah">${problem}</div>`}
<div class="card"><form class="tools" method="post" action="/_local/jam">
<div><label for="ke">Majukan ke (WIB)</label>
<input id="ke" name="ke" type="datetime-local" required value="${typed ?? wibField(nextHour(host.clock.now()))}"${
      problem !== undefined && html` aria-invalid="true" aria-describedby="masalah"`
    }></div>
<button>Majukan jam</button>
</form></div>`,
  })
}

/** Moves the clock as a form asks and goes back to the page it was pressed on. */
export async function moveByForm(host: ConsoleHost, form: URLSearchParams): Promise<Reply> {
  const now = host.clock.now()
  const step = STEPS[form.get('langkah') ?? '']
  if (step) {
    await moveClock(host, step(now))
    return redirect(wayBack(host, form.get('kembali') ?? ''))
  }
  const typed = form.get('ke') ?? ''
  const to = parseWib(typed)
  const problem = problemOf(to, now)
  if (to === undefined || problem !== undefined) return clockPage(host, problem, typed)
  await moveClock(host, to)
  return redirect('/_local/jam')
}

function problemOf(to: number | undefined, now: number): string | undefined {
  if (to === undefined || !isRepresentable(to)) {
    return 'Waktu tidak terbaca. Isi tanggal dan jam, misalnya 28/12/2026 09.00.'
  }
  return to < now ? 'Waktu itu sudah lewat; jam hanya dapat dimajukan.' : undefined
}

/** Keeps the way back inside the console, whatever the field says. */
function wayBack(host: ConsoleHost, path: string): string {
  const root = `${host.consoleOrigin}/_local/`
  const url = URL.parse(`${root}${path}`)
  return url?.href.startsWith(root) ? `${url.pathname}${url.search}` : '/_local/'
}
