import { callsPage } from './calls-page.ts'
import { clockPage, moveByForm } from './clock-page.ts'
import { dataPage } from './data-page.ts'
import { execution, executions } from './executions.ts'
import type { ConsoleHost } from './host.ts'
import { html } from './html.ts'
import { page } from './layout.ts'
import { deadLetters, logs, schedules } from './lists.ts'
import { mailbox } from './mailbox.ts'
import { attachment, message, messageBody } from './message.ts'
import type { Refusal, Reply } from './reply.ts'

type Asked = {
  /** What stands in the place of each `*` of the path, decoded. */
  readonly values: readonly string[]
  readonly query: URLSearchParams
  readonly body: string
}
type Answer = (host: ConsoleHost, asked: Asked) => Reply | Promise<Reply>

/** Pages by method and path below `/_local/`; `*` stands for one part. */
const pages: readonly (readonly [method: string, path: string, answer: Answer])[] = [
  ['GET', '', (host, { query }) => mailbox(host, query)],
  ['GET', 'surat/*', (host, { values: [id = ''], query }) => message(host, id, query)],
  ['GET', 'surat/*/isi', (host, { values: [id = ''] }) => messageBody(host, id)],
  ['GET', 'surat/*/lampiran/*', (host, { values: [id = '', n = ''] }) => attachment(host, id, n)],
  ['GET', 'jam', (host) => clockPage(host)],
  ['POST', 'jam', (host, { body }) => moveByForm(host, new URLSearchParams(body))],
  ['GET', 'proses', executions],
  ['GET', 'proses/*', (host, { values: [arn = ''] }) => execution(host, arn)],
  ['GET', 'panggilan', callsPage],
  ['GET', 'data', (host, { query }) => dataPage(host, query)],
  ['GET', 'surat-mati', deadLetters],
  ['GET', 'jadwal', schedules],
  ['GET', 'catatan', logs],
]

export type Found = { readonly answer: Answer; readonly values: readonly string[] }

/** The page for a path, if there is one. @param parts of the path below `/_local/`, decoded */
export function findPage(method: string, parts: readonly string[]): Found | undefined {
  for (const [allowed, path, answer] of pages) {
    const names = path.split('/')
    const fits = names.every((name, index) => name === '*' || name === parts[index])
    if (allowed === method && names.length === parts.length && fits) {
      return { answer, values: parts.filter((_, index) => names[index] === '*') }
    }
  }
  return undefined
}

/** A refusal as a page, for people who came by a link. */
export function refusalPage(host: ConsoleHost, refusal: Refusal): Reply {
  return page(host, {
    title: refusal.status === 404 ? 'Tidak ditemukan' : 'Tidak dapat dilakukan',
    section: '',
    path: '',
    status: refusal.status,
    live: false,
    body: html`<p>${refusal.message}</p><p><a href="/_local/">Ke kotak surat</a></p>`,
  })
}
