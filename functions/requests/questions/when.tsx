import { parseDate, parseTime } from '../../../shared/contracts/fields.ts'
import type { RequestField } from '../../../shared/contracts/request-form.ts'
import type { Attributes } from '../../../shared/web/components/classes.ts'
import { DateInput, TimeInput } from '../../../shared/web/components/text-fields.tsx'
import { type Answers, asked, typedText } from './answers.ts'

type WhenProps = {
  readonly answers: Answers
  readonly field: RequestField
  readonly label: string
  readonly optional?: boolean
  readonly hint?: string
}

/**
 * A date. What was typed as 23-11-2026 comes back as 2026-11-23, since a date field shows nothing
 * else; script says it in words, with the weekday, which is never asked.
 */
export function DateQuestion({
  answers,
  field,
  limits = {},
  ...rest
}: WhenProps & { readonly limits?: Attributes }) {
  const typed = typedText(answers, field)
  return (
    <DateInput
      {...asked(answers, field)}
      {...rest}
      value={parseDate(typed.trim()) ?? typed}
      attributes={{ ...limits, 'data-in-words': true }}
    />
  )
}

/** A time of day; 9.00 comes back as 09:00 for the same reason. */
function TimeQuestion({ answers, field, ...rest }: WhenProps) {
  const typed = typedText(answers, field)
  return <TimeInput {...asked(answers, field)} {...rest} value={parseTime(typed.trim()) ?? typed} />
}

/** When the event is. */
export function EventTimeQuestions(answers: Answers) {
  return (
    <>
      <DateQuestion
        answers={answers}
        field="eventDate"
        label="Tanggal kegiatan"
        limits={{ min: answers.today }}
      />
      <div class="times">
        <TimeQuestion answers={answers} field="startTime" label="Waktu mulai" hint="WIB" />
        <TimeQuestion
          answers={answers}
          field="endTime"
          label="Waktu selesai"
          hint="WIB, boleh lewat tengah malam"
        />
      </div>
    </>
  )
}

/** When it is rehearsed, if it is. */
export function RehearsalQuestions(answers: Answers) {
  return (
    <div class="times">
      <DateQuestion
        answers={answers}
        field="rehearsalDate"
        label="Tanggal gladi bersih"
        optional
        limits={{ min: answers.today }}
      />
      <TimeQuestion answers={answers} field="rehearsalTime" label="Waktu gladi bersih" optional />
    </div>
  )
}
