import type { ComponentChildren } from 'preact'
import { classes } from './classes.ts'

export type FieldsetProps = {
  readonly legend: ComponentChildren
  readonly legendSize?: 's' | 'm' | 'l' | 'xl'
  /** The legend is a heading of this level too (a part of a long form). */
  readonly headingLevel?: 1 | 2 | 3
  readonly describedBy?: string
  readonly children?: ComponentChildren
}

/** Questions that belong together, or one question with several controls. */
export function Fieldset(props: FieldsetProps) {
  const Heading = props.headingLevel && (`h${props.headingLevel}` as const)
  return (
    <fieldset class="govuk-fieldset" aria-describedby={props.describedBy}>
      <legend
        class={classes(
          'govuk-fieldset__legend',
          props.legendSize && `govuk-fieldset__legend--${props.legendSize}`,
        )}
      >
        {Heading ? <Heading class="govuk-fieldset__heading">{props.legend}</Heading> : props.legend}
      </legend>
      {props.children}
    </fieldset>
  )
}
