import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decisionLinkId, linkNamed } from '../../shared/domain/action-link.ts'
import { decisions } from '../../shared/domain/vocabulary.ts'

const ids = fc.stringMatching(/^[\w-]{22}$/)

describe('the name of a link', () => {
  it('tells under which id it is kept, and its decision', () => {
    fc.assert(
      fc.property(ids, fc.constantFrom(...decisions), (id, decision) => {
        expect(linkNamed(decisionLinkId(id, decision))).toEqual({ id, decision })
      }),
    )
  })

  it('without a decision is the id itself, as in release 0.1.0', () => {
    fc.assert(
      fc.property(ids, (id) => {
        expect(linkNamed(id)).toEqual({ id })
      }),
    )
  })

  it('with a word that is no decision names nothing that is kept', () => {
    expect(linkNamed('AAAAAAAAAAAAAAAAAAAAAA.else')).toEqual({ id: 'AAAAAAAAAAAAAAAAAAAAAA.else' })
  })
})
