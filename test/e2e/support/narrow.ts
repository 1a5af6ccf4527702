import type { Page } from 'playwright-core'

/** What does not fit the page's width: the page itself, or a text that is cut or reaches beyond it. */
export function narrowFindings(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const findings: string[] = []
    if (document.documentElement.scrollWidth > width) {
      findings.push(`the page is ${document.documentElement.scrollWidth} px wide`)
    }
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      // A text field shows a part of a long answer; what scrolls by itself is never cut.
      if (element.closest('input, svg, .govuk-visually-hidden, .govuk-skip-link, .scroll > *')) {
        continue
      }
      const { left, right, width: own } = element.getBoundingClientRect()
      const name = `${element.tagName.toLowerCase()}.${element.className}`
      if (own > 0 && (right > width + 1 || left < -1)) findings.push(`${name} reaches ${right} px`)
      const { overflowX } = getComputedStyle(element)
      const hides = overflowX === 'hidden' || overflowX === 'clip'
      if (hides && element.scrollWidth > element.clientWidth + 1) findings.push(`${name} is cut`)
    }
    return findings
  })
}
