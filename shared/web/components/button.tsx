import type { ComponentChildren } from 'preact'
import { type Attributes, classes } from './classes.ts'

type Look = 'primary' | 'secondary' | 'warning'
const looks: Readonly<Record<Look, string | undefined>> = {
  primary: undefined,
  secondary: 'govuk-button--secondary',
  warning: 'govuk-button--warning',
}

export type ButtonProps = {
  readonly children: ComponentChildren
  /** Where a link that looks like a button goes (it stays a link: the space bar does not press it). */
  readonly href?: string
  readonly look?: Look
  readonly name?: string
  readonly value?: string
  readonly type?: 'submit' | 'button'
  readonly disabled?: boolean
  readonly attributes?: Attributes
}

export function Button(props: ButtonProps) {
  const className = classes('govuk-button', looks[props.look ?? 'primary'])
  if (props.href !== undefined) {
    return (
      <a href={props.href} class={className} {...props.attributes}>
        {props.children}
      </a>
    )
  }
  return (
    <button
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
      class={className}
      {...props.attributes}
    >
      {props.children}
    </button>
  )
}

/** Buttons and links side by side; below each other on a phone. */
export function ButtonGroup({ children }: { readonly children: ComponentChildren }) {
  return <div class="govuk-button-group">{children}</div>
}
