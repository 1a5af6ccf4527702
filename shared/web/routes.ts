/**
 * Every address of the service, once. infra builds the HTTP API from this list, pages link through
 * it. `function` names the HouseFunction (functions/<journey>/<name>.lambda.ts) that answers.
 */
export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly function: string
}

export const routes = [
  { method: 'GET', path: '/', function: 'site/pages' },
  { method: 'GET', path: '/standar-pelayanan', function: 'site/pages' },
  { method: 'GET', path: '/privasi', function: 'site/pages' },
  { method: 'GET', path: '/jadwal', function: 'site/schedule' },
  { method: 'GET', path: '/jadwal.ics', function: 'site/schedule' },
  { method: 'GET', path: '/aset/{file}', function: 'site/assets' },
  { method: 'GET', path: '/permohonan', function: 'requests/submit' },
  { method: 'POST', path: '/permohonan', function: 'requests/submit' },
  { method: 'GET', path: '/permohonan/{reference}/surat', function: 'requests/letter' },
  { method: 'GET', path: '/permohonan/{reference}/perbaikan', function: 'requests/change' },
  { method: 'POST', path: '/permohonan/{reference}/perbaikan', function: 'requests/change' },
  { method: 'GET', path: '/permohonan/{reference}/tawaran', function: 'requests/change' },
  { method: 'POST', path: '/permohonan/{reference}/tawaran', function: 'requests/change' },
  { method: 'GET', path: '/permohonan/{reference}/jadwal-ulang', function: 'requests/change' },
  { method: 'POST', path: '/permohonan/{reference}/jadwal-ulang', function: 'requests/change' },
  { method: 'GET', path: '/permohonan/{reference}/batal', function: 'requests/change' },
  { method: 'POST', path: '/permohonan/{reference}/batal', function: 'requests/change' },
  { method: 'GET', path: '/permohonan/{reference}', function: 'cases/track' },
  { method: 'GET', path: '/s/{token}', function: 'cases/track' },
  { method: 'GET', path: '/lacak', function: 'cases/track' },
  { method: 'POST', path: '/lacak', function: 'cases/track' },
  { method: 'GET', path: '/survei/{token}', function: 'cases/survey' },
  { method: 'POST', path: '/survei/{token}', function: 'cases/survey' },
  { method: 'GET', path: '/t/{token}', function: 'reviews/decide' },
  { method: 'GET', path: '/keputusan/{id}', function: 'reviews/decide' },
  { method: 'POST', path: '/keputusan/{id}', function: 'reviews/decide' },
  { method: 'POST', path: '/keputusan/{id}/kode', function: 'reviews/decide' },
  { method: 'POST', path: '/keputusan/{id}/masuk', function: 'reviews/decide' },
  { method: 'POST', path: '/keputusan/{id}/tautan', function: 'reviews/decide' },
  { method: 'POST', path: '/keputusan/{id}/surat', function: 'reviews/letter' },
  { method: 'GET', path: '/petugas', function: 'staff/desk' },
  { method: 'GET', path: '/petugas/permohonan/{reference}/pelaksanaan', function: 'staff/held' },
  { method: 'POST', path: '/petugas/permohonan/{reference}/pelaksanaan', function: 'staff/held' },
  { method: 'GET', path: '/petugas/permohonan/{reference}/berita-acara', function: 'staff/held' },
  { method: 'GET', path: '/petugas/sumber-daya', function: 'staff/resources' },
  { method: 'POST', path: '/petugas/sumber-daya', function: 'staff/resources' },
  { method: 'GET', path: '/petugas/masuk', function: 'staff/sign-in' },
  { method: 'POST', path: '/petugas/masuk', function: 'staff/sign-in' },
  { method: 'GET', path: '/petugas/masuk/{token}', function: 'staff/sign-in' },
  { method: 'POST', path: '/petugas/masuk/kode', function: 'staff/sign-in' },
  { method: 'POST', path: '/petugas/keluar', function: 'staff/sign-in' },
  { method: 'GET', path: '/petugas/perangkat', function: 'staff/sign-in' },
  { method: 'POST', path: '/petugas/perangkat/hapus', function: 'staff/sign-in' },
] as const satisfies readonly Route[]

/** Answers every address and method that no route names ($default). */
export const fallback = 'site/not-found'
