import type { ComponentChildren } from 'preact'
import { classes } from './classes.ts'

export type SummaryRow = {
  readonly key: string
  readonly value: ComponentChildren
  /** Where this fact can be changed; the key completes the link for those who do not see the row. */
  readonly action?: { readonly href: string; readonly text: string }
}

export type SummaryListProps = {
  readonly rows: readonly SummaryRow[]
  readonly borderless?: boolean
}

/** Facts as term and value. */
export function SummaryList({ rows, borderless }: SummaryListProps) {
  const anyAction = rows.some((row) => row.action)
  return (
    <dl class={classes('govuk-summary-list', borderless && 'govuk-summary-list--no-border')}>
      {rows.map((row) => (
        <div
          key={row.key}
          class={classes(
            'govuk-summary-list__row',
            anyAction && !row.action && 'govuk-summary-list__row--no-actions',
          )}
        >
          <dt class="govuk-summary-list__key">{row.key}</dt>
          <dd class="govuk-summary-list__value">{row.value}</dd>
          {row.action ? (
            <dd class="govuk-summary-list__actions">
              <a class="govuk-link" href={row.action.href}>
                {row.action.text}
                <span class="govuk-visually-hidden"> {row.key}</span>
              </a>
            </dd>
          ) : undefined}
        </div>
      ))}
    </dl>
  )
}
