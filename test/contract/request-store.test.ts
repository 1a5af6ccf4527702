import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import type { DueCase, RequestStore, StoredRequest } from '../../shared/contracts/ports.ts'
import { decisionLinkId } from '../../shared/domain/action-link.ts'
import { firstBreak } from '../../shared/domain/history.ts'
import { makeReference } from '../../shared/domain/reference.ts'
import { act } from '../../shared/domain/request.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import type { Survey } from '../../shared/domain/survey.ts'
import { surveyElements } from '../../shared/domain/vocabulary.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import {
  after,
  attachLetter,
  issuedLinks,
  link,
  monday,
  officeClock,
  openRound,
  person,
  submission,
  upload,
} from '../builders.ts'
import { MemoryRequests } from '../doubles/requests.ts'
import { Aws, tables } from './aws.ts'

const later = after(monday, { hours: 1 })
const checkedSurvey = (at: string): Survey => ({
  marks: Object.fromEntries(surveyElements.map((element) => [element, 4])) as Survey['marks'],
  at,
})
let number = 0
/** A reference that no other test uses. */
const reference = (): string => {
  number += 1
  return makeReference('VC', 2026, Uint8Array.of(number >> 8, number, 7, number))
}

describe.each([
  ['in memory', () => Promise.resolve({ store: new MemoryRequests(), close: () => {} })],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      return { store: new DynamoRequests(tables.requests), close: () => aws.close() }
    },
  ],
] as const)('the requests %s', (_, open) => {
  let store: RequestStore
  let close: () => Promise<void> | void

  beforeAll(async () => {
    const opened = await open()
    store = opened.store
    close = opened.close
  })
  afterAll(() => close())

  async function submitted(): Promise<StoredRequest> {
    const ref = reference()
    await store.submit(submission(ref))
    return loaded(ref)
  }

  async function loaded(ref: string): Promise<StoredRequest> {
    const found = await store.load(ref)
    if (!found) throw new Error(`${ref} is not there`)
    return found
  }

  async function done(before: StoredRequest, command: RequestCommand, now = later) {
    const acted = act(before.case, command, now)
    if (!acted.ok) throw new Error(`${command.act} is refused`)
    return store.save(before, acted.value.case, acted.value.events)
  }

  describe('submitting', () => {
    it('stores the case with its person, origin and first event', async () => {
      const ref = reference()
      const given = submission(ref)
      expect(await store.submit(given)).toEqual({ outcome: 'stored' })
      expect(await store.load(ref)).toEqual({
        case: given.case,
        person,
        draft: given.draft,
        codeHash: given.codeHash,
        events: [
          expect.objectContaining({
            name: 'RequestSubmitted',
            reference: ref,
            at: monday,
            actor: { kind: 'applicant' },
            version: 1,
            n: 0,
            prevHash: '',
          }),
        ],
        notes: [],
        uploads: [],
        inScan: [],
      })
    })

    it('knows a draft again, with the reference and content of its first time', async () => {
      const ref = reference()
      const given = submission(ref)
      await store.submit(given)
      const contentHash = hashOf('other')
      const again = { ...submission(reference()), draft: given.draft, contentHash }
      expect(await store.submit(again)).toEqual({
        outcome: 'known',
        reference: ref,
        contentHash: given.contentHash,
      })
      expect(await store.load(again.case.reference)).toBeUndefined()
    })

    it('says what was made of a draft', async () => {
      const given = submission(reference())
      expect(await store.submittedBefore(given.draft.id)).toBeUndefined()
      await store.submit(given)
      expect(await store.submittedBefore(given.draft.id)).toEqual({
        reference: given.case.reference,
        contentHash: given.contentHash,
      })
    })

    it('leaves a reference to the draft that has it', async () => {
      const ref = reference()
      await store.submit(submission(ref))
      const other = submission(ref, { draft: { id: 'another draft', keyId: 'k1' } })
      expect(await store.submit(other)).toEqual({ outcome: 'reference-taken' })
      expect((await loaded(ref)).draft.id).toBe(`draft of ${ref}`)
    })

    it('stores one of many at once', async () => {
      const ref = reference()
      const results = await Promise.all(
        Array.from({ length: 50 }, () => store.submit(submission(ref))),
      )
      const outcomes = results.map(({ outcome }) => outcome)
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
      expect(outcomes.filter((outcome) => outcome === 'known')).toHaveLength(49)
      expect((await loaded(ref)).events).toHaveLength(1)
    })
  })

  describe('saving', () => {
    it('writes state and events together and chains each event to the one before', async () => {
      const before = await submitted()
      expect(await done(before, attachLetter())).toBe('saved')
      const received = await loaded(before.case.reference)
      expect(await done(received, openRound)).toBe('saved')
      const { case: state, events } = await loaded(before.case.reference)
      expect(state).toMatchObject({ status: 'in-review', version: 3 })
      expect(events.map(({ name, version, n }) => [name, version, n])).toEqual([
        ['RequestSubmitted', 1, 0],
        ['LetterAccepted', 2, 0],
        ['ReviewOpened', 3, 0],
      ])
      expect(firstBreak(events, hashOf)).toBeUndefined()
    })

    it('keeps what submitting stored', async () => {
      const before = await submitted()
      await done(before, attachLetter())
      const { person: kept, draft, codeHash } = await loaded(before.case.reference)
      expect([kept, draft, codeHash]).toEqual([person, before.draft, before.codeHash])
    })

    it('refuses what was thought of an older state', async () => {
      const before = await submitted()
      await done(before, attachLetter())
      expect(await done(before, { act: 'cancel' })).toBe('conflict')
      expect((await loaded(before.case.reference)).case.status).toBe('received')
    })

    it('lets one of many at once through', async () => {
      const before = await submitted()
      await done(before, attachLetter())
      const received = await loaded(before.case.reference)
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          done(
            received,
            index % 2 === 0
              ? { act: 'approve', by: 'sekar', product: {} }
              : { act: 'reject', by: 'yoga', reason: 'Penuh.' },
          ),
        ),
      )
      expect(results.filter((result) => result === 'saved')).toHaveLength(1)
      const { case: state, events } = await loaded(before.case.reference)
      expect([state.decisions.length, events.length]).toEqual([1, 3])
    })

    it('judges an upload once', async () => {
      const before = await submitted()
      const mark = { versionId: 'v1', etag: 'e1' }
      const refuse = async (from: StoredRequest) => {
        const acted = act(from.case, { act: 'refuse-letter', fault: 'empty' }, later)
        if (!acted.ok) throw new Error('refused')
        return store.save(from, acted.value.case, acted.value.events, { upload: mark })
      }
      expect(await refuse(before)).toBe('saved')
      const once = await loaded(before.case.reference)
      expect(once.uploads).toEqual([mark])
      expect(await refuse(once)).toBe('conflict')
      expect((await loaded(before.case.reference)).case.version).toBe(2)
    })

    it('keeps an upload that is with the scanner until it is judged, and looks at it soon', async () => {
      const before = await submitted()
      const { reference: ref } = before.case
      await store.lookAgain(before, undefined)
      const content = { ok: true, type: 'pdf', sha256: 'abc', size: 6 } as const
      const waiting = { upload: upload(ref), at: monday, since: later, content }
      expect(await store.awaitScan(before, waiting)).toBe('saved')
      expect(await store.awaitScan(before, waiting)).toBe('saved')
      const noted = await loaded(ref)
      expect([noted.inScan, noted.case.version]).toEqual([[waiting], before.case.version])
      const due = await store.due(new Date(Date.parse(later) + 15 * 60 * 1000).toISOString(), 200)
      expect(JSON.stringify(due)).toContain(ref)

      const acted = act(before.case, { act: 'refuse-letter', fault: 'malware' }, later)
      if (!acted.ok) throw new Error('refused')
      const { versionId, etag } = waiting.upload
      const mark = { upload: { versionId, etag } }
      await store.save(before, acted.value.case, acted.value.events, mark)
      expect((await loaded(ref)).inScan).toEqual([])
      expect(await store.awaitScan(before, waiting)).toBe('conflict')
    })

    it('keeps facts as they were, and writes them where they are others', async () => {
      const before = await submitted()
      await done(before, attachLetter())
      const received = await loaded(before.case.reference)
      const { agency, event, letter } = received.case
      const { agency: agencyThen, event: eventThen, letter: letterThen } = before.case
      expect([agency, event, letter]).toEqual([agencyThen, eventThen, letterThen])
      const acted = act(received.case, { act: 'download-letter', by: 'sekar' }, later)
      if (!acted.ok) throw new Error('refused')
      const moved = { ...acted.value.case, event: { ...event, venue: 'Aula lain' } }
      expect(await store.save(received, moved, acted.value.events)).toBe('saved')
      const stored = await loaded(before.case.reference)
      expect(stored.case).toEqual(moved)
      expect(stored.person).toEqual(person)
    })

    it('replaces person and facts together, and keeps what the round before saw', async () => {
      const { reference: ref } = (await submitted()).case
      await done(await loaded(ref), attachLetter())
      await done(await loaded(ref), openRound)
      await done(await loaded(ref), { act: 'return', by: 'sekar', reason: 'Tempat keliru.' })
      const first = await loaded(ref)
      const revised = async (venue: string, name: string) => {
        const before = await loaded(ref)
        const { agency, event, letter } = before.case
        const facts = { agency, letter, event: { ...event, venue } }
        const command = { act: 'revise', facts, keepLetter: false, clock: officeClock } as const
        const acted = act(before.case, command, later)
        if (!acted.ok) throw new Error('revise is refused')
        const { case: state, events } = acted.value
        return store.save(before, state, events, { person: { ...person, name } })
      }
      expect(await revised('Pendopo', 'Ratna Dewi')).toBe('saved')
      expect(await revised('Aula', 'Ratna Dewi Lestari')).toBe('saved')
      const found = await loaded(ref)
      expect(found.case.event.venue).toBe('Aula')
      expect(found.person).toEqual({ ...person, name: 'Ratna Dewi Lestari' })
      const { agency, event, letter } = first.case
      expect(found.earlier).toEqual({ round: 1, facts: { agency, event, letter }, person })
      expect([found.draft, found.codeHash]).toEqual([first.draft, first.codeHash])
      const late = { ...first.case, version: first.case.version + 1 }
      expect(await store.save(first, late, [], { person })).toBe('conflict')
      expect((await loaded(ref)).person?.name).toBe('Ratna Dewi Lestari')
    })

    it('keeps one survey of a case, and it is no part of what is loaded', async () => {
      const { reference: ref } = (await submitted()).case
      await done(await loaded(ref), attachLetter())
      await done(await loaded(ref), openRound)
      await done(await loaded(ref), { act: 'approve', by: 'sekar', product: {} })
      await done(await loaded(ref), { act: 'complete' })
      const before = await loaded(ref)
      const acted = act(before.case, { act: 'answer-survey' }, later)
      if (!acted.ok) throw new Error('answer-survey is refused')
      const { case: state, events } = acted.value
      const also = { survey: checkedSurvey(later) }
      const saves = [before, before].map((each) => store.save(each, state, events, also))
      expect((await Promise.all(saves)).toSorted()).toEqual(['conflict', 'saved'])
      const found = await loaded(ref)
      expect(Object.keys(found).toSorted()).toEqual(Object.keys(before).toSorted())
      const again = { ...found.case, version: found.case.version + 1 }
      expect(await store.save(found, again, [], also)).toBe('conflict')
    })

    it('holds a case with a long history', async () => {
      const before = await submitted()
      await done(before, attachLetter())
      for (let count = 0; count < 30; count += 1) {
        await done(await loaded(before.case.reference), { act: 'download-letter', by: 'sekar' })
      }
      const { events } = await loaded(before.case.reference)
      expect(events.map(({ version }) => version)).toEqual(
        Array.from({ length: 32 }, (_, index) => index + 1),
      )
      expect(firstBreak(events, hashOf)).toBeUndefined()
    })
  })

  describe('links', () => {
    it('are given back by decision, as they were put', async () => {
      const id = `given ${reference()}`
      await store.putLinks(issuedLinks({ id, decisions: ['approve', 'return'] }))
      for (const decision of ['approve', 'return'] as const) {
        const named = decisionLinkId(id, decision)
        expect(await store.link(named)).toEqual(link({ id: named, decision }))
      }
      expect(await store.link(decisionLinkId(id, 'reject'))).toBeUndefined()
      expect(await store.link(id)).toBeUndefined()
    })

    it('for a letter are for no decision', async () => {
      const id = `letter ${reference()}`
      await store.putLinks(issuedLinks({ id, person: 'applicant', decisions: [] }))
      const given = await store.link(id)
      expect(given).toEqual(link({ id, person: 'applicant', decision: undefined }))
      expect(await store.link(decisionLinkId(id, 'approve'))).toBeUndefined()
    })

    it('stay as they are when they are put again', async () => {
      const given = issuedLinks({ id: `again ${reference()}` })
      await store.putLinks(given)
      await store.putLinks({ ...given, person: 'yoga' })
      expect((await store.link(decisionLinkId(given.id, 'approve')))?.person).toBe('sekar')
    })

    it('are unknown by any other id', async () => {
      expect(await store.link('nothing')).toBeUndefined()
      expect(await store.link('nothing.approve')).toBeUndefined()
    })
  })

  describe('the right to send an e-mail', () => {
    const note = { event: 2, recipient: 'sekar' }

    it('is taken by one of many', async () => {
      const { case: state } = await submitted()
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => store.claimNote(state.reference, note, later)),
      )
      expect(claims.filter(Boolean)).toHaveLength(1)
      expect((await loaded(state.reference)).notes).toEqual([
        { ...note, state: 'sending', leaseUntil: after(later, { minutes: 2 }) },
      ])
    })

    it('can be taken again when its lease is over', async () => {
      const { case: state } = await submitted()
      await store.claimNote(state.reference, note, later)
      const claimAt = (minutes: number) =>
        store.claimNote(state.reference, note, after(later, { minutes }))
      expect(await claimAt(1)).toBe(false)
      expect(await claimAt(2)).toBe(false)
      expect(await claimAt(3)).toBe(true)
      expect(await claimAt(4)).toBe(false)
    })

    it('is gone for ever once the e-mail is sent', async () => {
      const { case: state } = await submitted()
      await store.claimNote(state.reference, note, later)
      await store.noteSent(state.reference, note)
      expect(await store.claimNote(state.reference, note, after(later, { days: 30 }))).toBe(false)
      expect((await loaded(state.reference)).notes).toEqual([{ ...note, state: 'sent' }])
    })

    it('is nobody’s once its recipient has left', async () => {
      const { case: state } = await submitted()
      await store.noteUnaddressed(state.reference, note)
      expect(await store.claimNote(state.reference, note, after(later, { days: 30 }))).toBe(false)
      expect((await loaded(state.reference)).notes).toEqual([{ ...note, state: 'unaddressed' }])
    })

    it('can be taken at once when it was given back', async () => {
      const { case: state } = await submitted()
      await store.claimNote(state.reference, note, later)
      await store.releaseNote(state.reference, note)
      expect((await loaded(state.reference)).notes).toMatchObject([{ ...note, state: 'sending' }])
      const claims = [1, 2].map(() => store.claimNote(state.reference, note, later))
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1)
    })

    it('is each recipient’s and each event’s own', async () => {
      const { case: state } = await submitted()
      const others = [note, { ...note, recipient: 'yoga' }, { ...note, event: 3 }]
      for (const one of others)
        expect(await store.claimNote(state.reference, one, later)).toBe(true)
    })
  })

  describe('the next look', () => {
    const due = async (now: string) => (await store.due(now, 200)).map(({ reference }) => reference)

    it('comes a quarter of an hour after each change', async () => {
      const before = await submitted()
      const { reference: ref } = before.case
      expect(await due(after(monday, { minutes: 14 }))).not.toContain(ref)
      expect(await due(after(monday, { minutes: 15 }))).toContain(ref)
      await done(before, attachLetter(), later)
      expect(await due(after(monday, { minutes: 15 }))).not.toContain(ref)
      expect(await due(after(later, { minutes: 15 }))).toContain(ref)
    })

    it('is where it was after what is only written down', async () => {
      const before = await submitted()
      await done(before, attachLetter())
      const received = await loaded(before.case.reference)
      await store.lookAgain(received, after(monday, { days: 3 }))
      await done(received, { act: 'download-letter', by: 'sekar' })
      expect(await due(after(monday, { days: 2 }))).not.toContain(before.case.reference)
      expect(await due(after(monday, { days: 3 }))).toContain(before.case.reference)
    })

    it('is put off, and comes back then', async () => {
      const before = await submitted()
      const at = after(monday, { days: 3 })
      await store.lookAgain(before, at)
      expect(await due(after(monday, { days: 2 }))).not.toContain(before.case.reference)
      expect(await due(at)).toContain(before.case.reference)
    })

    it('never comes where nothing is left to look at, until the case changes', async () => {
      const before = await submitted()
      await store.lookAgain(before, undefined)
      expect(await due(after(monday, { days: 300 }))).not.toContain(before.case.reference)
      await done(before, attachLetter())
      expect(await due(after(monday, { days: 300 }))).toContain(before.case.reference)
    })

    it('is not put off by who saw an older state', async () => {
      const before = await submitted()
      await done(before, attachLetter())
      await store.lookAgain(before, undefined)
      expect(await due(after(monday, { days: 1 }))).toContain(before.case.reference)
    })

    it('takes the oldest first and no more than asked of each shard', async () => {
      const cases: DueCase[] = []
      for (let index = 0; index < 12; index += 1) {
        const { case: state, ...rest } = await submitted()
        const at = new Date(Date.parse('2020-01-01T00:00:00Z') + index * 1000).toISOString()
        await store.lookAgain({ case: state, ...rest }, at)
        cases.push({ reference: state.reference, since: at })
      }
      const old = '2020-01-02T00:00:00.000Z'
      expect(await store.due(old, 200)).toEqual(cases)
      const few = await store.due(old, 1)
      expect(few.length).toBeLessThanOrEqual(4)
      expect(few[0]).toEqual(cases[0])
    })
  })

  it('knows no case by a reference that was never given', async () => {
    expect(await store.load(reference())).toBeUndefined()
  })
})
