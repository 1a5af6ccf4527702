import type { Page, Response } from 'playwright-core'
import { axeFindings } from './axe.ts'
import { headerFindings } from './headers.ts'
import { foreignHosts, htmlFindings, inlineFindings } from './html.ts'
import { narrowFindings } from './narrow.ts'

/** What holds for every page in every state, and the kind of what is found where it does not. */
export const promises = [
  ['has nothing that axe finds', 'axe'],
  ['has nothing that html-validate finds', 'html'],
  ['fits 320 pixels, nothing cut', 'narrow'],
  ['carries the security headers', 'headers'],
  ['leads to no foreign host', 'hosts'],
  ['holds no code or look of its own', 'inline'],
] as const

type Kind = (typeof promises)[number][1]

/** Looks at pages in their states and keeps what is wrong with them. */
export class Findings {
  /** The status of each state's answer. */
  readonly seen: Record<string, number> = {}
  readonly #found: { readonly kind: Kind; readonly what: string }[] = []

  of(wanted: Kind): readonly string[] {
    return this.#found.filter(({ kind }) => kind === wanted).map(({ what }) => what)
  }

  async look(name: string, page: Page, answer: Response): Promise<void> {
    const add = (kind: Kind, found: readonly string[]): void => {
      this.#found.push(...found.map((finding) => ({ kind, what: `${name}: ${finding}` })))
    }
    this.seen[name] = answer.status()
    const html = await answer.text()
    const headers = answer.headers()
    const upload = /form-action 'self' (\S+);/.exec(headers['content-security-policy'] ?? '')?.[1]
    const { origin } = new URL(page.url())
    add('html', await htmlFindings(html))
    add('inline', inlineFindings(html))
    add('hosts', foreignHosts(html, [origin, upload ?? origin]))
    add('headers', headerFindings(headers))
    add('axe', await axeFindings(page))
    await page.setViewportSize({ width: 320, height: 640 })
    add('narrow', await narrowFindings(page))
    await page.setViewportSize({ width: 1280, height: 900 })
  }
}
