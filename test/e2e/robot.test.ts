import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeBrowser, person } from './support/browser.ts'
import { colleague, reviewer, stored, underReview } from './support/cases.ts'
import { answers } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

/** A scanner does not go on for ever: so many buttons of a page, so many presses in a row. */
const buttonsAtMost = 4
const pressesAtMost = 2

describe('A scanner that runs scripts, opens every link and presses every button', () => {
  it('decides nothing, reads nothing of the case and sends few codes', async () => {
    const { reference } = await underReview(host)
    const mails = (await host.mail()).filter(({ subject }) => subject.includes(reference))
    expect(mails.length).toBeGreaterThanOrEqual(3)
    const { page, context } = await person()
    const seen: string[] = []
    for (const { html, to } of mails) {
      const links = [...html.matchAll(/href="(http:[^"]+)"/g)].map(([, url = '']) => url)
      for (const link of new Set(links)) {
        const texts = await scan(page, link.replaceAll('&amp;', '&'))
        if (to.every((address) => !address.includes(answers.email))) seen.push(...texts)
      }
    }
    await context.close()
    await host.settle()

    const [state = ''] = await stored(host, `CASE#${reference}`, '"STATE"')
    expect(state).toContain('"in-review"')
    expect(state).toContain('"decisions":{"L":[]}')
    for (const address of [reviewer, colleague]) {
      const codes = (await host.mail(address)).filter(({ subject }) => subject.startsWith('Kode'))
      expect(codes.length).toBeGreaterThan(0)
      expect(codes.length).toBeLessThanOrEqual(5)
    }
    expect(seen.length).toBeGreaterThan(10)
    for (const part of [answers.eventName, answers.applicantName, answers.venue]) {
      expect(seen.filter((text) => text.includes(part))).toEqual([])
    }
    const events = await stored(host, `CASE#${reference}`, '"EVENT#')
    expect(events).toHaveLength(3)
  })
})

/** Opens a link and presses the buttons in `path`, one after the other; then tries each button there. */
async function scan(page: Page, link: string, path: readonly number[] = []): Promise<string[]> {
  await page.goto(link)
  const buttons = page.locator('button:visible, input[type=submit]:visible')
  for (const index of path) {
    if (index >= (await buttons.count())) return []
    await fillAll(page)
    await Promise.all([page.waitForEvent('load'), buttons.nth(index).click()])
  }
  const texts = [await page.locator('body').innerText()]
  if (path.length === pressesAtMost) return texts
  const count = Math.min(await buttons.count(), buttonsAtMost)
  for (let index = 0; index < count; index += 1) {
    texts.push(...(await scan(page, link, [...path, index])))
  }
  return texts
}

/** Types something likely into every field. */
function fillAll(page: Page): Promise<void> {
  return page.locator('body').evaluate((body) => {
    for (const box of body.querySelectorAll<HTMLInputElement>('input[type=checkbox]'))
      box.checked = true
    for (const field of body.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'input, textarea',
    )) {
      if (['hidden', 'file', 'checkbox', 'radio', 'submit'].includes(field.type)) continue
      field.value = field.inputMode === 'numeric' ? '123456' : 'Setuju'
    }
  })
}
