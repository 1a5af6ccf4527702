/** For callers that have a decision to make; a broken world throws instead. */
export type Result<T, E = Problem> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: E }

/**
 * What one place turns into HTTP. `detail` is a stable key of the wording, never a personal field;
 * `fields` names each wrong field with its key; `allowed` lists the acts that would be accepted.
 */
type Problem =
  | {
      readonly code: 'invalid'
      readonly detail: string
      readonly fields?: Readonly<Record<string, string>>
    }
  | { readonly code: 'refused'; readonly detail: string; readonly allowed?: readonly string[] }
  | { readonly code: 'conflict' | 'not-found' | 'expired' | 'forbidden'; readonly detail: string }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

export const refused = <E>(problem: E): Result<never, E> => ({ ok: false, problem })
