import { after } from '../builders.ts'

/** A clock that stands still until the test moves it. */
export class StepClock {
  at: string

  constructor(at: string) {
    this.at = at
  }

  readonly now = (): Date => new Date(this.at)

  pass(span: Parameters<typeof after>[1]): void {
    this.at = after(this.at, span)
  }
}
