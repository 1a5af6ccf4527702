import type { OfficeStore } from '../contracts/ports.ts'
import { clientOf } from './client.ts'
import type { WebEvent } from './http.ts'
import type { Signer } from './signing.ts'

type WaitPorts = {
  readonly signer: Signer
  readonly counter: Pick<OfficeStore, 'count'>
  readonly now: () => Date
}

/** Stands in for a proof of work from `left` seconds on; 0: now. */
export type Wait = { readonly ticket: string; readonly left: number }

/**
 * Seconds. Whoever sends a form without proof waits `first`; what one client (an address, perhaps a
 * whole office) sends beyond `free` an hour queues up, `each` apart. `longest` keeps that a cost:
 * nobody is locked out by what others at the same address do.
 */
const waits = { first: 20, free: 30, each: 10, longest: 300 }

export const waitOf = (nth: number): number =>
  Math.min(waits.longest, waits.first + waits.each * Math.max(0, nth - waits.free))

/** A ticket for this draft alone, valid after a wait and as long as the form (`lifetime`, seconds). */
export async function askToWait(
  { signer, counter, now }: WaitPorts,
  event: WebEvent,
  draftId: string,
  lifetime: number,
): Promise<Wait> {
  const at = now()
  const nth = await counter.count(`FORM#${await clientOf(event, signer, at)}`, at.toISOString())
  const left = waitOf(nth)
  const claims = { draft: draftId, from: Math.floor(at.getTime() / 1000) + left }
  return { ticket: await signer.sign('confirm', claims, at, lifetime), left }
}

/** What is left of a ticket's wait; undefined for none, and for that of another draft. */
export async function waitLeft(
  signer: Signer,
  ticket: string | undefined,
  draftId: string,
  now: Date,
): Promise<Wait | undefined> {
  const known = await signer.verify('confirm', ticket, now)
  if (ticket === undefined || known?.claims['draft'] !== draftId) return undefined
  const left = Math.ceil(Number(known.claims['from']) - now.getTime() / 1000)
  return { ticket, left: Math.max(0, left) }
}
