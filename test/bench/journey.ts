import type { Page } from 'playwright-core'
import { closeBrowser, person } from '../e2e/support/browser.ts'
import { linkFor, mailsAbout, reviewer } from '../e2e/support/cases.ts'
import { answers, linkIn, openDecision } from '../e2e/support/journey.ts'
import { quickRequest } from '../e2e/support/quick.ts'
import { wordProcessorPdf } from '../letters.ts'
import { type Recorder, type Recording, together } from './recorder.ts'

/** What one request decided in time came to, and what its reviewer's sign-in added. */
export type Journeyed = {
  readonly request: Recording
  readonly signIn: Recording
  readonly reference: string
}

/**
 * A request in real browsers, an hour between its steps: the form in a browser that was never here,
 * the letter by script, the status by e-mail, the decision with the letter read and a meeting link,
 * the status again. The reviewer signed in before and has the assets: most decisions are not the
 * first of their reviewer.
 */
export async function travel(recorder: Recorder): Promise<Journeyed> {
  const office = await person()
  try {
    // Everything is warm and the reviewer's browser knows the pages.
    const first = await file(recorder, (await person()).page)
    await recorder.host.advance({ advance: 'PT1H' })
    const signIn = await recorder.during(() => enter(recorder, office.page, first))
    await decide(recorder, office.page, first)
    await recorder.host.advance({ advance: 'PT1H' })
    return { signIn, ...(await measured(recorder, office.page)) }
  } finally {
    await closeBrowser()
  }
}

async function measured(recorder: Recorder, office: Page): Promise<Omit<Journeyed, 'signIn'>> {
  const { host } = recorder
  const { page } = await person()
  const parts: Recording[] = []
  const part = async (task: () => Promise<unknown>) => parts.push(await recorder.during(task))
  let reference = ''
  await part(async () => {
    reference = await file(recorder, page)
  })
  await part(() => host.advance({ advance: 'PT1H' }))
  await part(() => look(recorder, page, reference))
  await part(() => decide(recorder, office, reference))
  await part(() => host.advance({ advance: 'PT1H' }))
  await part(() => look(recorder, page, reference))
  return { request: together(parts), reference }
}

async function file({ host }: Recorder, page: Page): Promise<string> {
  const reference = await quickRequest(page, host)
  const buffer = Buffer.from(await wordProcessorPdf())
  const letter = { name: 'surat.pdf', mimeType: 'application/pdf', buffer }
  await page.locator('input[type=file]').setInputFiles(letter)
  await page.locator('form[data-upload] button[type=submit]').click()
  // The page asks by itself until the verdict is in.
  await page.waitForURL((url) => url.pathname.endsWith(reference))
  await page.locator('[data-waiting]').waitFor({ state: 'detached' })
  await page.waitForLoadState('networkidle')
  return reference
}

/** By the newest e-mail's link; where the page asks for it, with the code in that e-mail. */
async function look({ host }: Recorder, page: Page, reference: string): Promise<void> {
  const mail = (await mailsAbout(host, reference, answers.email)).at(-1)
  if (!mail) throw new Error('The applicant was not written to.')
  await page.goto(linkIn(mail, 'Lihat status permohonan'))
  if ((await page.locator('[name="code"]').count()) > 0) {
    const code = /\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/.exec(mail.text)?.[0] ?? ''
    await page.locator('[name="code"]').fill(code)
    await Promise.all([
      page.waitForURL(/\/permohonan\/VC-/),
      page.locator('main form button').click(),
    ])
  }
  await page.waitForLoadState('networkidle')
}

async function enter({ host }: Recorder, page: Page, reference: string): Promise<void> {
  await openDecision(page, host, await linkFor(host, reference, reviewer, 'Setujui'), reviewer)
}

async function decide({ host }: Recorder, page: Page, reference: string): Promise<void> {
  await page.goto(await linkFor(host, reference, reviewer, 'Setujui'))
  const download = page.waitForEvent('download')
  await page.locator('form[action$="/surat"] button').first().click()
  await (await download).cancel()
  await page.locator('[name="joinUrl"]').fill('https://zoom.example/j/1')
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.getByRole('button', { name: 'Setujui permohonan' }).click(),
  ])
  await page.waitForLoadState('networkidle')
}
