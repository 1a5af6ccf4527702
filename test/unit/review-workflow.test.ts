import { beforeEach, describe, expect, it } from 'vitest'
import { makeAsk } from '../../functions/reviews/ask.ts'
import type { RecordedEvent } from '../../shared/contracts/ports.ts'
import { after, formFields, monday, officeClock, staff } from '../builders.ts'
import { World } from '../doubles/world.ts'

let world: World
let reference: string

beforeEach(async () => {
  world = await World.open()
  reference = await world.review()
})

const turn = (own: object = {}) => ({
  token: 'a token',
  reference,
  round: 1,
  attempt: 1,
  step: 1,
  act: 'remind',
  ...own,
})
const eventNamed = async (name: string): Promise<RecordedEvent> => {
  const event = (await world.stored(reference)).events.findLast((known) => known.name === name)
  if (!event) throw new Error(`No ${name}`)
  return event
}
async function decide(decision: string, person = 'sekar'): Promise<void> {
  const browser = world.browser()
  const label = { approve: 'Setujui', reject: 'Tolak', return: 'Kembalikan' }[decision] ?? ''
  const path = await world.enter(browser, world.linkIn(`${person}@office.example`, label))
  const stage = (await browser.get(path)).field('stage')
  const answer = await browser.post(path, { decision, reason: 'Alasan.', stage })
  if (answer.status !== 303) throw new Error(`The decision was answered ${answer.status}.`)
}

describe('an accepted letter', () => {
  it('starts one execution, which asks the reviewers', async () => {
    const { executions } = world.workflow
    expect(executions.map(({ name, status }) => [name, status])).toEqual([
      [`${reference}-1-1`, 'RUNNING'],
    ])
    expect(await world.names(reference)).toContain('ReviewOpened')
    expect((await eventNamed('ReviewOpened')).data).toEqual({
      round: 1,
      step: 0,
      to: ['sekar', 'yoga'],
    })
    expect((await world.rounds.round(reference, 1))?.token).toBe(executions[0]?.token)
  })

  it('starts it once, however often its event comes', async () => {
    const event = await eventNamed('LetterAccepted')
    const before = world.dump()
    await Promise.all([world.follow(event), world.follow(event)])
    world.clock.pass({ days: 1 })
    await world.follow(event)
    expect(world.workflow.executions).toHaveLength(1)
    expect(world.dump()).toBe(before)
  })

  it('starts the attempt that the record is at', async () => {
    await world.rounds.raiseAttempt(reference, 1, 1)
    await world.follow(await eventNamed('LetterAccepted'))
    expect(world.workflow.executions.map(({ name }) => name)).toEqual([
      `${reference}-1-1`,
      `${reference}-1-2`,
    ])
  })

  it('starts nothing when the request is decided already', async () => {
    await decide('reject')
    await world.settle()
    await world.follow(await eventNamed('LetterAccepted'))
    expect(world.workflow.executions).toHaveLength(1)
  })

  it('hands over stored instants only, so that a second start is the same', async () => {
    const [first] = world.workflow.executions
    world.clock.pass({ hours: 5 })
    world.workflow.executions.splice(0)
    await world.follow(await eventNamed('LetterAccepted'))
    expect(world.workflow.executions[0]?.input).toEqual(first?.input)
  })
})

describe('a decision', () => {
  it.each(['approve', 'reject', 'return'])(
    'to %s ends the execution with its outcome',
    async (decision) => {
      await decide(decision)
      await world.settle()
      expect(world.workflow.executions).toMatchObject([
        { status: 'SUCCEEDED', output: { outcome: decision } },
      ])
    },
  )

  it('that comes before the token is kept is found by the question itself', async () => {
    await decide('approve')
    world.changes.splice(0)
    expect(world.workflow.executions[0]?.status).toBe('RUNNING')
    const before = world.dump()
    const { token } = world.workflow.executions[0]!
    await world.ask(turn({ token }))
    expect(world.workflow.executions[0]).toMatchObject({
      status: 'SUCCEEDED',
      output: { outcome: 'approve' },
    })
    expect(world.dump()).toBe(before)
  })

  it('of an earlier round, told again, ends no later one', async () => {
    await decide('return')
    await world.settle()
    const returned = await eventNamed('RequestReturned')
    world.clock.pass({ hours: 1 })
    await world.acceptLetter(world.upload(reference, 'corrected'))
    await world.settle()
    await world.follow(returned)
    expect(world.workflow.executions.map(({ name, status }) => [name, status])).toEqual([
      [`${reference}-1-1`, 'SUCCEEDED'],
      [`${reference}-2-1`, 'RUNNING'],
    ])
  })

  it('of an earlier round leaves its question nothing to ask', async () => {
    await decide('return')
    await world.settle()
    world.clock.pass({ hours: 1 })
    await world.acceptLetter(world.upload(reference, 'corrected'))
    await world.settle()
    const before = await world.names(reference)
    await world.ask(turn({ step: 2, act: 'escalate' }))
    expect(await world.names(reference)).toEqual(before)
  })
})

