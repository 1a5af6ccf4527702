import { describe, expect, it } from 'vitest'
import { credentialsOf } from '../../shared/providers/credentials.ts'

const zoomAt = (auth: string) => {
  const origins = { auth, api: 'https://api.zoomgov.example' }
  const own = { accountId: 'a', clientId: 'b', clientSecret: 'c', users: {} }
  return () => credentialsOf(JSON.stringify({ zoom: { ...own, origins } }))
}

describe('the place of a provider', () => {
  it.each(['https://zoomgov.example', 'http://127.0.0.1:4010', 'http://[::1]:4010'])(
    'may be %s',
    (origin) => {
      expect(zoomAt(origin)().zoom?.origins?.auth).toBe(origin)
    },
  )

  it.each([
    'http://zoomgov.example',
    'http://127.0.0.1.zoomgov.example',
    'https://zoomgov.example/path',
    'https://user@zoomgov.example',
    'ftp://127.0.0.1',
    'zoomgov.example',
  ])('may not be %s', (origin) => {
    expect(zoomAt(origin)).toThrow('The provider secret is not right: zoom.origins.auth.')
  })
})
