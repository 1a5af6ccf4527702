import { type Attributes, classes } from './classes.ts'
import { describedBy, Field, type FieldProps, fieldId } from './field.tsx'

export type SelectProps = FieldProps & {
  readonly items: readonly { readonly value: string; readonly text: string }[]
  readonly value?: string
  readonly autocomplete?: string
  readonly attributes?: Attributes
}

export function Select(props: SelectProps) {
  return (
    <Field {...props}>
      <select
        class={classes('govuk-select', !!props.error && 'govuk-select--error')}
        id={fieldId(props)}
        name={props.name}
        aria-describedby={describedBy(props)}
        autocomplete={props.autocomplete}
        {...props.attributes}
      >
        {props.items.map((item) => (
          <option key={item.value} value={item.value} selected={item.value === props.value}>
            {item.text}
          </option>
        ))}
      </select>
    </Field>
  )
}
