import { formatDate } from '../../shared/domain/dates.ts'
import type { Resource, ResourceKind } from '../../shared/domain/resources.ts'

export const kindNames: Readonly<Record<ResourceKind, string>> = {
  account: 'Akun Zoom',
  channel: 'Kanal YouTube',
  room: 'Ruang',
  staff: 'Petugas teknis',
}

export const dayNames = {
  mon: 'Senin',
  tue: 'Selasa',
  wed: 'Rabu',
  thu: 'Kamis',
  fri: 'Jumat',
  sat: 'Sabtu',
  sun: 'Minggu',
} as const

export const licenceNames = { basic: 'Dasar', paid: 'Berbayar' } as const

/** Hours as people type them: 07.30–12.00, 13.00–16.00. */
export const hoursText = (spans: readonly (readonly [string, string])[] = []): string =>
  spans.map((span) => span.map((time) => time.replace(':', '.')).join('–')).join(', ')

/** What is to be known of a resource beside its name, in one line. */
export function factsOf(resource: Resource): string {
  const facts = ownFacts(resource)
  return [...facts, resource.active ? 'dipakai' : 'tidak dipakai'].join('; ')
}

function ownFacts(resource: Resource): readonly string[] {
  switch (resource.kind) {
    case 'account':
      return [`${resource.capacity} peserta`, licenceNames[resource.licence].toLowerCase()]
    case 'channel': {
      const { liveEnabled, testedOn } = resource
      const live = liveEnabled ? 'siaran langsung aktif' : 'siaran langsung belum aktif'
      return testedOn ? [live, `diuji ${formatDate(testedOn)}`] : [live]
    }
    case 'room':
      return resource.seats ? [`${resource.seats} kursi`] : []
    case 'staff': {
      const week = Object.entries(dayNames).flatMap(([day, name]) => {
        const spans = resource.week?.[day as keyof typeof dayNames]
        return spans && spans.length > 0 ? [`${name} ${hoursText(spans)}`] : []
      })
      const absent = resource.absences.map(
        ({ from, to }) => `tidak bertugas ${formatDate(from)} s.d. ${formatDate(to)}`,
      )
      return [...(resource.week ? week : ['sesuai kebutuhan kegiatan']), ...absent]
    }
  }
}
