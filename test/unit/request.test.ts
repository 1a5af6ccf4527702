import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Acted, act } from '../../shared/domain/request.ts'
import {
  currentDecision,
  registeredRequest,
  type ServiceRequest,
} from '../../shared/domain/request-case.ts'
import { actorOf, type RequestCommand } from '../../shared/domain/request-commands.ts'
import {
  allowedActs,
  moveFor,
  requestActs,
  requestMoves,
} from '../../shared/domain/request-moves.ts'
import { type RequestStatus, requestStatuses } from '../../shared/domain/vocabulary.ts'
import {
  after,
  attachLetter,
  letterFile,
  monday,
  officeClock,
  openRound,
  request,
  requestIn,
  tuesdayClose,
  walk,
  ways,
} from '../builders.ts'

const now = after(monday, { hours: 1 })
const joinUrl = 'https://zoom.example/j/123456789'

const otherTime = { date: '2027-01-21', startTime: '13:00', endTime: '15:00' }
const { agency, event, letter } = request()
const revised = { agency, event: { ...event, participants: 90 }, letter }

const commands: readonly RequestCommand[] = [
  { act: 'refuse-letter', fault: 'empty' },
  attachLetter(),
  { act: 'set-due', clock: officeClock },
  openRound,
  { act: 'remind', step: 1, reviewers: ['sekar'] },
  { act: 'escalate', step: 2, superiors: ['section'] },
  { act: 'approve', by: 'sekar', product: {} },
  { act: 'reject', by: 'sekar', reason: 'Jadwal penuh.' },
  { act: 'return', by: 'sekar', reason: 'Surat tanpa cap.' },
  { act: 'record-link', by: 'sekar', product: { joinUrl } },
  { act: 'download-letter', by: 'sekar' },
  { act: 'cancel' },
  { act: 'expire' },
  { act: 'revise', facts: revised, keepLetter: true, clock: officeClock },
  { act: 'remind-applicant' },
  { act: 'change-time', time: otherTime, clock: officeClock },
  { act: 'assign', by: 'sekar', assignment: { staff: ['yoga'], slots: [] } },
  { act: 'provision', product: { joinUrl } },
  { act: 'await-link', problem: 'unavailable', to: ['sekar'] },
  { act: 'tell-contact', by: 'sekar', way: 'telephone' },
  { act: 'withdraw', by: 'sekar', reason: 'Diminta lewat telepon.' },
  { act: 'remind-event', ahead: 'day' },
  { act: 'ask-held', to: ['sekar'] },
  { act: 'confirm-held', by: 'sekar', held: { attendance: 40 } },
  { act: 'confirm-not-held', by: 'sekar', held: { note: 'Ditunda penyelenggara.' } },
  { act: 'complete' },
  { act: 'answer-survey' },
  { act: 'fail-address', cause: 'bounce' },
]

/** What the standard lets happen in each state; written down once more, apart from the table. */
const review =
  'set-due open-round remind escalate approve reject return change-time tell-contact download-letter cancel withdraw fail-address'
const approved =
  'change-time assign record-link provision await-link tell-contact download-letter cancel withdraw remind-event ask-held confirm-held confirm-not-held complete fail-address'
const expected: Record<RequestStatus, string> = {
  'awaiting-letter': 'refuse-letter attach-letter cancel withdraw expire fail-address',
  received: review,
  'in-review': review,
  'needs-correction':
    'refuse-letter attach-letter revise remind-applicant tell-contact cancel withdraw expire fail-address',
  approved,
  'awaiting-link': approved,
  scheduled: approved,
  completed:
    'tell-contact download-letter confirm-held confirm-not-held answer-survey fail-address',
  'not-held': 'tell-contact download-letter confirm-held confirm-not-held fail-address',
  rejected: 'tell-contact download-letter fail-address',
  cancelled: 'tell-contact fail-address',
  expired: 'fail-address',
}

describe('the state table', () => {
  const cells = requestStatuses.flatMap((status) =>
    commands.map((command) => ({ status, command, act: command.act })),
  )

  it.each(cells)('in $status $act is as the standard says', ({ status, command }) => {
    const acted = act(requestIn(status), command, now)
    const allowed = expected[status].split(' ')
    expect(acted.ok).toBe(allowed.includes(command.act))
    if (acted.ok) return
    expect(acted.problem).toEqual({
      code: 'refused',
      act: command.act,
      status,
      allowed: allowedActs(status, actorOf(command).kind),
    })
    for (const other of acted.problem.allowed) expect(allowed).toContain(other)
  })

  it('has a command for every act but those that begin a case', () => {
    expect(['submit', 'register', ...commands.map(({ act }) => act)].sort()).toEqual(
      [...requestActs].sort(),
    )
  })

  it('lets each act be done by one kind of actor only', () => {
    for (const { act, by, from } of requestMoves)
      for (const other of (['applicant', 'staff', 'system'] as const).filter((kind) => kind !== by))
        for (const status of from) expect(moveFor(status, act, other)).toBeUndefined()
  })

  it('never offers to submit a case that exists', () => {
    for (const status of requestStatuses)
      expect(allowedActs(status, 'applicant')).not.toContain('submit')
  })
})

