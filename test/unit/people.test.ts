import { describe, expect, it } from 'vitest'
import { addressesDiffer, reachesTop } from '../../shared/domain/people.ts'

const head = { id: 'head' }
const section = { id: 'section', superior: 'head' }
const reviewer = { id: 'reviewer', superior: 'section' }

describe('the superiors of a person', () => {
  it.each([
    ['nobody above', head, [head], true],
    ['a chain to the head', reviewer, [reviewer, section, head], true],
    ['somebody unknown', reviewer, [reviewer, head], false],
    ['themselves', { id: 'head', superior: 'head' }, [{ id: 'head', superior: 'head' }], false],
    ['a circle', section, [section, { id: 'head', superior: 'section' }], false],
    [
      'a circle further up',
      reviewer,
      [reviewer, section, { id: 'head', superior: 'section' }],
      false,
    ],
  ])('%s', (_, person, people, reaches) => expect(reachesTop(person, people)).toBe(reaches))
})

it('tells two people of one address in whatever case', () => {
  expect(addressesDiffer([{ email: 'a@office.example' }, { email: 'b@office.example' }])).toBe(true)
  expect(addressesDiffer([{ email: 'a@office.example' }, { email: 'A@Office.example' }])).toBe(
    false,
  )
})
