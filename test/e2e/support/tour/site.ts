import { makeReference } from '../../../../shared/domain/reference.ts'
import { setFields } from '../quick.ts'
import type { Tour } from '../tour.ts'

/** The pages for everyone, and the door to a case. */
export async function tourOfSite({ host, look, applicant: page }: Tour): Promise<void> {
  const addresses = {
    home: '/',
    standard: '/standar-pelayanan',
    privacy: '/privasi',
    'schedule-empty': '/jadwal',
    'schedule-list-empty': '/jadwal?tampilan=daftar',
    'not-found': '/tidak-ada',
    'no-link': '/t/abc',
    'no-case-link': '/s/abc',
    track: '/lacak',
  }
  for (const [name, path] of Object.entries(addresses)) {
    await page.goto(host.origin + path)
    await look(name, page)
  }
  const send = async (reference: string, code: string): Promise<void> => {
    await setFields(page, { reference, code })
    await Promise.all([page.waitForNavigation(), page.locator('main form button').click()])
  }
  await send('VC-2026', 'ABCD')
  await look('track-malformed', page)
  const nobodys = makeReference('VC', 2026, new Uint8Array(4))
  for (let wrong = 1; wrong <= 10; wrong += 1) {
    await send(nobodys, 'ABCD-1234-EFGH-5678')
    if (wrong === 1) await look('track-unknown', page)
  }
  await send(nobodys, 'ABCD-1234-EFGH-5678')
  await look('track-wait', page)
}