describe('an accepted letter', () => {
  it('starts the clock at the time of the upload, whenever it is judged', () => {
    const state = walk(request(), [attachLetter(monday)], after(monday, { days: 3 }))
    expect(state).toMatchObject({
      status: 'received',
      receivedAt: monday,
      dueAt: tuesdayClose,
      round: 1,
      step: -1,
      letterFile,
    })
  })

  it('waits for the decree where the limit falls into a year without one', () => {
    const uploaded = '2027-12-31T02:00:00.000Z'
    const state = walk(request(), [attachLetter(uploaded)])
    expect(state).toMatchObject({ status: 'received', waitingForYear: 2028 })
    expect(state.dueAt).toBeUndefined()
  })

  it('gets its limit when the decree comes, and only once', () => {
    const uploaded = '2027-12-31T02:00:00.000Z'
    const decreed = { ...officeClock.calendar, decreedYears: [2026, 2027, 2028] }
    const command = { act: 'set-due', clock: { ...officeClock, calendar: decreed } } as const
    const waiting = walk(request(), [attachLetter(uploaded), openRound])
    const first = act(waiting, command, now)
    expect(first.ok && first.value.case.dueAt).toBe('2028-01-03T09:00:00Z')
    expect(first.ok && first.value.case.waitingForYear).toBeUndefined()
    expect(first.ok && first.value.events.map(({ name }) => name)).toEqual(['DueDateSet'])
    const again = first.ok && act(first.value.case, command, now)
    expect(again && again.ok && again.value.events).toEqual([])
  })

  it('does not set a limit while the decree is missing', () => {
    const waiting = walk(request(), [attachLetter('2027-12-31T02:00:00.000Z'), openRound])
    const acted = act(waiting, { act: 'set-due', clock: officeClock }, now)
    expect(acted.ok && acted.value).toEqual({ case: waiting, events: [] })
  })
})

describe('a request that staff register', () => {
  const registered = (late: boolean) => {
    const { reference, agency: ofAgency, event: ofEvent, letter: ofLetter } = request()
    const registration = { channel: 'paper', by: 'sekar', at: now, late } as const
    const facts = { agency: ofAgency, event: ofEvent, letter: ofLetter, receivedAt: monday }
    return registeredRequest({ reference, ...facts, registration }, officeClock)
  }

  it('has its limit from the real receipt, and a round without a letter in the file', () => {
    expect(registered(false)).toMatchObject({
      status: 'received',
      receivedAt: monday,
      submittedAt: now,
      dueAt: tuesdayClose,
      round: 1,
    })
  })

  it('after the event was held is completed, and has no limit to miss', () => {
    expect(registered(true)).toMatchObject({ status: 'completed', registration: { late: true } })
    expect(registered(true).dueAt).toBeUndefined()
  })
})

describe('a request that is returned', () => {
  const friday = '2026-11-27T02:00:00.000Z'
  const returned = requestIn('needs-correction')

  it('pauses, and the days of the pause do not count', () => {
    expect(returned.pauses).toEqual([{ from: monday }])
    const again = walk(returned, [attachLetter(friday)], friday)
    expect(again).toMatchObject({
      status: 'received',
      receivedAt: monday,
      round: 2,
      step: -1,
      pauses: [{ from: monday, to: friday }],
      dueAt: '2026-11-30T09:00:00Z',
    })
    expect(currentDecision(again)).toBeUndefined()
    expect(again.decisions).toHaveLength(1)
  })

  it('is asked about again in the new round from its first step', () => {
    const again = walk(returned, [attachLetter(friday), openRound], friday)
    expect(again).toMatchObject({ status: 'in-review', step: 0, round: 2 })
  })
})

