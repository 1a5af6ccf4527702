/** Keys of the tables' items: built and parsed here and nowhere else. See docs/data-model.md. */

export type Key = { readonly pk: string; readonly sk: string }

/** Versions are padded so that a case's events sort by number. */
const padded = (number: number): string => String(number).padStart(6, '0')

export const caseKey = (reference: string): Key => ({ pk: `CASE#${reference}`, sk: 'STATE' })
export const personKey = (reference: string): Key => ({ pk: `CASE#${reference}`, sk: 'PERSON' })
export const eventKey = (reference: string, version: number, n: number): Key => ({
  pk: `CASE#${reference}`,
  sk: `EVENT#${padded(version)}#${n}`,
})
export const noteKey = (reference: string, event: number, recipient: string): Key => ({
  pk: `CASE#${reference}`,
  sk: `NOTE#${padded(event)}#${recipient}`,
})
export const scanKey = (reference: string, versionId: string): Key => ({
  pk: `CASE#${reference}`,
  sk: `SCAN#${versionId}`,
})
export const surveyKey = (reference: string): Key => ({ pk: `CASE#${reference}`, sk: 'SURVEY' })
export const roundKey = (reference: string, round: number): Key => ({
  pk: `ROUND#${reference}#${round}`,
  sk: 'ROUND',
})
export const draftKey = (draftHash: string): Key => ({ pk: `DRAFT#${draftHash}`, sk: 'DRAFT' })
export const linkKey = (id: string): Key => ({ pk: `ACT#${id}`, sk: 'ACT' })

/** The events of a month (`yyyy-mm`), by date, time and reference. */
export const schedulePartition = (month: string): string => `SCHEDULE#${month}`
export const scheduleSort = (date: string, startTime: string, reference: string): string =>
  `${date}T${startTime}#${reference}`

/** The claims of one date of the office (ISO), of all its resources. */
export const claimPartition = (date: string): string => `DAY#${date}`
export const claimKey = (date: string, resource: string): Key => ({
  pk: claimPartition(date),
  sk: `CLAIM#${resource}`,
})

export const staffPartition = 'STAFF'
export const staffKey = (id: string): Key => ({ pk: staffPartition, sk: id })
export const resourcePartition = 'RESOURCE'
export const resourceKey = (id: string): Key => ({ pk: resourcePartition, sk: id })
/** What administrators changed in a month (`yyyy-mm`, UTC), by instant. */
export const changePartition = (month: string): string => `CHANGES#${month}`
export const changeKey = (at: string, id: string): Key => ({
  pk: changePartition(at.slice(0, 7)),
  sk: `${at}#${id}`,
})
export const clockKey: Key = { pk: 'CLOCK', sk: 'CURRENT' }
export const challengeKey = (id: string): Key => ({ pk: `CODE#${id}`, sk: 'CODE' })
export const deviceKey = (hash: string): Key => ({ pk: `DEVICE#${hash}`, sk: 'DEVICE' })
/** A device once more, among those of its person. */
export const knownDeviceKey = (person: string, hash: string): Key => ({
  pk: `STAFF#${person}`,
  sk: `DEVICE#${hash}`,
})
export const sessionKey = (hash: string): Key => ({ pk: `SESSION#${hash}`, sk: 'SESSION' })
export const counterKey = (name: string, hour: string): Key => ({ pk: `COUNT#${name}`, sk: hour })

/** Shards of the index of open cases, so that no partition takes all writes. */
export const dueShards = ['OPEN#0', 'OPEN#1', 'OPEN#2', 'OPEN#3'] as const

/** The shard of a case: its check symbol spreads references evenly. */
export const dueShardOf = (reference: string): (typeof dueShards)[number] =>
  dueShards[reference.charCodeAt(reference.length - 1) % dueShards.length] ?? dueShards[0]
export const dueSortOf = (at: string, reference: string): string => `${at}#${reference}`
export function dueCaseOf(sort: string): { reference: string; since: string } {
  const [since = '', reference = ''] = sort.split('#')
  return { reference, since }
}
