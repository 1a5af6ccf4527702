import { ErrorSummary } from './error-summary.tsx'
import { ErrorMessage } from './field.tsx'

/** The error markup for scripts to copy, so that what they show is what the server would. */
export function ErrorTemplates() {
  return (
    <>
      <template data-error-summary>
        <ErrorSummary errors={[{ field: 'isi', message: 'Kesalahan' }]} />
      </template>
      <template data-error-message>
        <ErrorMessage id="kesalahan">Kesalahan</ErrorMessage>
      </template>
    </>
  )
}