describe('a question', () => {
  it('reminds and escalates once each, whoever asks again', async () => {
    const steps = [turn(), turn({ step: 2, act: 'escalate' }), turn(), turn({ step: 0 })]
    for (const step of [...steps, ...steps]) await world.ask(step)
    const names = await world.names(reference)
    expect(names.slice(-2)).toEqual(['ReviewReminded', 'ReviewEscalated'])
    expect((await eventNamed('ReviewEscalated')).data['to']).toEqual(['section'])
    expect((await world.stored(reference)).case).toMatchObject({ step: 2, lateAt: monday })
  })

  it('reads the case again when somebody else wrote it', async () => {
    let conflicts = 3
    const ask = makeAsk({
      ...world.timed,
      store: {
        load: (ref) => world.store.load(ref),
        save: async (...save) => {
          conflicts -= 1
          return conflicts >= 0 ? 'conflict' : world.store.save(...save)
        },
      },
    })
    await ask(turn())
    expect((await world.names(reference)).at(-1)).toBe('ReviewReminded')
  })

  it.each([
    { token: 'a' },
    {},
    null,
    'text',
    { ...{ token: 'a', reference: 'VC', round: '1', attempt: 1, step: 0, act: 'open-round' } },
    { token: 'a', reference: 'VC', round: 1, attempt: 1, step: 0, act: 'approve' },
  ])('that is no question is refused: %j', async (input) => {
    const before = world.dump()
    await expect(world.ask(input)).rejects.toThrow(Error)
    expect(world.dump()).toBe(before)
  })

  it('about a case that does not exist fails loudly', async () => {
    await expect(world.ask(turn({ reference: 'VC-2026-1111111' }))).rejects.toThrow('not exist')
  })
})

describe('whom a question goes to', () => {
  const people = (own: Record<string, object>) =>
    staff.map((member) => ({ ...member, ...own[member.id] }))
  const told = async (name: string) => (await eventNamed(name)).data['to']

  async function reviewWith(members: typeof staff): Promise<void> {
    world = await World.open(members)
    reference = await world.review()
  }

  it('leaves out the reviewer who is the applicant, however the address is written', async () => {
    await reviewWith(people({ sekar: { email: formFields.email.toUpperCase() } }))
    expect(await told('ReviewOpened')).toEqual(['yoga'])
    expect(world.mailer.to(formFields.email.toUpperCase())).toEqual([])
  })

  it('calls the head where the superior is the applicant', async () => {
    await reviewWith(people({ section: { email: formFields.email } }))
    await world.ask(turn({ step: 2, act: 'escalate' }))
    expect(await told('ReviewEscalated')).toEqual(['head'])
  })

  it('calls the head where the reviewers have no superior', async () => {
    await reviewWith(people({ sekar: { superior: undefined }, yoga: { superior: undefined } }))
    await world.ask(turn({ step: 2, act: 'escalate' }))
    expect(await told('ReviewEscalated')).toEqual(['head'])
  })

  it('asks the superior at once where the only reviewer is the applicant', async () => {
    const members = people({ sekar: { email: formFields.email } })
    await reviewWith(members.filter(({ id }) => id !== 'yoga'))
    expect(await told('ReviewOpened')).toEqual(['section'])
  })
})

