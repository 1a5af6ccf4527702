import type { Page } from 'playwright-core'

/** What a form says of its errors: in the summary, and at the fields. */
export type ShownErrors = {
  readonly summary: readonly (readonly [href: string, message: string])[]
  /** Only messages that their control names as its description. */
  readonly atFields: readonly (readonly [href: string, message: string])[]
  /** The summary has the focus, and the title says first that something is wrong. */
  readonly announced: boolean
}

export function shownErrors(page: Page): Promise<ShownErrors> {
  return page.evaluate(() => {
    const links = [...document.querySelectorAll('.govuk-error-summary li a')]
    const messages = [...document.querySelectorAll('form .govuk-error-message')]
    return {
      summary: links.map((link) => [link.getAttribute('href') ?? '', link.textContent] as const),
      atFields: messages
        .filter(({ id }) => document.querySelector(`[aria-describedby~="${id}"]`))
        .map(({ id, textContent }) => {
          const field = `#${id.replace(/-error$/, '')}`
          return [field, textContent.replace('Kesalahan: ', '')] as const
        }),
      announced:
        document.activeElement?.className === 'govuk-error-summary' &&
        document.title.startsWith('Kesalahan: '),
    }
  })
}

/** What the page's form would post of the person's answers, as name and value, sorted. */
export function typedInto(page: Page): Promise<readonly string[]> {
  return page
    .locator('main form')
    .last()
    .evaluate((form) => {
      const entries = [...new FormData(form as HTMLFormElement)]
      const own = entries.filter(([name]) => !['csrf', 'draft', 'proof', 'website'].includes(name))
      return own
        .map(([name, value]) => `${name}=${typeof value === 'string' ? value : value.name}`)
        .sort()
    })
}
