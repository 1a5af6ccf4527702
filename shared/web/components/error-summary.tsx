export type PageError = {
  /** The id of the control the error belongs to (see FieldProps.id); none for the page as a whole. */
  readonly field?: string
  readonly message: string
}

/**
 * Every error of the page, at its top. It takes the focus when the page opens, without script, so
 * that a screen reader begins with it.
 */
export function ErrorSummary({ errors }: { readonly errors: readonly PageError[] }) {
  if (errors.length === 0) return null
  return (
    <div class="govuk-error-summary" tabIndex={-1} autofocus>
      <div role="alert">
        <h2 class="govuk-error-summary__title">Ada yang perlu diperbaiki</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {errors.map(({ field, message }) => (
              <li key={`${field} ${message}`}>
                {field ? <a href={`#${field}`}>{message}</a> : message}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
