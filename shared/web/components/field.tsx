import type { ComponentChildren } from 'preact'
import { classes } from './classes.ts'

/** What every form control is asked with. */
export type FieldProps = {
  readonly name: string
  /** The control's id, which its error links to; the name when absent. */
  readonly id?: string
  readonly label: string
  /** Adds “(opsional)”: what is not marked must be given. */
  readonly optional?: boolean
  readonly labelSize?: 's' | 'm' | 'l'
  readonly hint?: ComponentChildren
  readonly error?: string
}

export const fieldId = (field: { readonly id?: string; readonly name: string }): string =>
  field.id ?? field.name

type Described = Pick<FieldProps, 'name' | 'id' | 'hint' | 'error'> & {
  readonly describedBy?: string
}

/** The ids a control's aria-describedby names: its hint and its error, when it has them. */
export function describedBy(field: Described): string | undefined {
  const id = fieldId(field)
  const ids = classes(
    field.describedBy,
    !!field.hint && `${id}-hint`,
    !!field.error && `${id}-error`,
  )
  return ids || undefined
}

function Hint({ id, children }: { readonly id: string; readonly children: ComponentChildren }) {
  return (
    <div id={id} class="govuk-hint">
      {children}
    </div>
  )
}

export function ErrorMessage({ id, children }: { readonly id: string; readonly children: string }) {
  return (
    <p id={id} class="govuk-error-message">
      <span class="govuk-visually-hidden">Kesalahan:</span> {children}
    </p>
  )
}

export const optionalMark = (optional: boolean | undefined) =>
  optional ? <span class="optional"> (opsional)</span> : undefined

/** Hint and error of a field, in the order in which they are read. */
export function HintAndError(field: Described) {
  const id = fieldId(field)
  return (
    <>
      {field.hint ? <Hint id={`${id}-hint`}>{field.hint}</Hint> : undefined}
      {field.error ? <ErrorMessage id={`${id}-error`}>{field.error}</ErrorMessage> : undefined}
    </>
  )
}

/** The group around anything that can be wrong as one. */
export function FormGroup({
  error,
  children,
}: {
  readonly error: string | undefined
  readonly children: ComponentChildren
}) {
  return (
    <div class={classes('govuk-form-group', !!error && 'govuk-form-group--error')}>{children}</div>
  )
}

/** Label, hint and error above one control. */
export function Field({
  children,
  ...field
}: FieldProps & { readonly children: ComponentChildren }) {
  return (
    <FormGroup error={field.error}>
      <label
        class={classes('govuk-label', field.labelSize && `govuk-label--${field.labelSize}`)}
        for={fieldId(field)}
      >
        {field.label}
        {optionalMark(field.optional)}
      </label>
      <HintAndError {...field} />
      {children}
    </FormGroup>
  )
}
