import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, median } from './figure.ts'
import { end, startHost } from './host.ts'

const [visitors, milliseconds] = [16, 5000]

/** Requests a second of the form's page, asked for by visitors who never wait. */
export async function loadFigures(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'siaran-bench-'))
  const host = await startHost(folder, '--fresh')
  const url = `${host.origin}/permohonan`
  await visit(url, performance.now() + 1000)
  const begin = performance.now()
  const asking = Array.from({ length: visitors }, () => visit(url, begin + milliseconds))
  const taken = (await Promise.all(asking)).flat()
  const seconds = (performance.now() - begin) / 1000
  await end(host)
  rmSync(folder, { recursive: true, force: true })
  const rate = taken.length / seconds
  return [
    { name: `/permohonan, ${visitors} visitors at once`, value: `${rate.toFixed(0)} requests/s` },
    { name: 'Its median answer', value: `${median(taken).toFixed(1)} ms` },
  ]
}

/** One visitor until `until`; milliseconds of each answer. */
async function visit(url: string, until: number): Promise<readonly number[]> {
  const taken: number[] = []
  while (performance.now() < until) {
    const begin = performance.now()
    const answer = await fetch(url)
    await answer.arrayBuffer()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`)
    taken.push(performance.now() - begin)
  }
  return taken
}
