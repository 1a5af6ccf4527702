import type { Ticket } from './post-file.ts'

/** Milliseconds: tickets live 15 minutes, and an upload on a slow line begins well before that. */
const freshness = 10 * 60 * 1000

/** The page's upload ticket, and newer ones from the same page when it is old. */
export class Tickets {
  #ticket: Ticket | undefined
  #since = Date.now()

  constructor(page: ParentNode) {
    this.#ticket = ticketIn(page)
  }

  get isOld(): boolean {
    return Date.now() - this.#since > freshness
  }

  /** Undefined: this browser may not upload for the case any more. */
  get ticket(): Ticket | undefined {
    return this.#ticket
  }

  /** @throws TypeError or AbortError as fetch does */
  async renew(signal: AbortSignal): Promise<void> {
    const answer = await fetch(window.location.pathname, { signal })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    this.#ticket = ticketIn(page)
    this.#since = Date.now()
  }
}

function ticketIn(page: ParentNode): Ticket | undefined {
  const text = page.querySelector<HTMLElement>('form[data-upload]')?.dataset['ticket']
  return text === undefined ? undefined : (JSON.parse(text) as Ticket)
}
