import type { ComponentChildren } from 'preact'
import { type Attributes, classes } from './classes.ts'
import {
  describedBy,
  type FieldProps,
  FormGroup,
  fieldId,
  HintAndError,
  optionalMark,
} from './field.tsx'
import { Fieldset } from './fieldset.tsx'

export type Choice = {
  readonly value: string
  readonly text: string
  readonly hint?: string
  /** Questions that are asked only while this choice is taken. */
  readonly conditional?: ComponentChildren
  readonly attributes?: Attributes
}

type ChoicesProps = FieldProps & { readonly items: readonly Choice[] }

export type RadiosProps = ChoicesProps & {
  readonly value?: string
  /** Short choices side by side. */
  readonly inline?: boolean
}

/** One of several. The first control carries the field's id, so an error's link focuses it. */
export function Radios(props: RadiosProps) {
  return (
    <ChoiceGroup {...props}>
      <div class={classes('govuk-radios', props.inline && 'govuk-radios--inline')}>
        {props.items.map((item, index) => (
          <ChoiceItem
            key={item.value}
            kind="radio"
            field={props}
            item={item}
            index={index}
            checked={item.value === props.value}
          />
        ))}
      </div>
    </ChoiceGroup>
  )
}

export type CheckboxesProps = ChoicesProps & { readonly values?: readonly string[] }

/** Any number of several. */
export function Checkboxes(props: CheckboxesProps) {
  return (
    <ChoiceGroup {...props}>
      <div class="govuk-checkboxes">
        {props.items.map((item, index) => (
          <ChoiceItem
            key={item.value}
            kind="checkbox"
            field={props}
            item={item}
            index={index}
            checked={props.values?.includes(item.value) === true}
          />
        ))}
      </div>
    </ChoiceGroup>
  )
}

function ChoiceGroup({
  children,
  ...field
}: ChoicesProps & { readonly children: ComponentChildren }) {
  return (
    <FormGroup error={field.error}>
      <Fieldset
        legend={
          <>
            {field.label}
            {optionalMark(field.optional)}
          </>
        }
        {...(field.labelSize && { legendSize: field.labelSize })}
        describedBy={describedBy(field)}
      >
        <HintAndError {...field} />
        {children}
      </Fieldset>
    </FormGroup>
  )
}

type ChoiceItemProps = {
  readonly kind: 'radio' | 'checkbox'
  readonly field: ChoicesProps
  readonly item: Choice
  readonly index: number
  readonly checked: boolean
}

function ChoiceItem({ kind, field, item, index, checked }: ChoiceItemProps) {
  const block = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  const id = index === 0 ? fieldId(field) : `${fieldId(field)}-${index + 1}`
  return (
    <>
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          id={id}
          name={field.name}
          type={kind}
          value={item.value}
          checked={checked}
          aria-describedby={item.hint ? `${id}-item-hint` : undefined}
          {...item.attributes}
        />
        <label class={`govuk-label ${block}__label`} for={id}>
          {item.text}
        </label>
        {item.hint ? (
          <div id={`${id}-item-hint`} class={`govuk-hint ${block}__hint`}>
            {item.hint}
          </div>
        ) : undefined}
      </div>
      {item.conditional ? (
        <div class={`${block}__conditional`} id={`conditional-${id}`}>
          {item.conditional}
        </div>
      ) : undefined}
    </>
  )
}
