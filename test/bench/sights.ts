import type { Page } from 'playwright-core'
import { person } from '../e2e/support/browser.ts'
import { linkFor, reviewer } from '../e2e/support/cases.ts'
import { openDecision } from '../e2e/support/journey.ts'
import type { LocalHost } from '../e2e/support/local-host.ts'
import { quickLetter, quickRequest } from '../e2e/support/quick.ts'
import { wordProcessorPdf } from '../letters.ts'

/** A page that somebody may open, and the cookies with which it opens for them. */
export type Sight = {
  readonly name: string
  readonly url: string
  readonly cookies: Parameters<Awaited<ReturnType<typeof person>>['context']['addCookies']>[0]
}

/** Every page of the service, those of a case with the cookies of whoever may see them. */
export async function sightsOf(host: LocalHost): Promise<readonly Sight[]> {
  const open = [
    '/',
    '/permohonan',
    '/lacak',
    '/jadwal',
    '/standar-pelayanan',
    '/privasi',
    '/tidak-ada',
  ]
  const sights: Sight[] = open.map((path) => ({ name: path, url: host.origin + path, cookies: [] }))
  const keep = async (name: string, page: Page): Promise<void> => {
    sights.push({ name, url: page.url(), cookies: await page.context().cookies() })
  }
  const applicant = await person()
  const reference = await quickRequest(applicant.page, host)
  await keep('letter', applicant.page)
  const buffer = Buffer.from(await wordProcessorPdf())
  await quickLetter(applicant.page, host, {
    name: 'surat.pdf',
    mimeType: 'application/pdf',
    buffer,
  })
  await keep('status', applicant.page)
  const office = await person()
  const link = await linkFor(host, reference, reviewer, 'Setujui')
  await office.page.goto(link)
  await keep('code', office.page)
  await openDecision(office.page, host, link, reviewer)
  await office.page.locator('[name="stage"]').first().waitFor({ state: 'attached' })
  await keep('decision', office.page)
  await applicant.context.close()
  await office.context.close()
  return sights
}
