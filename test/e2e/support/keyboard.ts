import type { Page } from 'playwright-core'

/** A person without a mouse: goes on with Tab, sees where the focus is, presses Space and Enter. */
export class Keyboard {
  readonly #page: Page
  /** Where the focus could not be seen on the way. */
  readonly unseen: string[] = []

  constructor(page: Page) {
    this.#page = page
  }

  /** Tabs on until the focus is on what `selector` names. @throws Error when it never gets there */
  async to(selector: string): Promise<void> {
    const passed: string[] = []
    while (passed.length < 120) {
      await this.#page.keyboard.press('Tab')
      const { name, there, visible } = await this.#page.evaluate(look, selector)
      if (!visible) this.unseen.push(name)
      if (there) return
      passed.push(name)
    }
    throw new Error(`Tab never reaches ${selector}; it passes ${passed.slice(0, 40).join(', ')}.`)
  }

  async type(selector: string, text: string): Promise<void> {
    await this.to(selector)
    await this.#page.keyboard.type(text)
  }

  /** Goes there and presses Space, as for boxes, radio buttons and buttons. */
  async space(selector: string): Promise<void> {
    await this.to(selector)
    await this.#page.keyboard.press('Space')
  }

  /** Goes there and presses Enter, as for links and buttons that lead to another page. */
  async enter(selector: string, address?: RegExp): Promise<void> {
    await this.to(selector)
    const arrived = address ? this.#page.waitForURL(address) : undefined
    await this.#page.keyboard.press('Enter')
    await arrived
  }

  /** What has the focus, by tag and id or class. */
  focused(): Promise<string> {
    return this.#page.evaluate(look, 'html').then(({ name }) => name)
  }
}

function look(selector: string): { name: string; there: boolean; visible: boolean } {
  const element = document.activeElement ?? document.body
  const name = `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : `.${element.className}`}`
  // A choice's ring is around its whole row.
  const ringed = [element, element.closest('.govuk-radios__item, .govuk-checkboxes__item')]
  const ring = ringed.some((each) => {
    if (!each) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(each)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
  })
  const { top, bottom } = element.getBoundingClientRect()
  const onScreen = bottom > 0 && top < window.innerHeight
  return { name, there: element.matches(selector), visible: ring && onScreen }
}
