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
export function TimeQuestion({ answers, field, ...rest }: WhenProps) {
  const typed = typedText(answers, field)
  return <TimeInput {...asked(answers, field)} {...rest} value={parseTime(typed.trim()) ?? typed} />
}
