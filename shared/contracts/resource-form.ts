import * as z from 'zod/mini'
import { accountCapacities, type Resource, type Technician } from '../domain/resources.ts'
import { choice, optionallyParsed, parseCount, parseDate, parseTime, required } from './fields.ts'

export const resourceKinds = ['account', 'channel', 'room', 'staff'] as const

/** Working days in the order of a form. */
export const formDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export type ResourceError = { readonly field: string; readonly message: string }
type Checked =
  | { readonly ok: true; readonly resource: Resource }
  | { readonly ok: false; readonly errors: readonly ResourceError[] }

const yesNo = (ask: string) =>
  z.pipe(
    choice(['yes', 'no'], ask),
    z.transform((said) => said === 'yes'),
  )
const active = yesNo('Pilih apakah sumber daya ini dipakai.')
const named = { name: required('Isi namanya.', 120), active }
const hours = optionallyParsed(parseHours, 'Isi jam kerja seperti 07.30–12.00, 13.00–16.00.', 120)

const account = z.object({
  ...named,
  capacity: z.pipe(
    choice(['100', '300', '500', '1000'], 'Pilih kapasitas akun.'),
    z.transform((text) => accountCapacities.find((each) => String(each) === text) ?? 100),
  ),
  licence: choice(['basic', 'paid'], 'Pilih lisensi akun.'),
})
const channel = z.object({
  ...named,
  liveEnabled: yesNo('Pilih apakah siaran langsung sudah diaktifkan.'),
  testedOn: optionallyParsed(parseDate, 'Isi tanggal uji siaran, misalnya 23-11-2026.'),
})
const room = z.object({
  ...named,
  seats: optionallyParsed(parseCount, 'Isi jumlah kursi dengan angka, misalnya 40.'),
})
const technician = z.object({
  active,
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
  sat: hours,
  sun: hours,
})

/** What a form says of a resource. `name`: of a technician, as the directory has it. */
export function checkResource(
  form: URLSearchParams,
  { kind, id, name }: { kind: Resource['kind']; id: string; name: string },
): Checked {
  switch (kind) {
    case 'account':
      return checked(account, form, (said) => ({ kind, id, ...said }))
    case 'channel':
      return checked(channel, form, (said) => ({ kind, id, ...said }))
    case 'room':
      return checked(room, form, (said) => ({ kind, id, ...said }))
    case 'staff': {
      const { absences, errors } = absencesIn(form)
      const result = checked(technician, form, ({ active, ...days }) => {
        const worked = Object.entries(days).filter(([, spans]) => spans !== undefined)
        const week = worked.length > 0 ? { week: Object.fromEntries(worked) } : {}
        return { kind, id, name, active, absences, ...week }
      })
      if (errors.length === 0) return result
      return { ok: false, errors: [...(result.ok ? [] : result.errors), ...errors] }
    }
  }
}

/** The id of a new account, channel or room; undefined for a name without letter or digit. */
export function idOf(kind: Resource['kind'], name: string): string | undefined {
  const slug = name.toLowerCase().match(/[a-z0-9]+/g)
  return slug ? `${kind}-${slug.join('-')}`.slice(0, 40).replace(/-$/, '') : undefined
}

function checked<T extends z.ZodMiniObject>(
  fields: T,
  form: URLSearchParams,
  resourceOf: (said: z.output<T>) => Resource,
): Checked {
  const names = Object.keys(fields.shape)
  const result = z.safeParse(
    fields,
    Object.fromEntries(names.map((name) => [name, form.get(name) ?? ''])),
  )
  if (result.success) return { ok: true, resource: resourceOf(result.data) }
  const errors = names.flatMap((field) => {
    const issue = result.error.issues.find(({ path }) => path[0] === field)
    return issue ? [{ field, message: issue.message }] : []
  })
  return { ok: false, errors }
}

/** '07.30–12.00, 13.00–16.00' as intervals, in order and apart. */
function parseHours(text: string): [string, string][] | undefined {
  const spans: [string, string][] = []
  for (const part of text.split(',')) {
    const [from, to, more] = part.split(/[-–]/).map((time) => parseTime(time.trim()))
    if (!from || !to || more !== undefined || from >= to) return undefined
    if ((spans.at(-1)?.[1] ?? '') > from) return undefined
    spans.push([from, to])
  }
  return spans
}

/** Rows of two dates; a row without any is dropped. */
function absencesIn(form: URLSearchParams): {
  absences: Technician['absences']
  errors: readonly ResourceError[]
} {
  const until = form.getAll('absentTo')
  const absences: { from: string; to: string }[] = []
  const errors: ResourceError[] = []
  for (const [row, typed] of form.getAll('absentFrom').slice(0, 60).entries()) {
    if (`${typed}${until[row] ?? ''}`.trim() === '') continue
    const [from, to] = [parseDate(typed.trim()), parseDate((until[row] ?? '').trim())]
    if (from && to && from <= to) absences.push({ from, to })
    else
      errors.push({
        field: `absentFrom-${row + 1}`,
        message: 'Isi tanggal awal dan akhir tidak bertugas; akhir tidak boleh sebelum awal.',
      })
  }
  return { absences: absences.sort((a, b) => (a.from < b.from ? -1 : 1)), errors }
}
