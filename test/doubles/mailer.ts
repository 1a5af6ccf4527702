import type { Mail, Mailer } from '../../shared/contracts/mail.ts'

/** A mail service in memory; its next sendings can be made to fail. */
export class MemoryMailer implements Mailer {
  readonly sent: Mail[] = []
  #failures = 0

  failNext(times = 1): void {
    this.#failures = times
  }

  async send(mail: Mail): Promise<void> {
    await Promise.resolve()
    if (this.#failures > 0) {
      this.#failures -= 1
      throw new Error('Throttling: Maximum sending rate exceeded.')
    }
    this.sent.push(mail)
  }

  to(address: string): readonly Mail[] {
    return this.sent.filter(({ to }) => to.address === address)
  }
}
