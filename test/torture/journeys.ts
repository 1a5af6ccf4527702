import { approvalLink, Person } from './people.ts'
import type { Seams } from './seams.ts'

/** What happens to one case, step by step; each leaves time for retries and sweeps to repair. */
export const steps = ['submit', 'upload', 'sweep', 'remind', 'escalate', 'decide', 'rest'] as const
export type Step = (typeof steps)[number]

/** Three sweeps, and every retry of Lambda and Step Functions. */
const repair = { advance: 'PT46M' } as const

/** One case on its way: steps are taken in their order; `remind` and `escalate` may be left out. */
export class Journey {
  readonly #seams: Seams
  readonly #applicant: Person
  readonly #reviewer: Person
  #reference = ''

  constructor(seams: Seams, reviewer = new Person(seams)) {
    this.#seams = seams
    this.#applicant = new Person(seams)
    this.#reviewer = reviewer
  }

  get reference(): string {
    return this.#reference
  }

  /** Takes one step and waits until nothing is in flight. @throws Error where a person is stuck */
  async take(step: Step): Promise<void> {
    if (step === 'submit') this.#reference = await this.#applicant.file()
    else if (step === 'upload') await this.#applicant.upload(this.#reference)
    else if (step === 'decide') await this.#decide()
    else if (step === 'remind') await this.#reach(0)
    else if (step === 'escalate') await this.#reach(1)
    else await this.#seams.advance(repair)
    await this.#seams.settle()
  }

  async #decide(): Promise<void> {
    const link = approvalLink(await this.#seams.mail(), this.#reference)
    if (link === undefined) throw new Error(`The reviewer got no e-mail about ${this.#reference}.`)
    await this.#reviewer.approve(link)
  }

  /** To the end of a turn of the review, if it is not over yet. */
  async #reach(turn: number): Promise<void> {
    const until = await this.#endOf(turn)
    if ((await this.#seams.now()) > until + 1000) return
    await this.#seams.advance({ to: new Date(until + 1000).toISOString() })
  }

  async #endOf(turn: number): Promise<number> {
    const executions = await this.#seams.executions()
    const asks = executions
      .filter(({ name }) => name.startsWith(this.#reference))
      .flatMap(({ input }) => (input as { asks: { step: number; until: string }[] }).asks)
    const until = asks.find(({ step }) => step === turn)?.until
    if (until === undefined) throw new Error(`${this.#reference} has no turn ${turn}.`)
    return Date.parse(until)
  }
}
