import type { Round, RoundStore } from '../../shared/contracts/ports.ts'

/** The open rounds in memory. */
export class MemoryRounds implements RoundStore {
  readonly #rounds = new Map<string, Round>()

  dump(): string {
    return JSON.stringify([...this.#rounds])
  }

  async round(reference: string, round: number): Promise<Round | undefined> {
    await Promise.resolve()
    return this.#rounds.get(`${reference}#${round}`)
  }

  async raiseAttempt(reference: string, round: number, from: number): Promise<boolean> {
    await Promise.resolve()
    const known = this.#rounds.get(`${reference}#${round}`)
    if ((known?.attempt ?? 0) !== from) return false
    this.#rounds.set(`${reference}#${round}`, { ...known, attempt: from + 1 })
    return true
  }

  async keepToken(reference: string, round: number, attempt: number, token: string): Promise<void> {
    await Promise.resolve()
    const known = this.#rounds.get(`${reference}#${round}`)
    if (known?.attempt === attempt) this.#rounds.set(`${reference}#${round}`, { attempt, token })
  }
}
