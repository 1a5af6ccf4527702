import type { DecisionError, DecisionField } from '../../shared/contracts/decision-form.ts'
import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { offerName, timeInWords } from '../../shared/domain/event-time.ts'
import type { Decision } from '../../shared/domain/vocabulary.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Checkboxes } from '../../shared/web/components/choices.tsx'
import { InsetText, WarningText } from '../../shared/web/components/notices.tsx'
import { Textarea } from '../../shared/web/components/text-fields.tsx'
import { AssignmentFields } from './assignment-fields.tsx'
import { warningText } from './capacity-words.ts'
import { LinkFields } from './link-fields.tsx'
import type { Prospect } from './prospect.ts'

export type DecisionFormProps = {
  readonly id: string
  readonly csrf: string
  readonly stored: StoredRequest
  readonly decision: Decision
  readonly prospect: Prospect
  readonly typed: URLSearchParams | undefined
  readonly errors: readonly DecisionError[]
}

const labels: Record<Decision, string> = {
  approve: 'Setujui permohonan',
  reject: 'Tolak permohonan',
  return: 'Kembalikan untuk perbaikan',
}

const consequences: Record<Decision, string> = {
  approve:
    'Pemohon langsung menerima e-mail persetujuan. Bila tautan diisi di bawah ini, jadwal dan tautannya ikut terkirim; bila belum ada, Anda dapat menambahkannya kemudian lewat tautan yang sama.',
  reject:
    'Pemohon langsung menerima e-mail penolakan beserta alasan yang Anda tulis. Keputusan ini tidak dapat diubah lewat tautan.',
  return:
    'Pemohon langsung menerima e-mail berisi alasan yang Anda tulis dan tautan untuk memperbaiki isian atau suratnya. Selama menunggu, batas waktu berhenti berjalan.',
}

/** One decision with what belongs to it; nothing submits itself. */
export function DecisionForm(props: DecisionFormProps) {
  const { id, csrf, stored, decision } = props
  return (
    <form method="post" action={`/keputusan/${id}`} novalidate>
      <input type="hidden" name="csrf" value={csrf} />
      <input type="hidden" name="stage" value={String(stored.case.stageVersion)} />
      <input type="hidden" name="decision" value={decision} />
      <InsetText>{consequences[decision]}</InsetText>
      {decision === 'approve' ? <Approval {...props} /> : <Refusal {...props} />}
      <Button look={decision === 'approve' ? 'primary' : 'warning'}>{labels[decision]}</Button>
    </form>
  )
}

function Approval({ id, stored, prospect, typed, errors }: DecisionFormProps) {
  const { capacity, warnings, offers } = prospect
  return (
    <>
      {warnings.map((warning) => (
        <WarningText key={warning.code}>{warningText(warning)}</WarningText>
      ))}
      {offers.length > 0 ? (
        <p class="govuk-body">
          Bebas pada waktu lain: {offers.map(timeInWords).join('; ')}.{' '}
          <a class="govuk-link" href={`/keputusan/${id}?tindakan=return`}>
            Tawarkan waktu lain kepada pemohon
          </a>
        </p>
      ) : undefined}
      <AssignmentFields request={stored.case} capacity={capacity} typed={typed} errors={errors} />
      <LinkFields product={{ joinUrl: stored.case.event.hostLink }} typed={typed} errors={errors} />
    </>
  )
}

function Refusal({ decision, prospect, typed, errors }: DecisionFormProps) {
  const field = (name: DecisionField) => {
    const error = errors.find((wrong) => wrong.field === name)?.message
    return { name, ...(error ? { error } : {}) }
  }
  return (
    <>
      <Textarea
        {...field('reason')}
        label="Alasan"
        hint="Tulis dengan jelas apa yang kurang dan apa yang sebaiknya dilakukan pemohon."
        {...(typed?.get('reason') ? { value: typed.get('reason') ?? '' } : {})}
      />
      {decision === 'return' && prospect.offers.length > 0 ? (
        <Checkboxes
          {...field('offers')}
          label="Tawarkan waktu lain"
          labelSize="s"
          hint="Semua yang diperlukan acara ini bebas pada waktu-waktu ini. Pemohon cukup memilih salah satu; suratnya tetap berlaku."
          values={typed?.getAll('offers') ?? []}
          items={prospect.offers.map((time) => ({
            value: offerName(time),
            text: timeInWords(time),
          }))}
        />
      ) : undefined}
    </>
  )
}
