import { describe, expect, it } from 'vitest'
import { credentialsOf } from '../../shared/providers/credentials.ts'

const zoom = { accountId: 'a', clientId: 'b', clientSecret: 'rahasia', users: { 'zoom-1': 'u' } }

describe('the provider secret', () => {
  it('may name both providers, one, or none', () => {
    const youtube = { clientId: 'b', clientSecret: 'c', channels: { kanal: 'refresh' } }
    expect(credentialsOf(JSON.stringify({ zoom, youtube }))).toEqual({ zoom, youtube })
    expect(credentialsOf(JSON.stringify({ zoom }))).toEqual({ zoom })
    expect(credentialsOf('{}')).toEqual({})
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

function catching(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return String(error)
  }
  return ''
}
