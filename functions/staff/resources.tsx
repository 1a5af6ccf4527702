import { isDeepStrictEqual } from 'node:util'
import type { OfficeStore, ScheduleStore, Staff } from '../../shared/contracts/ports.ts'
import {
  checkResource,
  idOf,
  type ResourceError,
  resourceKinds,
} from '../../shared/contracts/resource-form.ts'
import type {
  ResourceChange,
  ResourceStore,
  StoredResource,
} from '../../shared/contracts/resources.ts'
import { officeDate } from '../../shared/domain/dates.ts'
import type { Resource, ResourceKind } from '../../shared/domain/resources.ts'
import type { ScheduleEntry } from '../../shared/domain/schedule.ts'
import { formOf, page, seeOther, type WebAnswer, type WebHandler } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import {
  beside,
  type StaffPorts,
  type StaffVisit,
  staffHandler,
} from '../../shared/web/staff/handler.ts'
import { ResourceFormPage } from './resource-form.page.tsx'
import { ResourcesPage } from './resources.page.tsx'

export type ResourcePorts = StaffPorts & {
  readonly capacity: Pick<ResourceStore, 'resources' | 'save' | 'changes'>
  readonly staffing: Pick<OfficeStore, 'staff'>
  readonly schedule: ScheduleStore
}

/** What every page of resources is made of. */
type Known = {
  readonly resources: readonly StoredResource[]
  readonly staff: readonly Staff[]
  readonly changes: readonly ResourceChange[]
  /** Events from today on. */
  readonly events: readonly ScheduleEntry[]
}

type Asked = { readonly stored?: StoredResource | undefined; readonly kind: ResourceKind }
type Shown = {
  readonly typed?: URLSearchParams | undefined
  readonly errors?: readonly ResourceError[]
  readonly news?: 'saved' | 'changed' | undefined
  readonly status?: number
}

const path = '/petugas/sumber-daya'
/** How far ahead events are looked for, in months, this one included. */
const monthsAhead = 13

/** What the office has to give, edited by administrators. */
export function makeResources(ports: ResourcePorts): WebHandler {
  return staffHandler(ports, {
    'GET /petugas/sumber-daya': (event) => {
      const reading = beside(read(ports))
      const { ubah, tambah, tersimpan } = event.queryStringParameters ?? {}
      return async (visit) => {
        const known = await reading
        const { kept } = visit
        const id = kept?.get('id') ?? ubah
        const asked = askedOf(known, id, kept?.get('kind') ?? tambah)
        if (asked)
          return form(ports, visit, known, asked, {
            typed: kept,
            news: tersimpan === undefined || kept ? undefined : 'saved',
          })
        if (id) return problemPage('not-found', ports.office)
        return page(<ResourcesPage office={ports.office} visit={visit} {...known} />)
      }
    },
    'POST /petugas/sumber-daya': (event) => (visit) => edit(ports, visit, formOf(event)),
  })
}

async function read({ capacity, staffing, schedule, now }: ResourcePorts): Promise<Known> {
  const today = officeDate(now().toISOString())
  const month = now().toISOString().slice(0, 7)
  const [resources, staff, latest, earlier, ...months] = await Promise.all([
    capacity.resources(),
    staffing.staff(),
    capacity.changes(month),
    capacity.changes(monthAfter(month, -1)),
    ...Array.from({ length: monthsAhead }, (_, ahead) =>
      schedule.month(monthAfter(today.slice(0, 7), ahead)),
    ),
  ])
  const events = months.flat().flatMap(({ entry }) => (entry.date >= today ? [entry] : []))
  return { resources, staff, changes: [...latest, ...earlier].slice(0, 20), events }
}

function monthAfter(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`)
  date.setUTCMonth(date.getUTCMonth() + count)
  return date.toISOString().slice(0, 7)
}

/** The resource of an id, or a new one of a kind. */
function askedOf({ resources }: Known, id = '', kind = ''): Asked | undefined {
  const stored = resources.find(({ resource }) => resource.id === id)
  if (stored) return { stored, kind: stored.resource.kind }
  const known = resourceKinds.find((each) => each === kind)
  return id === '' && known ? { kind: known } : undefined
}

function form(
  { office }: ResourcePorts,
  visit: StaffVisit,
  { resources, staff, events }: Known,
  { stored, kind }: Asked,
  { typed, errors = [], news, status = 200 }: Shown,
): WebAnswer {
  const id = stored?.resource.id
  const taken = new Set(resources.map(({ resource }) => resource.id))
  const free = staff.filter((person) => !taken.has(person.id))
  const held = events.filter(({ account, channel, room, staff: sent }) =>
    [account, channel, room, ...sent].some((each) => each !== undefined && each === id),
  )
  const shown = { office, visit, stored, kind, free, held, typed, errors, news }
  return page(<ResourceFormPage {...shown} />, { status })
}

async function edit(
  ports: ResourcePorts,
  visit: StaffVisit,
  typed: URLSearchParams,
): Promise<WebAnswer> {
  const known = await read(ports)
  const asked = askedOf(known, typed.get('id') ?? '', typed.get('kind') ?? '')
  return asked ? save(ports, visit, known, asked, typed) : problemPage('not-found', ports.office)
}

async function save(
  ports: ResourcePorts,
  visit: StaffVisit,
  known: Known,
  asked: Asked,
  typed: URLSearchParams,
): Promise<WebAnswer> {
  const { stored, kind } = asked
  const again = (errors: readonly ResourceError[]) =>
    form(ports, visit, known, asked, { typed, errors, status: 400 })
  const named = nameOf(known, asked, typed)
  if ('field' in named) return again([named])
  const checked = checkResource(typed, { kind, ...named })
  if (!checked.ok) return again(checked.errors)
  const { resource } = checked
  const receipt = seeOther(`${path}?ubah=${resource.id}&tersimpan`)
  const there = known.resources.find((each) => each.resource.id === resource.id)
  // A second click, or nothing changed.
  if (there && same(there.resource, resource)) return receipt
  if (there && !stored) return again([taken(kind)])
  if (stored && typed.get('version') !== String(stored.version))
    return form(ports, visit, known, asked, { typed, news: 'changed', status: 409 })
  const saved = await ports.capacity.save(stored?.version ?? 0, {
    by: visit.person.id,
    at: ports.now().toISOString(),
    before: stored?.resource,
    after: resource,
  })
  // Somebody was faster: what they wrote decides what this is answered with.
  return saved === 'saved' ? receipt : edit(ports, visit, typed)
}

/** Id and name of what is saved, or why there is none. */
function nameOf(
  { staff }: Known,
  { stored, kind }: Asked,
  typed: URLSearchParams,
): { readonly id: string; readonly name: string } | ResourceError {
  if (kind === 'staff') {
    const id = stored?.resource.id ?? typed.get('person')
    const person = staff.find((each) => each.id === id)
    if (person) return { id: person.id, name: person.name }
    if (stored) return stored.resource
    return { field: 'person', message: 'Pilih petugas.' }
  }
  const name = typed.get('name') ?? ''
  const id = stored?.resource.id ?? idOf(kind, name)
  return id ? { id, name } : { field: 'name', message: 'Isi namanya dengan huruf atau angka.' }
}

const taken = (kind: ResourceKind): ResourceError =>
  kind === 'staff'
    ? { field: 'person', message: 'Petugas ini sudah ada dalam daftar.' }
    : { field: 'name', message: 'Nama ini sudah dipakai. Pilih nama lain.' }

/** As stored: what is absent there is absent, too, when it is undefined here. */
const same = (a: Resource, b: Resource): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)))
