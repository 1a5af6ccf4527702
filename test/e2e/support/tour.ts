import type { BrowserContext, Page, Response } from 'playwright-core'
import { person } from './browser.ts'
import { LocalHost, type LocalMail } from './local-host.ts'
import { tourOfDecision } from './tour/decision.ts'
import { tourOfLetter } from './tour/letter.ts'
import { tourOfForm } from './tour/request-form.ts'
import { tourOfSite } from './tour/site.ts'
import { tourOfStatus } from './tour/status.ts'

/** Is called at each page in each of its states, which `name` names. */
export type Look = (name: string, page: Page, answer: Response) => Promise<void>

export type Tour = {
  host: LocalHost
  readonly look: (name: string, page: Page) => Promise<void>
  /** The applicant's browser and the reviewer's. */
  readonly applicant: Page
  readonly reviewer: Page
}

export type Toured = {
  readonly mails: readonly LocalMail[]
  /** What browsers complained about: script errors and what the CSP stopped. */
  readonly complaints: readonly string[]
}

/** Visits every page of the public site and of e-mails' links in every state. */
export const tour = (look: Look): Promise<Toured> =>
  walk(look, async (visit) => {
    await tourOfSite(visit)
    await tourOfForm(visit)
    await tourOfLetter(visit)
    await tourOfDecision(visit)
    await tourOfStatus(visit)
  })

/** Walks through the service on a host of its own that starts on a Monday at 09.00 WIB. */
export async function walk(look: Look, steps: (tour: Tour) => Promise<void>): Promise<Toured> {
  const people = [await person(), await person()] as const
  const watched = people.map(({ context }) => watch(context))
  const answerOf = (page: Page): Response => {
    const found = watched.flatMap(({ answers }) => answers.get(page) ?? []).at(0)
    if (!found) throw new Error(`No document was answered for ${page.url()}.`)
    return found
  }
  const visit: Tour = {
    host: await LocalHost.start('2026-11-23T09:00:00+07:00'),
    look: (name, page) => look(name, page, answerOf(page)),
    applicant: people[0].page,
    reviewer: people[1].page,
  }
  try {
    await steps(visit)
    const mails = await visit.host.mail()
    return { mails, complaints: watched.flatMap(({ complaints }) => complaints) }
  } finally {
    for (const { context } of people) await context.close()
    await visit.host.stop()
  }
}

/** Keeps the answer that each tab shows, and what its console says of errors. */
function watch(context: BrowserContext) {
  const answers = new WeakMap<Page, Response>()
  const complaints: string[] = []
  context.on('response', (response) => {
    const request = response.request()
    const shown = response.status() < 300 || response.status() >= 400
    if (request.isNavigationRequest() && shown) answers.set(request.frame().page(), response)
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('console', (message) => {
    // A page that answers 4xx is told of as an error too; those are looked at themselves.
    const plain = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !plain) complaints.push(message.text())
  })
  return { answers, complaints }
}
