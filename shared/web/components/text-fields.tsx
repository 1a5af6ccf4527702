import { type Attributes, classes } from './classes.ts'
import { describedBy, Field, type FieldProps, fieldId } from './field.tsx'

type TextProps = FieldProps & {
  readonly value?: string
  readonly autocomplete?: string
  readonly attributes?: Attributes
}

export type TextInputProps = TextProps & {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'time' | 'password'
  readonly inputMode?: 'numeric' | 'tel' | 'email' | 'url' | 'text'
  /** About how many characters fit. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  /** Codes and numbers that are read sign by sign. */
  readonly spaced?: boolean
  readonly spellcheck?: boolean
}

export function TextInput(props: TextInputProps) {
  const look = classes(
    'govuk-input',
    props.width && `govuk-input--width-${props.width}`,
    props.spaced && 'govuk-input--extra-letter-spacing',
    !!props.error && 'govuk-input--error',
  )
  // Spread, since Preact's types want one known type of input, and this is one of several.
  const type: Attributes = { type: props.type ?? 'text' }
  return (
    <Field {...props}>
      <input
        class={look}
        id={fieldId(props)}
        name={props.name}
        {...type}
        spellcheck={props.spellcheck}
        value={props.value}
        aria-describedby={describedBy(props)}
        autocomplete={props.autocomplete}
        inputMode={props.inputMode}
        {...props.attributes}
      />
    </Field>
  )
}

/** The browser's own date field; its value is 2026-11-23. */
export function DateInput(props: Omit<TextInputProps, 'type' | 'width'>) {
  return <TextInput {...props} type="date" width={10} />
}

/** The browser's own time field; its value is 09:00. */
export function TimeInput(props: Omit<TextInputProps, 'type' | 'width'>) {
  return <TextInput {...props} type="time" width={10} />
}

export type TextareaProps = TextProps & { readonly rows?: number }

/** A text of several lines. Browsers drop one line break at its start, so that one is doubled. */
export function Textarea(props: TextareaProps) {
  return (
    <Field {...props}>
      <textarea
        class={classes('govuk-textarea', !!props.error && 'govuk-textarea--error')}
        id={fieldId(props)}
        name={props.name}
        rows={props.rows ?? 5}
        aria-describedby={describedBy(props)}
        autocomplete={props.autocomplete}
        {...props.attributes}
      >
        {/^\r?\n/.test(props.value ?? '') ? `\n${props.value}` : props.value}
      </textarea>
    </Field>
  )
}
