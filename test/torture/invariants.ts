import { createHash } from 'node:crypto'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Message } from '../../infra/local/mail.ts'
import type { Note, RecordedEvent } from '../../shared/contracts/ports.ts'
import { firstBreak } from '../../shared/domain/history.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { isCode } from './people.ts'
import type { Seams } from './seams.ts'

/** Everything that the host keeps, read once. */
export type World = {
  /** The clock, milliseconds. */
  readonly now: number
  readonly items: readonly Item[]
  readonly mails: readonly Message[]
  readonly executions: readonly { readonly name: string; readonly status: string }[]
}

type Item = {
  readonly pk: string
  readonly sk: string
  readonly state?: Pick<ServiceRequest, 'status'>
  readonly event?: RecordedEvent
  readonly note?: Note
  readonly dueSort?: string
}

/** What a case came to, without what differs between any two: references, instants, hashes. */
export type Outcome = {
  readonly status: string
  readonly events: readonly string[]
  /** `recipient subject`, sorted; each once. */
  readonly mails: readonly string[]
}

export async function worldOf(seams: Seams): Promise<World> {
  const [now, dump, mails, executions] = await Promise.all([
    seams.now(),
    seams.dump(),
    seams.mail(),
    seams.executions(),
  ])
  const items = (dump as readonly { item?: Record<string, AttributeValue> }[]).flatMap(
    ({ item }) => (item ? [unmarshall(item) as Item] : []),
  )
  return { now, items, mails, executions }
}

export function outcomeOf(world: World, reference: string): Outcome {
  const own = itemsOf(world, reference)
  return {
    status: own.find(({ sk }) => sk === 'STATE')?.state?.status ?? 'lost',
    events: eventsOf(own).map(({ name }) => name),
    mails: [...new Set(mailsOf(world, reference).map((mail) => lineOf(mail, reference)))].sort(),
  }
}

/**
 * What is wrong with a case, each in a sentence: a broken chain, an untold person, an e-mail that
 * came twice, a timer of a case that is decided, or none of one that waits, a look that is overdue.
 *
 * @param mayRepeat whether the same e-mail may have come again: SES's answer to it was lost
 */
export function faultsOf(
  world: World,
  reference: string,
  mayRepeat: (copies: readonly Message[]) => boolean = () => false,
): readonly string[] {
  const own = itemsOf(world, reference)
  const state = own.find(({ sk }) => sk === 'STATE')
  if (!state?.state) return [`${reference} is lost`]
  const waits = ['received', 'in-review'].includes(state.state.status)
  const running = world.executions.filter(
    ({ name, status }) => name.startsWith(reference) && status === 'RUNNING',
  )
  // A call for a decision that was made meanwhile concerns nobody any more.
  const unsent = own.flatMap(({ note }) =>
    note?.state === 'sending' && (waits || note.recipient === 'applicant') ? [note] : [],
  )
  const [dueAt = ''] = state.dueSort?.split('#') ?? []
  // A look is missed when the sweep has passed it twice.
  const overdue = dueAt !== '' && Date.parse(dueAt) < world.now - 31 * 60 * 1000
  const wrong = [
    firstBreak(eventsOf(own), sha256) && 'its chain is broken',
    unsent.length > 0 && `${unsent.map(({ recipient }) => recipient).join()} is not told`,
    running.length !== (waits ? 1 : 0) && `${running.length} timers run in ${state.state.status}`,
    overdue && `its look of ${dueAt} is overdue`,
    ...repeated(world, reference)
      .filter((copies) => !mayRepeat(copies))
      .map(
        ([mail, ...more]) => `${mail?.to.join()} got “${mail?.subject}” ${more.length} times more`,
      ),
  ]
  return wrong.filter((text) => typeof text === 'string').map((text) => `${reference}: ${text}`)
}

/** E-mails that the same person got more than once, all copies of each; each has its own text. */
export function repeated(world: World, reference: string): readonly (readonly Message[])[] {
  const copies = Map.groupBy(
    mailsOf(world, reference),
    ({ to, subject, text }) => `${to.join()} ${subject} ${text}`,
  )
  return [...copies.values()].filter(({ length }) => length > 1)
}

/** References of all cases, sorted; of each draft there must be one. */
export function doubledDrafts({ items }: World): readonly string[] {
  const cases = items.filter(({ pk, sk }) => pk.startsWith('CASE#') && sk === 'STATE')
  const drafts = items.filter(({ sk }) => sk === 'DRAFT')
  return cases.length === drafts.length
    ? []
    : [`there are ${cases.length} cases of ${drafts.length} drafts`]
}

const itemsOf = ({ items }: World, reference: string): readonly Item[] =>
  items.filter(({ pk }) => pk === `CASE#${reference}`)

const eventsOf = (items: readonly Item[]): readonly RecordedEvent[] =>
  items
    .flatMap(({ event }) => (event ? [event] : []))
    .sort((one, other) => one.version - other.version || one.n - other.n)

const mailsOf = ({ mails }: World, reference: string): readonly Message[] =>
  mails.filter(({ subject }) => subject.includes(reference) && !isCode(subject))

const lineOf = ({ to, subject }: Message, reference: string): string =>
  `${to.join()} ${subject.replace(reference, '').replace(/\(batas.*/, '')}`

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
