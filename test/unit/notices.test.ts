import { describe, expect, it } from 'vitest'
import { makeFollow } from '../../functions/reviews/follow.ts'
import type { ChainedEvent } from '../../shared/domain/history.ts'
import { noticesFor, onlyRecorded, onlyTold } from '../../shared/domain/notices.ts'
import type { RequestEventName, RequestStatus } from '../../shared/domain/vocabulary.ts'
import { requestEvents, requestStatuses } from '../../shared/domain/vocabulary.ts'
import { monday, requestIn } from '../builders.ts'

const event = (name: RequestEventName, data: ChainedEvent['data'] = {}): ChainedEvent => ({
  name,
  at: monday,
  actor: { kind: 'system' },
  data,
  reference: 'VC-2026-0000000',
  version: 2,
  n: 0,
  prevHash: '',
  hash: '',
})
const told = (one: ChainedEvent, status: RequestStatus) =>
  noticesFor(one, requestIn(status)).map(({ recipient, kind }) => `${recipient}: ${kind}`)
const turn = { round: 1, step: 0, to: ['sekar', 'yoga'] }

describe('who is told', () => {
  it.each<[RequestEventName, ChainedEvent['data'], readonly string[]]>([
    ['RequestSubmitted', {}, []],
    ['LetterRefused', { fault: 'empty', refusals: 5 }, ['applicant: letter-refused']],
    ['LetterRefused', { fault: 'empty', refusals: 6 }, []],
    ['LetterAccepted', {}, ['applicant: received']],
    ['DueDateSet', {}, []],
    ['ReviewOpened', turn, ['sekar: review', 'yoga: review']],
    ['ReviewReminded', turn, ['sekar: reminder', 'yoga: reminder']],
    ['ReviewEscalated', { ...turn, to: ['section'] }, ['section: overdue']],
    ['RequestApproved', { linked: false }, ['applicant: approved']],
    ['RequestApproved', { linked: true }, ['applicant: links']],
    ['RequestRejected', {}, ['applicant: rejected']],
    ['RequestReturned', {}, ['applicant: returned']],
    ['LinkRecorded', { linked: true }, ['applicant: links']],
    ['LetterDownloaded', {}, []],
    ['RequestCancelled', { to: [] }, ['applicant: cancelled']],
    ['RequestCancelled', { to: ['sekar'] }, ['applicant: cancelled', 'sekar: withdrawn']],
    ['TimeChanged', { to: ['sekar'] }, ['applicant: time-changed', 'sekar: withdrawn']],
    ['RequestRevised', { keepLetter: true }, ['applicant: received']],
    ['RequestRevised', { keepLetter: false }, []],
    ['RequestExpired', {}, ['applicant: expired']],
  ])('of %s %j', (name, data, expected) => {
    expect(told(event(name, data), 'in-review')).toEqual(expected)
  })

  it('of a correction that is awaited is the applicant, while it is', () => {
    const reminded = event('CorrectionReminded')
    expect(told(reminded, 'needs-correction')).toEqual(['applicant: correction-reminder'])
    expect(told(reminded, 'in-review')).toEqual([])
  })

  it('is settled for every event', () => {
    for (const name of requestEvents)
      expect(Array.isArray(noticesFor(event(name, turn), requestIn('in-review')))).toBe(true)
  })

  it('is nobody of what is only recorded, which the stream’s readers never see', () => {
    for (const name of onlyRecorded)
      for (const status of requestStatuses) expect(told(event(name, turn), status)).toEqual([])
  })

  it('moves no review by what people are only told of, nor by what is only recorded', async () => {
    const never = (): never => {
      throw new Error('The review was touched.')
    }
    const world = { load: never, round: never, raiseAttempt: never, clock: never, start: never }
    const ports = {
      store: world,
      rounds: world,
      office: world,
      workflow: { ...world, resume: never },
    }
    const follow = makeFollow(ports)
    for (const name of [...onlyRecorded, ...onlyTold]) await follow(event(name, turn))
    await expect(follow(event('LetterAccepted'))).rejects.toThrow('touched')
  })

  it('leaves out calls for a decision that is made', () => {
    const others = requestStatuses.filter((status) => status !== 'in-review')
    for (const status of others) expect(told(event('ReviewOpened', turn), status)).toEqual([])
  })

  it('leaves out calls of an earlier round', () => {
    expect(told(event('ReviewReminded', { ...turn, round: 0 }), 'in-review')).toEqual([])
  })

  it('tells the applicant however late', () => {
    for (const status of requestStatuses)
      expect(told(event('RequestReturned'), status)).toEqual(['applicant: returned'])
  })
})