describe('nobody decides', () => {
  it('for a fortnight: reminder, call at the limit and on ten mornings, then silence', async () => {
    await world.until(after(monday, { days: 20 }))
    const times = (await world.stored(reference)).events
      .filter(({ name }) => name.startsWith('Review'))
      .map(({ name, at }) => `${name} ${at.slice(5, 16)}`)
    expect(times).toEqual([
      'ReviewOpened 11-23T02:00',
      'ReviewReminded 11-24T01:15',
      'ReviewEscalated 11-24T09:00',
      'ReviewEscalated 11-25T00:30',
      'ReviewEscalated 11-26T00:30',
      'ReviewEscalated 11-27T00:30',
      'ReviewEscalated 11-30T00:30',
      'ReviewEscalated 12-01T00:30',
      'ReviewEscalated 12-02T00:30',
      'ReviewEscalated 12-03T00:30',
      'ReviewEscalated 12-04T00:30',
      'ReviewEscalated 12-07T00:30',
      'ReviewEscalated 12-08T00:30',
    ])
    expect(world.workflow.executions[0]?.status).toBe('SUCCEEDED')
    expect(world.mailer.to('section@office.example')).toHaveLength(11)
    expect(world.mailer.to('sekar@office.example')).toHaveLength(2)
    const { case: request } = await world.stored(reference)
    expect(request).toMatchObject({ status: 'in-review', lateAt: '2026-11-24T09:00:00.000Z' })
  })

  it('and it stays decidable, by the superior and by the reviewer', async () => {
    await world.until(after(monday, { days: 3 }))
    await decide('approve', 'section')
    expect((await world.stored(reference)).case.status).toBe('approved')
  })

  it('over a long holiday: nobody is disturbed on it', async () => {
    world = await World.open()
    world.clock.at = '2026-12-23T03:00:00.000Z'
    reference = await world.review()
    await world.until('2026-12-29T09:00:00.000Z')
    const { events } = await world.stored(reference)
    const days = events.map(({ name, at }) => `${name} ${at.slice(5, 16)}`)
    expect(days.slice(2)).toEqual([
      'ReviewOpened 12-23T03:00',
      'ReviewReminded 12-28T01:45',
      'ReviewEscalated 12-28T09:00',
      'ReviewEscalated 12-29T00:30',
    ])
  })

  it('in a year without a decree: reviewers are asked, and nobody is called late', async () => {
    world = await World.open()
    world.clock.at = '2027-12-31T02:00:00.000Z'
    reference = await world.review({ eventDate: '2028-02-01' })
    await world.until('2028-01-20T02:00:00.000Z')
    expect(await world.names(reference)).toEqual([
      'RequestSubmitted',
      'LetterAccepted',
      'ReviewOpened',
    ])
    expect(world.mailer.to('sekar@office.example').at(-1)?.text).toContain('tahun 2028')
    expect(officeClock.calendar.decreedYears).not.toContain(2028)
  })
})

describe('a request that was returned', () => {
  async function correctedAt(returned: string, corrected: string): Promise<void> {
    await world.until(returned)
    await decide('return')
    await world.settle()
    await world.until(corrected)
    await world.acceptLetter(world.upload(reference, 'corrected'))
    await world.settle()
  }

  it('is timed anew from its corrected letter', async () => {
    await correctedAt('2026-11-23T08:00:00.000Z', '2026-11-25T03:00:00.000Z')
    expect((await world.stored(reference)).case.dueAt).toBe('2026-11-26T09:00:00Z')
    await world.until('2026-11-27T02:00:00.000Z')
    const { events } = await world.stored(reference)
    const second = events.slice(events.findLastIndex(({ name }) => name === 'LetterAccepted') + 1)
    expect(second.map(({ name, at }) => `${name} ${at.slice(5, 16)}`)).toEqual([
      'ReviewOpened 11-25T03:00',
      'ReviewReminded 11-26T01:45',
      'ReviewEscalated 11-26T09:00',
      'ReviewEscalated 11-27T00:30',
    ])
  })

  it('after its limit is asked about and called late, without a reminder in between', async () => {
    await correctedAt('2026-11-25T03:00:00.000Z', '2026-11-26T03:00:00.000Z')
    await world.until('2026-11-26T04:00:00.000Z')
    expect((await world.names(reference)).slice(-3)).toEqual([
      'LetterAccepted',
      'ReviewOpened',
      'ReviewEscalated',
    ])
  })
})
