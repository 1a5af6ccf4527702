import type { DecisionError, DecisionField } from '../../shared/contracts/decision-form.ts'
import { type Availability, availabilities, type Capacity } from '../../shared/domain/capacity.ts'
import { slotsOf } from '../../shared/domain/event-slots.ts'
import { propose } from '../../shared/domain/proposal.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { Resource, ResourceKind } from '../../shared/domain/resources.ts'
import { Checkboxes } from '../../shared/web/components/choices.tsx'
import { Select } from '../../shared/web/components/select.tsx'
import { choiceText } from './assignment.ts'

type AssignmentFieldsProps = {
  readonly request: ServiceRequest
  readonly capacity: Capacity
  readonly typed: URLSearchParams | undefined
  readonly errors: readonly DecisionError[]
}

type Known = { readonly resource: Resource; readonly availability: Availability }

/**
 * What the event gets of the office's resources: who and what is free at its time, set-up, rehearsal
 * and clean-up included, with a proposal chosen already.
 */
export function AssignmentFields({ request, capacity, typed, errors }: AssignmentFieldsProps) {
  const known = availabilities(slotsOf(request.event), capacity, request.reference)
  const { assignment } = propose(request.event, capacity, { except: request.reference })
  const ofKind = (kind: ResourceKind) => known.filter(({ resource }) => resource.kind === kind)
  const field = (name: DecisionField) => {
    const error = errors.find((wrong) => wrong.field === name)?.message
    return { name, ...(error ? { error } : {}) }
  }
  const one = (name: 'account' | 'channel' | 'room', label: string) => (
    <Select
      {...field(name)}
      label={label}
      value={typed?.get(name) ?? assignment[name] ?? ''}
      items={[{ value: '', text: 'Tidak diperlukan' }, ...ofKind(name).map(choice)]}
    />
  )
  return (
    <>
      {one('account', 'Akun Zoom')}
      {one('channel', 'Kanal YouTube')}
      {one('room', 'Ruang')}
      <Checkboxes
        {...field('staff')}
        label="Petugas teknis"
        labelSize="s"
        values={typed?.has('account') ? typed.getAll('staff') : assignment.staff}
        items={ofKind('staff').map(choice)}
      />
    </>
  )
}

const choice = ({ resource, availability }: Known) => ({
  value: resource.id,
  text: choiceText(resource, availability),
})
