import { approvalLink, type Patience, Person } from './people.ts'
import { pause, type Seams } from './seams.ts'

/** How long a person waits before they try again while the machine is off, in milliseconds. */
const again = 50

/** Ten minutes and more: no number of kills keeps a person from an answer for so long. */
const mostTries = 12_000

/** The patience of people whose machine may be off. */
export const untilAnswered: Patience = async (attempt) => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === mostTries) throw new Error('Nobody answers any more.', { cause: error })
      await pause(again)
    }
  }
}

/** What people were told is done. */
export type Acknowledged = {
  readonly filed: Set<string>
  readonly uploaded: Set<string>
  readonly decided: Set<string>
}

/** People at work on a host that may be gone at any moment: they try until they are answered. */
export class Load {
  readonly acknowledged: Acknowledged = {
    filed: new Set(),
    uploaded: new Set(),
    decided: new Set(),
  }
  readonly #seams: Seams
  readonly #reviewer: Person
  readonly #people: readonly Promise<void>[]
  #over = false

  /**
   * @param applicants how many file at once
   * @param reviewer decides beside them, on a device that is remembered
   */
  constructor(seams: Seams, applicants: number, reviewer: Person) {
    this.#seams = seams
    this.#reviewer = reviewer
    this.#people = [...Array.from({ length: applicants }, () => this.#apply()), this.#review()]
  }

  /**
   * Rejects with what a person could not get over, and sends the others home; else it resolves when
   * everybody has ended.
   */
  get stuck(): Promise<unknown> {
    return Promise.all(this.#people).catch((error: unknown) => {
      this.#over = true
      throw error
    })
  }

  /** Lets everybody end what they have begun. @throws Error that a person could not get over */
  async end(): Promise<void> {
    this.#over = true
    await this.stuck
  }

  async #apply(): Promise<void> {
    const { filed, uploaded } = this.acknowledged
    while (!this.#over) {
      const person = new Person(this.#seams, untilAnswered)
      const reference = await person.file()
      filed.add(reference)
      await person.upload(reference)
      uploaded.add(reference)
      await pause(again)
    }
  }

  async #review(): Promise<void> {
    while (!this.#over) {
      await pause(again)
      await this.decideNext()
    }
  }

  /** Decides on one case that the reviewer's mailbox holds; false where it holds none. */
  async decideNext(): Promise<boolean> {
    const { uploaded, decided } = this.acknowledged
    const waiting = [...uploaded].filter((reference) => !decided.has(reference))
    if (waiting.length === 0) return false
    const mails = await untilAnswered(() => this.#seams.mail())
    for (const reference of waiting) {
      const link = approvalLink(mails, reference)
      if (link === undefined) continue
      await this.#reviewer.approve(link)
      decided.add(reference)
      return true
    }
    return false
  }
}
