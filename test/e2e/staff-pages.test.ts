import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './support/axe.ts'
import { closeBrowser, person } from './support/browser.ts'
import { Findings, promises } from './support/findings.ts'
import { htmlFindings } from './support/html.ts'
import { narrowFindings } from './support/narrow.ts'
import { tourOfStaff } from './support/tour/staff.ts'
import { type Toured, walk } from './support/tour.ts'

/** Every page of the staff site in every state, with the status it is answered with. */
const stops = {
  'staff-sign-in': 200,
  'staff-sign-in-malformed': 400,
  'staff-code': 200,
  'staff-code-malformed': 400,
  'staff-code-wrong': 400,
  'staff-code-over': 400,
  'staff-code-too-many': 429,
  'staff-link-of-another': 200,
  'staff-link': 200,
  'staff-work-list': 200,
  'staff-devices': 200,
  'staff-devices-ended': 200,
  'staff-resource-account': 200,
  'staff-resource-channel': 200,
  'staff-resource-room': 200,
  'staff-resource-staff': 200,
  'staff-resource-malformed': 400,
  'staff-resource-saved': 200,
  'staff-resource-changed': 409,
  'staff-resources': 200,
  'staff-signed-out': 200,
}

const findings = new Findings()
let toured: Toured

beforeAll(async () => {
  toured = await walk((name, page, answer) => findings.look(name, page, answer), tourOfStaff)
})
afterAll(closeBrowser)

describe('every page of the staff site in every state', () => {
  it('answers with the status that says what happened', () => {
    expect(findings.seen).toEqual(stops)
  })
  it.each(promises)('%s', (_, kind) => expect(findings.of(kind)).toEqual([]))
  it('makes no browser complain', () => expect(toured.complaints).toEqual([]))
})

describe('the e-mail with code and link', () => {
  it('has nothing that axe and html-validate find, and fits 320 pixels', async () => {
    const html = toured.mails.find(({ subject }) => subject.includes('Kode masuk'))?.html ?? ''
    const { page } = await person({ width: 320 })
    await page.setContent(html)
    expect(await page.locator('h1').innerText()).not.toBe('')
    expect(await axeFindings(page)).toEqual([])
    expect(await htmlFindings(html)).toEqual([])
    expect(await narrowFindings(page)).toEqual([])
  })
})
