import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeSweep } from '../../functions/operations/sweep.ts'
import { executionName } from '../../shared/domain/review-execution.ts'
import { after, formFields, monday, officeClock, staff } from '../builders.ts'
import { World } from '../doubles/world.ts'

let world: World

beforeEach(async () => {
  world = await World.open()
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** Runs the sweep every quarter of an hour until `to`, as its schedule does. */
async function sweepUntil(to: string): Promise<void> {
  while (world.clock.at < to) {
    await world.until(after(world.clock.at, { minutes: 15 }))
    await world.sweep()
    await world.settle()
  }
}
const executions = () =>
  world.workflow.executions.map(({ name, status }) => `${name.slice(16)} ${status}`)
const state = async (reference: string) => (await world.stored(reference)).case
const steps = () =>
  world.workflow.executions.at(-1)?.input.asks.map(({ step, act }) => `${step} ${act}`)

describe('a lost execution', () => {
  it('of a letter whose event nobody heard is started', async () => {
    const reference = await world.file()
    await world.acceptLetter(world.upload(reference))
    world.changes.splice(0)
    await sweepUntil(after(monday, { minutes: 30 }))
    expect(executions()).toEqual(['1-1 RUNNING'])
    expect(await world.names(reference)).toContain('ReviewOpened')
    expect(world.mailer.to('sekar@office.example')).toHaveLength(1)
    expect(world.mailer.to(formFields.email)).toHaveLength(1)
  })

  it.each([
    ['before the reminder', '2026-11-23T08:00:00.000Z', '0 open-round', 1],
    ['after the reminder', '2026-11-24T02:00:00.000Z', '1 remind', 2],
    ['after the limit', '2026-11-25T01:00:00.000Z', '3 escalate', 2],
  ])('is started again where the record is: %s', async (_, at, first, mails) => {
    const reference = await world.review()
    await world.until(at)
    world.workflow.lose(executionName(reference, 1, 1))
    await sweepUntil(after(at, { minutes: 15 }))
    expect(executions()).toEqual(['1-1 LOST', '1-2 RUNNING'])
    expect(steps()?.[0]).toBe(first)
    expect(world.mailer.to('sekar@office.example')).toHaveLength(mails)
  })

  it('of the night is started again when the office opens', async () => {
    const reference = await world.review()
    await world.until('2026-11-24T08:50:00.000Z')
    world.workflow.lose(executionName(reference, 1, 1))
    await sweepUntil('2026-11-25T00:15:00.000Z')
    expect(executions()).toEqual(['1-1 LOST'])
    await sweepUntil('2026-11-25T00:45:00.000Z')
    expect(executions()).toEqual(['1-1 LOST', '1-2 RUNNING'])
    expect(world.mailer.to('section@office.example')).toHaveLength(1)
  })

  it('that was lost before anybody was asked asks first, then calls', async () => {
    const reference = await world.file()
    await world.acceptLetter(world.upload(reference))
    world.changes.splice(0)
    world.clock.at = '2026-11-24T09:30:00.000Z'
    await world.sweep()
    await world.until(after(world.clock.at, { minutes: 1 }))
    expect((await world.names(reference)).slice(-2)).toEqual(['ReviewOpened', 'ReviewEscalated'])
    expect(world.mailer.to('sekar@office.example')).toHaveLength(1)
    expect(world.mailer.to('section@office.example')).toHaveLength(1)
  })

  it('takes each milestone of the rest at its time', async () => {
    const reference = await world.review()
    world.workflow.lose(executionName(reference, 1, 1))
    await sweepUntil('2026-11-25T02:00:00.000Z')
    expect((await world.names(reference)).slice(2)).toEqual([
      'ReviewOpened',
      'ReviewReminded',
      'ReviewEscalated',
      'ReviewEscalated',
    ])
  })

  it('is started again when a start was lost between the record and the workflow', async () => {
    const reference = await world.review()
    await world.rounds.raiseAttempt(reference, 1, 1)
    await sweepUntil(after(monday, { minutes: 30 }))
    expect(executions()).toContain('1-3 RUNNING')
  })

  it('is started by one of two sweeps at once', async () => {
    const reference = await world.review()
    world.workflow.lose(executionName(reference, 1, 1))
    world.clock.pass({ minutes: 20 })
    await Promise.all([world.sweep(), world.sweep()])
    expect(executions().filter((name) => name.endsWith('RUNNING'))).toHaveLength(1)
  })

  it('is none while it runs: nothing is done', async () => {
    const reference = await world.review()
    await sweepUntil(after(monday, { hours: 3 }))
    expect(executions()).toEqual(['1-1 RUNNING'])
    expect(world.store.lookAt(reference)).toBe('2026-11-24T01:30:00.000Z')
    expect(world.mailer.sent).toHaveLength(3)
  })
})

describe('a request that waits for its applicant', () => {
  it('is closed with notice at the end of the tenth working day', async () => {
    const reference = await world.file()
    await sweepUntil('2026-12-07T08:59:00.000Z')
    expect((await state(reference)).status).toBe('awaiting-letter')
    await sweepUntil('2026-12-07T09:31:00.000Z')
    expect((await state(reference)).status).toBe('expired')
    expect(world.mailer.to(formFields.email).map(({ subject }) => subject)).toEqual([
      `[${reference}] Permohonan Anda ditutup`,
    ])
    await sweepUntil('2026-12-07T10:31:00.000Z')
    expect(await world.store.due('2030-01-01T00:00:00.000Z', 200)).toEqual([])
  })

  it('counts anew from a return', async () => {
    const reference = await world.review()
    await world.until('2026-11-24T02:00:00.000Z')
    const browser = world.browser()
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Kembalikan'))
    await browser.post(path, { stage: '2', decision: 'return', reason: 'Cap.' })
    await world.settle()
    await sweepUntil('2026-12-08T08:59:00.000Z')
    expect((await state(reference)).status).toBe('needs-correction')
    await sweepUntil('2026-12-08T09:31:00.000Z')
    expect((await state(reference)).status).toBe('expired')
  })

  it('is not forgotten where its end waits for a decree', async () => {
    world.clock.at = '2027-12-27T02:00:00.000Z'
    const reference = await world.file(world.browser(), { eventDate: '2028-02-01' })
    await sweepUntil('2027-12-28T02:00:00.000Z')
    const calendar = { ...officeClock.calendar, decreedYears: [2026, 2027, 2028] }
    world.office.setClock({ ...officeClock, calendar })
    await sweepUntil('2028-01-11T10:00:00.000Z')
    expect((await state(reference)).status).toBe('expired')
  })
})

describe('a limit that waits for a decree', () => {
  const received = '2027-12-31T02:00:00.000Z'
  const calendar = { ...officeClock.calendar, decreedYears: [2026, 2027, 2028] }
  let reference: string

  beforeEach(async () => {
    world.clock.at = received
    reference = await world.review({ eventDate: '2028-02-01' })
  })

  it('is set within two hours of it, and the timer runs by it', async () => {
    await sweepUntil(after(received, { hours: 2 }))
    world.office.setClock({ ...officeClock, calendar })
    await sweepUntil(after(received, { hours: 4 }))
    expect((await state(reference)).dueAt).toBe('2028-01-03T09:00:00Z')
    expect(await world.names(reference)).toContain('DueDateSet')
    await sweepUntil('2028-01-04T02:00:00.000Z')
    expect((await world.names(reference)).slice(-3)).toEqual([
      'ReviewReminded',
      'ReviewEscalated',
      'ReviewEscalated',
    ])
  })

  it('is set once by two sweeps at once', async () => {
    world.office.setClock({ ...officeClock, calendar })
    world.clock.pass({ hours: 2 })
    await Promise.all([world.sweep(), world.sweep()])
    expect((await world.names(reference)).filter((name) => name === 'DueDateSet')).toHaveLength(1)
  })

  it('starts the timer also when the first sweep broke off before the start', async () => {
    world.office.setClock({ ...officeClock, calendar })
    world.clock.pass({ hours: 2 })
    const start = world.workflow.start.bind(world.workflow)
    world.workflow.start = () => Promise.reject(new Error('killed'))
    await expect(world.sweep()).rejects.toThrow('left 1 of 1')
    world.workflow.start = start
    await sweepUntil('2028-01-04T02:00:00.000Z')
    expect((await world.names(reference)).slice(-3)).toEqual([
      'ReviewReminded',
      'ReviewEscalated',
      'ReviewEscalated',
    ])
  })
})

describe('somebody who was not told', () => {
  it('and has left the office is not waited for', async () => {
    const reference = await world.review()
    const opened = (await world.stored(reference)).events.at(-1)!
    await world.store.releaseNote(reference, { event: opened.version, recipient: 'yoga' })
    world.office.staff = () => Promise.resolve(staff.filter(({ id }) => id !== 'yoga'))
    await sweepUntil(after(monday, { minutes: 45 }))
    expect(world.store.lookAt(reference)).toBe('2026-11-24T01:30:00.000Z')
    expect(world.mailer.to('yoga@office.example')).toHaveLength(1)
    expect((await world.stored(reference)).notes).toContainEqual({
      event: opened.version,
      recipient: 'yoga',
      state: 'unaddressed',
    })
  })

  async function decideWithoutTelling(): Promise<void> {
    const browser = world.browser()
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Tolak'))
    await browser.post(path, { stage: '2', decision: 'reject', reason: 'Penuh.' })
    world.changes.splice(0)
  }

  it('is told when the stream missed the event', async () => {
    const reference = await world.review()
    await decideWithoutTelling()
    await sweepUntil(after(monday, { minutes: 30 }))
    expect(world.mailer.to(formFields.email).at(-1)?.subject).toContain('ditolak')
    await sweepUntil(after(monday, { minutes: 60 }))
    expect(world.mailer.to(formFields.email)).toHaveLength(2)
    expect(world.store.lookAt(reference)).toBeUndefined()
  })

  it('is looked at soon again when the stream gave up as well', async () => {
    const reference = await world.review()
    await decideWithoutTelling()
    for (let times = 0; times < 3; times += 1) {
      world.clock.pass({ minutes: 16 })
      await world.sweep()
      world.mailer.failNext()
      await world.settle().catch(() => undefined)
      world.changes.splice(0)
    }
    expect(world.mailer.to(formFields.email)).toHaveLength(1)
    world.mailer.failNext(0)
    await sweepUntil(after(world.clock.at, { minutes: 30 }))
    expect(world.mailer.to(formFields.email)).toHaveLength(2)
    expect(world.store.lookAt(reference)).toBeUndefined()
  })

  it('is tried again until the mail service answers, then never again', async () => {
    const reference = await world.file()
    world.letters.judge = () => ({ ok: false, fault: 'damaged' })
    await world.acceptLetter(world.upload(reference))
    world.mailer.failNext(3)
    for (let times = 0; times < 3; times += 1) {
      await world.settle().catch(() => undefined)
      world.clock.pass({ minutes: 20 })
      await world.sweep()
    }
    await world.settle()
    expect(world.mailer.to(formFields.email)).toHaveLength(1)
    const sent = world.mailer.sent.length
    await sweepUntil(after(world.clock.at, { hours: 2 }))
    expect(world.mailer.sent).toHaveLength(sent)
  })
})

describe('many cases', () => {
  it('are all looked at though one of them is poisoned', async () => {
    const references: string[] = []
    for (let count = 0; count < 5; count += 1) references.push(await world.review())
    for (const reference of references) world.workflow.lose(executionName(reference, 1, 1))
    world.clock.pass({ minutes: 20 })
    const poisoned = references[2]
    const sweep = makeSweep({
      ...world.timed,
      store: {
        due: (...due) => world.store.due(...due),
        save: (...save) => world.store.save(...save),
        lookAgain: (...look) => world.store.lookAgain(...look),
        load: (reference) =>
          reference === poisoned
            ? Promise.reject(new Error('ValidationException'))
            : world.store.load(reference),
      },
    })
    await expect(sweep()).rejects.toThrow('left 1 of 5')
    const running = world.workflow.executions.filter(({ status }) => status === 'RUNNING')
    expect(running).toHaveLength(4)
    expect(await world.sweep()).toEqual({ looked: 5, failed: 0 })
    expect(world.workflow.executions.filter(({ status }) => status === 'RUNNING')).toHaveLength(5)
  })

  it('that are not due are not read', async () => {
    await world.review()
    world.clock.pass({ minutes: 10 })
    expect(await world.sweep()).toEqual({ looked: 0, failed: 0 })
  })
})

describe('a review that nobody decided for ten days', () => {
  it('stays in sight and starts no more executions', async () => {
    const reference = await world.review()
    await world.until('2026-12-09T00:00:00.000Z')
    await sweepUntil('2026-12-10T06:00:00.000Z')
    expect(executions()).toEqual(['1-1 SUCCEEDED'])
    expect(world.store.lookAt(reference)).toBeDefined()
  })
})
