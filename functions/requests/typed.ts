import { requestFields } from '../../shared/contracts/request-form.ts'

/** What was typed, by field name; lists for fields that repeat. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

/** How long a form may stay open (seconds): 30 days, so that a lunch break or a weekend loses nothing. */
export const formLifetime = 30 * 24 * 3600

/** The answers in a posted form; not the tokens beside them. */
export function typedIn(form: URLSearchParams): Typed {
  const typed: Record<string, string | readonly string[]> = {}
  for (const field of requestFields) {
    if (!form.has(field)) continue
    typed[field] = field === 'equipment' ? form.getAll(field) : (form.get(field) ?? '')
  }
  return typed
}
