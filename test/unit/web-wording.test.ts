import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as vocabulary from '../../shared/domain/vocabulary.ts'
import { wordings } from '../../shared/web/wording/index.ts'
import { deadlines } from '../../shared/web/wording/wording.ts'

const { id, en } = wordings
const glossary = readFileSync(
  fileURLToPath(new URL('../../docs/glossary.md', import.meta.url)),
  'utf8',
)

/** Each closed list with its Indonesian and English labels. */
const lists: readonly (readonly [
  string,
  readonly string[],
  Readonly<Record<string, string>>,
  Readonly<Record<string, string>>,
])[] = [
  ['requestStatuses', vocabulary.requestStatuses, id.statuses, en.statuses],
  ['decisions', vocabulary.decisions, id.decisions, en.decisions],
  ['applicantKinds', vocabulary.applicantKinds, id.applicantKinds, en.applicantKinds],
  ['serviceKinds', vocabulary.serviceKinds, id.services, en.services],
  ['hostKinds', vocabulary.hostKinds, id.hosts, en.hosts],
  ['equipment', vocabulary.equipment, id.equipment, en.equipment],
  ['visibilities', vocabulary.visibilities, id.visibilities, en.visibilities],
  ['endorsements', vocabulary.endorsements, id.endorsements, en.endorsements],
  ['requestChannels', vocabulary.requestChannels, id.channels, en.channels],
  ['contactWays', vocabulary.contactWays, id.contactWays, en.contactWays],
  ['surveyElements', vocabulary.surveyElements, id.surveyElements, en.surveyElements],
  ['letterTypes', vocabulary.letterTypes, id.letterTypes, en.letterTypes],
  ['letterFaults', vocabulary.letterFaults, id.letterFaults, en.letterFaults],
  ['staffRoles', vocabulary.staffRoles, id.roles, en.roles],
  ['requestEvents', vocabulary.requestEvents, id.events, en.events],
  ['deadlines', deadlines, id.deadlines, en.deadlines],
]

/** The row of the glossary that begins with a value. */
const row = (value: string): string =>
  glossary.split('\n').find((line) => line.startsWith(`| \`${value}\` |`)) ?? ''

describe('the ubiquitous language', () => {
  it('has a list here for each list of the vocabulary', () => {
    const named = new Set(lists.map(([name]) => name))
    const missing = Object.keys(vocabulary).filter((name) => !named.has(name))
    expect(missing).toEqual([])
  })

  it.each(lists)(
    'labels exactly the values of %s, in both languages',
    (_, values, ours, theirs) => {
      expect(Object.keys(ours).sort()).toEqual([...values].sort())
      expect(Object.keys(theirs).sort()).toEqual([...values].sort())
    },
  )

  it.each(lists)('labels no two values of %s alike', (_, values, ours, theirs) => {
    expect(new Set(Object.values(ours)).size).toBe(values.length)
    expect(new Set(Object.values(theirs)).size).toBe(values.length)
  })

  it.each(lists.filter(([name]) => name !== 'letterFaults'))(
    'explains %s in the glossary under the label on screen',
    (_, values, ours) => {
      const wrong = values.filter((value) => !row(value).includes(`| ${ours[value]} |`))
      expect(wrong).toEqual([])
    },
  )

  it('explains every fault of a letter in the glossary', () => {
    expect(vocabulary.letterFaults.filter((fault) => row(fault) === '')).toEqual([])
  })

  it('holds nothing in the glossary that code does not know', () => {
    const known = new Set(lists.flatMap(([, values]) => values))
    const rows = [...glossary.matchAll(/^\| `([^`]+)` \|/gm)].map(([, value = '']) => value)
    expect(rows.filter((value) => !known.has(value))).toEqual([])
  })

  it('says of every fault what is wrong and then what to do', () => {
    for (const wording of [id, en]) {
      for (const sentence of Object.values(wording.letterFaults)) {
        expect(sentence).toMatch(/^[^.]+\. .*(?:unggah lagi|upload it again)\.$/)
      }
    }
  })

  it('tells the applicant what every status means', () => {
    for (const wording of [id, en]) {
      expect(Object.keys(wording.statusMeanings)).toEqual(Object.keys(wording.statuses))
    }
  })

  it('never says “Diterima” alone, which means both received and accepted', () => {
    expect(Object.values(id.statuses)).not.toContain('Diterima')
  })
})
