import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../../infra/local/calls.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { DynamoRounds } from '../../shared/aws/rounds.ts'
import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { firstBreak } from '../../shared/domain/history.ts'
import { makeReference } from '../../shared/domain/reference.ts'
import { act } from '../../shared/domain/request.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { after, attachLetter, monday, submission } from '../builders.ts'
import { Aws, tables } from './aws.ts'

let aws: Aws
const requests = new DynamoRequests(tables.requests)
const rounds = new DynamoRounds(tables.requests)
const office = new DynamoOffice(tables.office)
let number = 0

beforeAll(async () => {
  aws = await Aws.open('dynamodb')
})
afterAll(() => aws.close())

/** The next such call of DynamoDB meets this. */
const plant = (action: string, when: Fault['when']): void =>
  aws.calls.plant({ service: 'dynamodb', action, nth: 1, when })

async function submitted(): Promise<StoredRequest> {
  number += 1
  const reference = makeReference('VC', 2026, Uint8Array.of(9, number, 9, number))
  await requests.submit(submission(reference))
  return loaded(reference)
}
async function loaded(reference: string): Promise<StoredRequest> {
  const stored = await requests.load(reference)
  if (!stored) throw new Error('not stored')
  return stored
}
function receive(before: StoredRequest) {
  const acted = act(before.case, attachLetter(), monday)
  if (!acted.ok) throw new Error('refused')
  return requests.save(before, acted.value.case, acted.value.events)
}

describe('a single write that meets a transaction', () => {
  it('is repeated: a look is put off', async () => {
    const before = await submitted()
    plant('UpdateItem', 'conflict')
    await requests.lookAgain(before, '2020-01-01T00:00:00.000Z')
    expect(await requests.due('2020-01-02T00:00:00.000Z', 9)).toContainEqual({
      reference: before.case.reference,
      since: '2020-01-01T00:00:00.000Z',
    })
  })

  it('is repeated: a code is tried', async () => {
    const expiresAt = after(monday, { minutes: 10 })
    const challenge = { id: 'c', keyId: 'k1', person: 'sekar', askedAt: monday, expiresAt }
    await office.challenge(challenge, monday, 5)
    plant('UpdateItem', 'conflict')
    expect((await office.tryChallenge('c', monday, 5))?.triesLeft).toBe(4)
  })
})

describe('the note that an e-mail is out', () => {
  it('is written also where the SDK gave up: else the e-mail went out again', async () => {
    const { case: state } = await submitted()
    const note = { event: 1, recipient: 'sekar' }
    await requests.claimNote(state.reference, note, monday)
    for (const nth of [1, 2, 3, 4]) {
      aws.calls.plant({ service: 'dynamodb', action: 'PutItem', nth, when: 'before' })
    }
    await requests.noteSent(state.reference, note)
    expect((await loaded(state.reference)).notes).toEqual([{ ...note, state: 'sent' }])
  })
})

describe.each<Fault['when']>(['before', 'after', 'throttle', 'timeout', 'conflict'])(
  'a call that fails once: %s',
  (when) => {
    it('does not keep a form from being filed, once', async () => {
      number += 1
      const reference = makeReference('VC', 2026, Uint8Array.of(8, number, 8, number))
      plant('TransactWriteItems', when)
      expect(await requests.submit(submission(reference))).toEqual({ outcome: 'stored' })
      expect((await loaded(reference)).events).toHaveLength(1)
    })

    it('does not make a saved change look like somebody else’s', async () => {
      const before = await submitted()
      plant('TransactWriteItems', when)
      expect(await receive(before)).toBe('saved')
      const { events, case: state } = await loaded(before.case.reference)
      expect([state.version, events.length]).toEqual([2, 2])
      expect(firstBreak(events, hashOf)).toBeUndefined()
    })

    it('does not let two take what is one’s', async () => {
      const { case: state } = await submitted()
      const note = { event: 1, recipient: 'sekar' }
      plant('PutItem', when === 'conflict' ? 'throttle' : when)
      const first = await requests.claimNote(state.reference, note, monday)
      const second = await requests.claimNote(state.reference, note, monday)
      expect(second).toBe(false)
      const later = await requests.claimNote(state.reference, note, after(monday, { hours: 1 }))
      expect([first || later, later]).toEqual([true, true])
    })

    it('raises an attempt by one', async () => {
      const { case: state } = await submitted()
      plant('UpdateItem', when === 'conflict' ? 'throttle' : when)
      await rounds.raiseAttempt(state.reference, 1, 0)
      expect(await rounds.round(state.reference, 1)).toEqual({ attempt: 1 })
    })

    it('counts a wrong try at least once', async () => {
      const key = `fault ${when}`
      plant('UpdateItem', when === 'conflict' ? 'throttle' : when)
      await office.count(key, monday)
      expect(await office.countOf(key, monday)).toBeGreaterThanOrEqual(1)
    })
  },
)
