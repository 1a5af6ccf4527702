import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChainedEvent, chain, firstBreak } from '../../shared/domain/history.ts'
import type { RequestEvent } from '../../shared/domain/request.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { after, monday } from '../builders.ts'

const event = (name: RequestEvent['name'], own: Partial<RequestEvent> = {}): RequestEvent => ({
  name,
  at: monday,
  actor: { kind: 'system' },
  data: {},
  ...own,
})

/** Four events in three versions. */
function history(): readonly ChainedEvent[] {
  const batches = [
    [event('RequestSubmitted', { actor: { kind: 'applicant' } })],
    [event('LetterAccepted', { data: { round: 1, dueAt: after(monday, { days: 1 }) } })],
    [
      event('ReviewOpened', { data: { round: 1, step: 0, to: ['sekar', 'yoga'] } }),
      event('RequestApproved', { actor: { kind: 'staff', id: 'sekar' }, data: { linked: true } }),
    ],
  ]
  const past: ChainedEvent[] = []
  batches.forEach((events, at) => {
    past.push(...chain('VC-2026-0000000', at + 1, events, past.at(-1)?.hash ?? '', hashOf))
  })
  return past
}

/** Every place of the history that holds a text, a number or a truth. */
function places(value: unknown, path: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[...path]]
  return Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))
}

function changedAt(events: readonly ChainedEvent[], path: readonly (string | number)[]) {
  const copy = structuredClone(events) as unknown as Record<string | number, never>
  const owner = path.slice(0, -1).reduce((value, key) => value[key]!, copy) as Record<
    string | number,
    unknown
  >
  const last = path.at(-1) ?? ''
  const value = owner[last]
  if (typeof value === 'number') owner[last] = value + 1
  else if (typeof value === 'boolean') owner[last] = !value
  else owner[last] = `${String(value)}x`
  return copy as unknown as readonly ChainedEvent[]
}

describe('a case’s history', () => {
  it('numbers events and joins each to the one before', () => {
    const events = history()
    expect(events.map(({ version, n }) => [version, n])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [3, 1],
    ])
    expect(events.map(({ prevHash }) => prevHash)).toEqual([
      '',
      ...events.slice(0, -1).map(({ hash }) => hash),
    ])
    expect(new Set(events.map(({ hash }) => hash)).size).toBe(events.length)
  })

  it('is whole as it was written, also when fields come back in another order', () => {
    const reordered = history().map(
      (event) => Object.fromEntries(Object.entries(event).reverse()) as unknown as ChainedEvent,
    )
    expect(firstBreak(history(), hashOf)).toBeUndefined()
    expect(firstBreak(reordered, hashOf)).toBeUndefined()
    expect(firstBreak([], hashOf)).toBeUndefined()
  })

  it.each(places(history()).map((path) => ({ path, name: path.join('.') })))(
    'shows a change of $name',
    ({ path }) => {
      const broken = firstBreak(changedAt(history(), path), hashOf)
      expect(broken).toBeDefined()
    },
  )

  it('names the event that was changed', () => {
    const events = history()
    const broken = firstBreak(changedAt(events, [1, 'data', 'dueAt']), hashOf)
    expect(broken?.version).toBe(2)
  })

  it('shows an event that was taken out, put in or moved', () => {
    const events = history()
    fc.assert(
      fc.property(fc.nat(events.length - 2), (at) => {
        const without = events.filter((_, index) => index !== at)
        const twice = [...events.slice(0, at), events[at]!, ...events.slice(at)]
        const swapped = [...events]
        swapped.splice(at, 2, events[at + 1]!, events[at]!)
        for (const changed of [without, twice, swapped])
          expect(firstBreak(changed, hashOf)).toBeDefined()
      }),
      { numRuns: 20 },
    )
  })
})
