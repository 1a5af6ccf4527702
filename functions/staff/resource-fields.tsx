import { formDays } from '../../shared/contracts/resource-form.ts'
import { accountCapacities } from '../../shared/domain/resources.ts'
import { Radios } from '../../shared/web/components/choices.tsx'
import { Fieldset } from '../../shared/web/components/fieldset.tsx'
import { Select } from '../../shared/web/components/select.tsx'
import { DateInput, TextInput } from '../../shared/web/components/text-fields.tsx'
import type { ResourceFormProps } from './resource-form.page.tsx'
import { dayNames, hoursText, licenceNames } from './resource-words.ts'

type Field = (name: string) => {
  readonly name: string
  readonly value: string
  readonly error?: string
}

const yesNo = [
  { value: 'yes', text: 'Ya' },
  { value: 'no', text: 'Tidak' },
]

/** The questions about a resource of its kind; what was typed goes before what is stored. */
export function ResourceFields(props: ResourceFormProps) {
  const { kind, typed, errors } = props
  const known = knownOf(props)
  const field: Field = (name) => {
    const error = errors.find((wrong) => wrong.field === name)?.message
    return { name, value: typed?.get(name) ?? known[name] ?? '', ...(error ? { error } : {}) }
  }
  return (
    <>
      {kind === 'staff' ? <PersonFields {...props} field={field} /> : undefined}
      {kind === 'staff' ? undefined : <TextInput {...field('name')} label="Nama" />}
      {kind === 'account' ? <AccountFields field={field} /> : undefined}
      {kind === 'channel' ? (
        <>
          <Radios
            {...field('liveEnabled')}
            label="Siaran langsung sudah aktif?"
            items={yesNo}
            inline
          />
          <DateInput {...field('testedOn')} label="Tanggal uji siaran terakhir" optional />
        </>
      ) : undefined}
      {kind === 'room' ? (
        <TextInput
          {...field('seats')}
          label="Jumlah kursi"
          optional
          inputMode="numeric"
          width={5}
        />
      ) : undefined}
      <Radios {...field('active')} label="Dipakai untuk permohonan baru?" items={yesNo} inline />
    </>
  )
}

function AccountFields({ field }: { readonly field: Field }) {
  return (
    <>
      <Radios
        {...field('capacity')}
        label="Kapasitas (peserta)"
        items={accountCapacities.map((each) => ({ value: String(each), text: String(each) }))}
        inline
      />
      <Radios
        {...field('licence')}
        label="Lisensi"
        items={(['basic', 'paid'] as const).map((value) => ({ value, text: licenceNames[value] }))}
        inline
      />
    </>
  )
}

function PersonFields({
  stored,
  free,
  typed,
  errors,
  field,
}: ResourceFormProps & { readonly field: Field }) {
  const absences = stored?.resource.kind === 'staff' ? stored.resource.absences : []
  const starts = typed?.getAll('absentFrom') ?? [...absences.map(({ from }) => from), '', '']
  const ends = typed?.getAll('absentTo') ?? absences.map(({ to }) => to)
  return (
    <>
      {stored ? undefined : (
        <Select
          {...field('person')}
          label="Petugas"
          items={[
            { value: '', text: '' },
            ...free.map(({ id, name }) => ({ value: id, text: name })),
          ]}
        />
      )}
      <Fieldset legend="Jam kerja" legendSize="m">
        <p class="govuk-hint">
          Misalnya 07.30–12.00, 13.00–16.00. Tanpa isian sama sekali: sesuai kebutuhan kegiatan.
        </p>
        {formDays.map((day) => (
          <TextInput key={day} {...field(day)} label={dayNames[day]} optional width={20} />
        ))}
      </Fieldset>
      <Fieldset legend="Tidak bertugas" legendSize="m">
        <p class="govuk-hint">Tanggal awal dan akhir termasuk. Kosongkan untuk menghapus.</p>
        {starts.map((from, row) => {
          const id = `absentFrom-${row + 1}`
          const error = errors.find((wrong) => wrong.field === id)?.message
          return (
            <div key={id}>
              <DateInput
                name="absentFrom"
                id={id}
                label={`Tidak bertugas ${row + 1}: dari`}
                optional
                value={from}
                {...(error ? { error } : {})}
              />
              <DateInput
                name="absentTo"
                id={`absentTo-${row + 1}`}
                label={`Tidak bertugas ${row + 1}: sampai`}
                optional
                value={ends[row] ?? ''}
              />
            </div>
          )
        })}
      </Fieldset>
    </>
  )
}

/** The stored values as the form's fields have them. */
function knownOf({ stored }: ResourceFormProps): Readonly<Record<string, string>> {
  if (!stored) return { active: 'yes' }
  const { resource } = stored
  const common = { name: resource.name, active: resource.active ? 'yes' : 'no' }
  switch (resource.kind) {
    case 'account':
      return { ...common, capacity: String(resource.capacity), licence: resource.licence }
    case 'channel':
      return {
        ...common,
        liveEnabled: resource.liveEnabled ? 'yes' : 'no',
        testedOn: resource.testedOn ?? '',
      }
    case 'room':
      return { ...common, seats: resource.seats === undefined ? '' : String(resource.seats) }
    case 'staff':
      return {
        ...common,
        ...Object.fromEntries(formDays.map((day) => [day, hoursText(resource.week?.[day])])),
      }
  }
}
