import { styleText } from 'node:util'

export type LogOptions = {
  /** Receives one whole line, without a line break. */
  write: (line: string) => void
  /** The host's clock, milliseconds. */
  now: () => number
  colour: boolean
  /** Also function output and AWS calls. */
  verbose: boolean
}

type Style = Parameters<typeof styleText>[0]

/** The office's time, as the console shows it: UTC+7 all year, in milliseconds. */
const wib = 7 * 3_600_000

/** The terminal: one readable line for each request, e-mail and transition. */
export class Log {
  readonly #options: LogOptions

  constructor(options: LogOptions) {
    this.#options = options
  }

  request(method: string, path: string, status: number, milliseconds: number): void {
    const style = status >= 500 ? 'red' : status >= 400 ? 'yellow' : 'green'
    // A query may hold personal data and a long segment a token: neither is shown.
    const shown = path.replaceAll(/([^/]{12})[^/]{12,}/g, '$1…')
    const took = this.#paint('dim', `${Math.round(milliseconds)} ms`)
    this.#line('http', `${this.#paint(style, String(status))} ${method} ${shown} ${took}`)
  }

  mail(to: string, subject: string): void {
    this.#line('mail', `${this.#paint('cyan', to)} ${subject}`)
  }

  transition(execution: string, state: string): void {
    this.#line('flow', `${execution} ${this.#paint('magenta', state)}`)
  }

  /** Something the person at the terminal should know. */
  note(text: string): void {
    this.#line('host', text)
  }

  problem(text: string): void {
    this.#line('host', this.#paint('red', text))
  }

  /** Shown with --verbose only: a function's own output or an AWS call. */
  detail(kind: 'call' | 'code', text: string): void {
    if (this.#options.verbose) this.#line(kind, this.#paint('dim', text))
  }

  #line(kind: string, text: string): void {
    const at = new Date(this.#options.now() + wib).toISOString().slice(0, 19).replace('T', ' ')
    this.#options.write(`${this.#paint('dim', at)} ${this.#paint('blue', kind)} ${text}`)
  }

  #paint(style: Style, text: string): string {
    return this.#options.colour ? styleText(style, text, { validateStream: false }) : text
  }
}
