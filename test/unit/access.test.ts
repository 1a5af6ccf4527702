import { beforeAll, describe, expect, it } from 'vitest'
import { type StaffRole, staffRoles } from '../../shared/domain/vocabulary.ts'
import { access, reachOf } from '../../shared/web/access.ts'
import { routes } from '../../shared/web/routes.ts'
import { staff } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

const keys = routes.map(({ method, path }) => `${method} ${path}`)
const ofStaff = routes.filter((route) => typeof access[keyOf(route)] === 'object')

function keyOf({ method, path }: (typeof routes)[number]): keyof typeof access {
  return `${method} ${path}` as keyof typeof access
}

describe('the table of access', () => {
  it('names each route of the service, and no other', () => {
    expect(Object.keys(access).sort()).toEqual([...keys].sort())
  })

  it('opens nothing of the staff site to everyone but its door', () => {
    const open = Object.entries(access).filter(([key]) => / \/petugas(\/|$)/.test(key))
    const door = open.filter(([, entry]) => typeof entry !== 'object').map(([key]) => key)
    expect(door.sort()).toEqual([
      'GET /petugas/masuk',
      'GET /petugas/masuk/{token}',
      'POST /petugas/masuk',
      'POST /petugas/masuk/kode',
    ])
  })

  it('gives the widest reach of several roles, and none for an unknown route', () => {
    expect(reachOf(['technician', 'reviewer'], 'GET /petugas')).toBe('any')
    expect(reachOf(['technician'], 'GET /petugas')).toBe('own')
    expect(reachOf([], 'GET /petugas')).toBeUndefined()
    expect(reachOf(['administrator'], 'GET /')).toBeUndefined()
    expect(reachOf(['administrator'], 'GET /tidak-ada')).toBeUndefined()
    expect(reachOf(['administrator'], '__proto__')).toBeUndefined()
  })
})

describe('the routes of the staff site', () => {
  const member = staff[2]!
  const browsers = new Map<StaffRole | 'none', Browser>()
  let world: World

  beforeAll(async () => {
    const people = staffRoles.map((role) => ({
      ...member,
      id: role,
      email: `${role}@office.example`,
      roles: [role],
    }))
    const none = { ...member, id: 'none', email: 'none@office.example', roles: [] }
    world = await World.open([...people, none])
    for (const { id, email } of [...people, none]) {
      const browser = world.browser()
      await world.signIn(browser, email)
      browsers.set(id as StaffRole, browser)
    }
  })

  const filled = (path: string): string =>
    path.replace(/\{reference\}/, 'VC-2026-000000D').replace(/\{\w+\}/g, 'unknown')

  it.each(ofStaff)('$method $path send a stranger to sign in', async (route) => {
    const stranger = world.browser()
    await stranger.get('/petugas/masuk')
    const path = filled(route.path)
    const answer = await (route.method === 'GET' ? stranger.get(path) : stranger.post(path))
    expect([answer.status, answer.location]).toEqual([
      303,
      expect.stringMatching(/^\/petugas\/masuk/),
    ])
  })

  it.each(ofStaff)('$method $path answer the roles of the table, and no other', async (route) => {
    const entry = access[keyOf(route)] as Readonly<Partial<Record<StaffRole, string>>>
    // Signing out would end the tests after it.
    const roles = route.path === '/petugas/keluar' ? [] : staffRoles
    for (const role of ['none', ...roles] as const) {
      const browser = browsers.get(role)!
      const path = filled(route.path)
      const { status } = await (route.method === 'GET' ? browser.get(path) : browser.post(path))
      const allowed = role !== 'none' && entry[role] !== undefined
      expect([role, status === 403]).toEqual([role, !allowed])
    }
  })
})
