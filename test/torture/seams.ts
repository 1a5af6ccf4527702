import { setTimeout as delay } from 'node:timers/promises'
import type { Call, Fault } from '../../infra/local/calls.ts'
import type { Message } from '../../infra/local/mail.ts'
import type { ExecutionView } from '../../infra/local/states.ts'

/** The seams of a running host: all that torture knows of it besides its pages. */
export class Seams {
  readonly origin: string

  constructor(origin: string) {
    this.origin = origin
  }

  mail(): Promise<readonly Message[]> {
    return this.#ask('mail')
  }

  calls(): Promise<readonly Call[]> {
    return this.#ask('calls')
  }

  executions(): Promise<readonly ExecutionView[]> {
    return this.#ask('executions')
  }

  /** Messages of every dead-letter queue. */
  async deadLetters(): Promise<readonly { readonly body: string }[]> {
    const queues =
      await this.#ask<readonly { messages: readonly { body: string }[] }[]>('dead-letters')
    return queues.flatMap(({ messages }) => messages)
  }

  /** Every item and object version. */
  async dump(): Promise<readonly unknown[]> {
    const text = await (await fetch(`${this.origin}/_local/dump`)).text()
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line))
  }

  /** The clock, milliseconds. */
  async now(): Promise<number> {
    return Date.parse((await this.#ask<{ now: string }>('clock')).now)
  }

  /** Moves the clock; answers when all that fell due has run. */
  async advance(to: { readonly advance: string } | { readonly to: string }): Promise<void> {
    await this.#ask('clock', 'POST', to)
  }

  async settle(): Promise<void> {
    await this.#ask('settle', 'POST', {})
  }

  async plant(fault: Fault): Promise<void> {
    await this.#ask('faults', 'POST', fault)
  }

  /** Takes the planted faults away; gives how many calls met one. */
  async endFaults(): Promise<number> {
    const planted = await this.#ask<readonly { met: number }[]>('faults')
    await this.#ask('faults', 'DELETE')
    return planted.reduce((sum, { met }) => sum + met, 0)
  }

  async duplicates(setting: { on: boolean; seed: number; again?: string }): Promise<void> {
    await this.#ask('duplicates', 'POST', setting)
  }

  async #ask<T>(seam: string, method = 'GET', body?: object): Promise<T> {
    const answer = await fetch(`${this.origin}/_local/${seam}`, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`/_local/${seam} answered ${answer.status}: ${text}`)
    return JSON.parse(text) as T
  }
}

/** Waits on the real clock, in milliseconds: for processes, never for the service. */
export const pause = (ms: number): Promise<void> => delay(ms)