describe('a step of the timer', () => {
  it('is taken once', () => {
    const state = walk(requestIn('in-review'), [{ act: 'remind', step: 1, reviewers: ['sekar'] }])
    for (const step of [0, 1]) {
      const acted = act(state, { act: 'remind', step, reviewers: ['sekar'] }, now)
      expect(acted.ok && acted.value).toEqual({ case: state, events: [] })
    }
  })

  it('keeps the moment at which the limit was first missed', () => {
    const escalate = (step: number) => ({ act: 'escalate', step, superiors: ['section'] }) as const
    const first = walk(requestIn('in-review'), [escalate(2)], now)
    const later = walk(first, [escalate(3)], after(now, { days: 1 }))
    expect([first.lateAt, later.lateAt]).toEqual([now, now])
  })
})

describe('an approval', () => {
  it.each([
    [{}, 'approved', false],
    [{ meetingId: '123456789' }, 'approved', false],
    [{ joinUrl }, 'scheduled', true],
    [{ streamUrl: 'https://youtube.example/live/a' }, 'scheduled', true],
  ] as const)('with %j is %s', (product, status, linked) => {
    const acted = act(requestIn('in-review'), { act: 'approve', by: 'sekar', product }, now)
    expect(acted.ok && acted.value.case).toMatchObject({ status, product })
    expect(acted.ok && acted.value.events[0]?.data).toEqual({ linked })
    expect(acted.ok && currentDecision(acted.value.case)).toMatchObject({
      decision: 'approve',
      by: 'sekar',
      at: now,
    })
  })

  it('is scheduled when its link is entered', () => {
    const recorded = walk(requestIn('approved'), [
      { act: 'record-link', by: 'yoga', product: { joinUrl } },
    ])
    expect(recorded).toMatchObject({ status: 'scheduled', product: { joinUrl } })
  })
})

describe('any sequence of acts', () => {
  const anyCommand = fc
    .tuple(fc.constantFrom(...commands), fc.integer({ min: 0, max: 4 }))
    .map(([command, step]) => ('step' in command ? { ...command, step } : command))
  const anyWalk = fc
    .tuple(
      fc.constantFrom(...(Object.keys(ways) as RequestStatus[])),
      fc.array(anyCommand, { maxLength: 25 }),
    )
    .map(([status, wanted]) => moves(requestIn(status), wanted))
  const always = (look: (move: Moved) => void): void =>
    fc.assert(
      fc.property(anyWalk, (walked) => walked.forEach(look)),
      { numRuns: 200 },
    )
  type Moved = Acted & { readonly before: ServiceRequest; readonly command: RequestCommand }

  /** Does what is allowed, one hour after the other. */
  function moves(start: ServiceRequest, wanted: readonly RequestCommand[]): readonly Moved[] {
    let before = start
    return wanted.flatMap((command, hour) => {
      const acted = act(before, command, after(monday, { hours: hour }))
      if (!acted.ok) return []
      const moved = { before, command, ...acted.value }
      before = moved.case
      return [moved]
    })
  }

  it('raises the version by one for each event, and changes nothing without one', () => {
    always(({ before, case: state, events }) => {
      expect(events.length).toBeLessThanOrEqual(1)
      expect(state === before).toBe(events.length === 0)
      expect(state.version).toBe(before.version + events.length)
    })
  })

  it('ends older links by facts and decisions, not by reminders or downloads', () => {
    const newStage =
      'attach-letter approve reject return revise change-time cancel withdraw expire'.split(' ')
    always(({ before, case: state, command }) => {
      const raised = newStage.includes(command.act) ? 1 : 0
      expect(state.stageVersion).toBe(before.stageVersion + raised)
    })
  })

  it('changes the limit by a letter or a decree only, and the receipt never', () => {
    always(({ before, case: state, command }) => {
      const may = ['attach-letter', 'set-due', 'revise', 'change-time'].includes(command.act)
      expect(state.dueAt).toBe(may ? state.dueAt : before.dueAt)
      expect(state.receivedAt).toBe(before.receivedAt ?? state.receivedAt)
    })
  })

  it('decides a round once and leaves no terminal state', () => {
    const terminal = ['rejected', 'cancelled', 'expired']
    always(({ before, case: state }) => {
      expect(state.status).toBe(terminal.includes(before.status) ? before.status : state.status)
      const rounds = state.decisions.map(({ round }) => round)
      expect(new Set(rounds).size).toBe(rounds.length)
    })
  })

  it('writes events that name their actor and hold nothing that people typed', () => {
    always(({ events, command }) => {
      for (const event of events) expect(event.actor.kind).toBe(actorOf(command).kind)
      for (const typed of [
        'Surat tanpa cap.',
        'Jadwal penuh.',
        'Diminta lewat',
        'Ditunda',
        joinUrl,
      ])
        expect(JSON.stringify(events)).not.toContain(typed)
    })
  })
})
