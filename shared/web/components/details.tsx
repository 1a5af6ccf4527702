import type { ComponentChildren } from 'preact'

export type DetailsProps = {
  readonly summary: string
  readonly open?: boolean
  readonly children: ComponentChildren
}

/** What only some readers need. */
export function Details({ summary, open, children }: DetailsProps) {
  return (
    <details class="govuk-details" open={open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  )
}
