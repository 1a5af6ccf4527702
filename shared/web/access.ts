import { type StaffRole, staffRoles } from '../domain/vocabulary.ts'
import type { Route, routes } from './routes.ts'

type KeyOf<R> = R extends Route ? `${R['method']} ${R['path']}` : never

/** How a route is named: method and path as in shared/web/routes.ts. */
export type RouteKey = KeyOf<(typeof routes)[number]>

/** What a role may reach through a route: everything, or only what concerns the person. */
export type Reach = 'any' | 'own'

/**
 * everyone: nothing to prove · link: what a link, a code or a cookie of one case opens · by role: a
 * signed-in person of the staff; a role that is not named may not.
 */
export type Access = 'everyone' | 'link' | Readonly<Partial<Record<StaffRole, Reach>>>

const each = (reach: Reach): Readonly<Record<StaffRole, Reach>> =>
  Object.fromEntries(staffRoles.map((role) => [role, reach])) as Record<StaffRole, Reach>

/** Who works on requests sees them all; who is sent to an event, or handles complaints, their own. */
const requestDesk: Access = {
  'head-of-office': 'any',
  'head-of-division': 'any',
  'head-of-section': 'any',
  reviewer: 'any',
  administrator: 'any',
  technician: 'own',
  'complaint-officer': 'own',
  'complaint-team': 'own',
}

/** Who says whether an event was held: who decides on requests, and who is sent to it. */
const aroundEvents: Access = {
  'head-of-office': 'any',
  'head-of-division': 'any',
  'head-of-section': 'any',
  reviewer: 'any',
  technician: 'own',
}

/** The one table of who may use which route. A route that is missing here does not compile. */
export const access: Readonly<Record<RouteKey, Access>> = {
  'GET /': 'everyone',
  'GET /standar-pelayanan': 'everyone',
  'GET /privasi': 'everyone',
  'GET /jadwal': 'everyone',
  'GET /jadwal.ics': 'everyone',
  'GET /aset/{file}': 'everyone',
  'GET /permohonan': 'everyone',
  'POST /permohonan': 'everyone',
  'GET /permohonan/{reference}/surat': 'link',
  'GET /permohonan/{reference}/perbaikan': 'link',
  'POST /permohonan/{reference}/perbaikan': 'link',
  'GET /permohonan/{reference}/tawaran': 'link',
  'POST /permohonan/{reference}/tawaran': 'link',
  'GET /permohonan/{reference}/jadwal-ulang': 'link',
  'POST /permohonan/{reference}/jadwal-ulang': 'link',
  'GET /permohonan/{reference}/batal': 'link',
  'POST /permohonan/{reference}/batal': 'link',
  'GET /permohonan/{reference}': 'link',
  'GET /s/{token}': 'link',
  'GET /lacak': 'everyone',
  'POST /lacak': 'everyone',
  'GET /survei/{token}': 'link',
  'POST /survei/{token}': 'link',
  'GET /t/{token}': 'link',
  'GET /keputusan/{id}': 'link',
  'POST /keputusan/{id}': 'link',
  'POST /keputusan/{id}/kode': 'link',
  'POST /keputusan/{id}/masuk': 'link',
  'POST /keputusan/{id}/tautan': 'link',
  'POST /keputusan/{id}/surat': 'link',
  'GET /petugas/masuk': 'everyone',
  'POST /petugas/masuk': 'everyone',
  'GET /petugas/masuk/{token}': 'everyone',
  'POST /petugas/masuk/kode': 'everyone',
  'POST /petugas/keluar': each('own'),
  'GET /petugas/perangkat': each('own'),
  'POST /petugas/perangkat/hapus': each('own'),
  'GET /petugas': requestDesk,
  'GET /petugas/sumber-daya': { administrator: 'any' },
  'POST /petugas/sumber-daya': { administrator: 'any' },
  'GET /petugas/permohonan/{reference}/pelaksanaan': aroundEvents,
  'POST /petugas/permohonan/{reference}/pelaksanaan': aroundEvents,
  'GET /petugas/permohonan/{reference}/berita-acara': aroundEvents,
}

/** How far somebody with these roles gets by a route; undefined: not at all. */
export function reachOf(roles: readonly StaffRole[], route: string): Reach | undefined {
  const entry = isRoute(route) ? access[route] : undefined
  if (typeof entry !== 'object') return undefined
  const reaches = roles.map((role) => entry[role])
  return reaches.includes('any') ? 'any' : reaches.find((reach) => reach !== undefined)
}

/** Whether there is a route of this name. */
export const isRoute = (route: string): route is RouteKey => Object.hasOwn(access, route)
