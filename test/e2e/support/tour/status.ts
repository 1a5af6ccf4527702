import { answers } from '../journey.ts'
import type { LocalHost } from '../local-host.ts'
import { mailTo, quickRequest, setFields } from '../quick.ts'
import { switchedOffUntil } from '../switched-off.ts'
import type { Tour } from '../tour.ts'
import { fileWithLetter } from './letter.ts'

/** What only time brings: a late review and a request that nobody completed; and a broken world. */
export async function tourOfStatus(tour: Tour): Promise<void> {
  const { look, applicant: page } = tour
  const late = await fileWithLetter(tour)
  const expired = await quickRequest(page, tour.host)
  await tour.host.advance({ to: '2026-11-24T16:30:00+07:00' })
  await track(tour, late)
  await look('status-late', page)
  await breakReads(tour.host)
  await page.reload()
  await look('broken', page)
  tour.host = await switchedOffUntil(tour.host, '2026-12-09T09:00:00+07:00')
  await tour.host.settle()
  await track(tour, expired)
  await look('status-expired', page)
}

/** Opens a case by reference and code, as the e-mails give them. */
async function track({ host, applicant: page }: Tour, reference: string): Promise<void> {
  const mail = await mailTo(host, answers.email, reference)
  const [code = ''] = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(mail.text) ?? []
  await page.goto(`${host.origin}/lacak?nomor=${reference}`)
  await setFields(page, { code })
  const shown = page.waitForURL(/\/permohonan\/VC-/)
  await Promise.all([shown, page.locator('main form button').click()])
}

/** Lets the table fail more often than the SDK tries. */
async function breakReads({ origin }: LocalHost): Promise<void> {
  for (let nth = 1; nth <= 12; nth += 1) {
    const fault = { service: 'dynamodb', action: 'Query', nth, when: 'before' }
    await fetch(`${origin}/_local/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    })
  }
}
