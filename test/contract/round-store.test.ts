import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoRounds } from '../../shared/aws/rounds.ts'
import type { RoundStore } from '../../shared/contracts/ports.ts'
import { MemoryRounds } from '../doubles/rounds.ts'
import { Aws, tables } from './aws.ts'

let number = 0
const reference = (): string => {
  number += 1
  return `VC-2026-${number}`
}

describe.each([
  ['in memory', () => Promise.resolve({ rounds: new MemoryRounds(), close: () => {} })],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      return { rounds: new DynamoRounds(tables.requests), close: () => aws.close() }
    },
  ],
] as const)('the rounds %s', (_, open) => {
  let rounds: RoundStore
  let close: () => Promise<void> | void

  beforeAll(async () => {
    const opened = await open()
    rounds = opened.rounds
    close = opened.close
  })
  afterAll(() => close())

  it('knows no round that was not begun', async () => {
    expect(await rounds.round(reference(), 1)).toBeUndefined()
  })

  it('raises the attempt from what the caller saw, once', async () => {
    const ref = reference()
    const raised = await Promise.all(
      Array.from({ length: 10 }, () => rounds.raiseAttempt(ref, 1, 0)),
    )
    expect(raised.filter(Boolean)).toHaveLength(1)
    expect(await rounds.raiseAttempt(ref, 1, 0)).toBe(false)
    expect(await rounds.raiseAttempt(ref, 1, 1)).toBe(true)
    expect(await rounds.raiseAttempt(ref, 1, 5)).toBe(false)
    expect(await rounds.round(ref, 1)).toEqual({ attempt: 2 })
  })

  it('keeps the token of the present attempt, the latest one', async () => {
    const ref = reference()
    await rounds.raiseAttempt(ref, 1, 0)
    await rounds.keepToken(ref, 1, 1, 'first')
    await rounds.keepToken(ref, 1, 1, 'second')
    expect(await rounds.round(ref, 1)).toEqual({ attempt: 1, token: 'second' })
  })

  it('does not let an older attempt, or one of no round, leave its token', async () => {
    const ref = reference()
    await rounds.keepToken(ref, 1, 1, 'stray')
    expect(await rounds.round(ref, 1)).toBeUndefined()
    await rounds.raiseAttempt(ref, 1, 0)
    await rounds.raiseAttempt(ref, 1, 1)
    await rounds.keepToken(ref, 1, 2, 'present')
    await rounds.keepToken(ref, 1, 1, 'late')
    expect(await rounds.round(ref, 1)).toEqual({ attempt: 2, token: 'present' })
  })

  it('keeps the rounds of a case apart', async () => {
    const ref = reference()
    await rounds.raiseAttempt(ref, 1, 0)
    await rounds.keepToken(ref, 1, 1, 'first round')
    await rounds.raiseAttempt(ref, 2, 0)
    expect(await rounds.round(ref, 2)).toEqual({ attempt: 1 })
    expect((await rounds.round(ref, 1))?.token).toBe('first round')
  })
})
