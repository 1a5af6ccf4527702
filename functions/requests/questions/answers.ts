import type { FieldError, RequestField } from '../../../shared/contracts/request-form.ts'
import type { Choice } from '../../../shared/web/components/choices.tsx'

/** What the page already knows of the answers: what was typed, and what has to be mended. */
export type Answers = {
  readonly typed: Readonly<Record<string, string | readonly string[]>>
  readonly errors: readonly FieldError[]
  /** The office's date, ISO. */
  readonly today: string
}

/** Name and error of a question, to be spread into its component. */
export function asked({ errors }: Answers, field: RequestField): { name: string; error?: string } {
  const error = errors.find((error) => error.field === field)?.message
  return error === undefined ? { name: field } : { name: field, error }
}

/** What was typed into a field, as far as its control can show it. */
export function typedText({ typed }: Answers, field: RequestField): string {
  const value = typed[field] ?? ''
  return typeof value === 'string' ? value : value.join(', ')
}

/** What was ticked. */
export function ticked({ typed }: Answers, field: RequestField): readonly string[] {
  const value = typed[field] ?? []
  return typeof value === 'string' ? [value] : value
}

/** A closed list with its labels, in the list's order. */
export const choicesOf = <T extends string>(
  values: readonly T[],
  labels: Readonly<Record<T, string>>,
): readonly Choice[] => values.map((value) => ({ value, text: labels[value] }))
