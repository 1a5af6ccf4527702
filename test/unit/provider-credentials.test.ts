import { describe, expect, it } from 'vitest'
import { credentialsOf } from '../../shared/providers/credentials.ts'
import { providersOf } from '../../shared/providers/credentials-providers.ts'
import { sentenceFor, sentenceOfProblem } from '../../shared/providers/sentences.ts'

const youtube = { clientId: 'b', clientSecret: 'c', channels: { kanal: 'refresh' } }
const zoom = { accountId: 'a', clientId: 'b', clientSecret: 'rahasia', users: { 'zoom-1': 'u' } }

describe('the provider secret', () => {
  it('may name both providers, one, or none', () => {
    expect(credentialsOf(JSON.stringify({ zoom, youtube }))).toEqual({ zoom, youtube })
    expect(credentialsOf(JSON.stringify({ zoom }))).toEqual({ zoom })
    expect(credentialsOf('{}')).toEqual({})
    expect(credentialsOf('{"placeholder":"x"}').zoom).toBeUndefined()
  })

  it.each([
    ['no JSON', 'rahasia', /JSON/],
    ['a field too many', JSON.stringify({ zoom: { ...zoom, extra: 'rahasia' } }), /zoom/],
    [
      'a wrong value',
      JSON.stringify({ zoom: { ...zoom, clientSecret: '' } }),
      /zoom\.clientSecret/,
    ],
  ])('with %s is refused by the name of its fields alone', (_, secret, fields) => {
    const refusal = catching(() => credentialsOf(secret))
    expect(refusal).toMatch(fields)
    expect(refusal).not.toContain('rahasia')
  })
})

describe('the providers of a stage', () => {
  it('are those that its secret names, with the resources that they host on', async () => {
    let text = '{}'
    const providers = providersOf(() => Promise.resolve(text))
    expect(await providers()).toEqual({})
    text = JSON.stringify({ zoom, youtube })
    const both = await providers()
    expect([both.meetings?.hosts, both.streams?.hosts]).toEqual([['zoom-1'], ['kanal']])
  })

  it('stay, with their tokens, until the secret says something else', async () => {
    let text = JSON.stringify({ zoom })
    const providers = providersOf(() => Promise.resolve(text))
    const first = await providers()
    expect(await providers()).toBe(first)
    text = JSON.stringify({ zoom: { ...zoom, clientSecret: 'baru' } })
    expect(await providers()).not.toBe(first)
  })
})

describe('a problem as records hold it', () => {
  it('reads as the sentence of its provider', () => {
    expect(sentenceOfProblem('zoom/no-answer')).toBe(sentenceFor('zoom', 'no-answer'))
    expect(sentenceOfProblem('youtube/quota-exceeded')).toContain('Kuota harian YouTube')
  })

  it.each(['zoom', 'zoom/no-such', 'webex/no-answer', ''])(
    'that is unknown (%s) says what to do',
    (problem) => {
      expect(sentenceOfProblem(problem)).toContain('secara manual')
    },
  )
})

function catching(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return String(error)
  }
  return ''
}
