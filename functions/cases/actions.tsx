import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { applicantMay } from '../../shared/domain/applicant-moves.ts'

type ActionsProps = { readonly stored: StoredRequest; readonly now: string }

/** What the applicant may do with the request as it stands, besides what the page asks for. */
export function Actions({ stored: { case: request }, now }: ActionsProps) {
  const path = `/permohonan/${request.reference}`
  const offered = [
    { act: 'revise', page: 'perbaikan', text: 'Perbaiki permohonan' },
    { act: 'change-time', page: 'jadwal-ulang', text: 'Minta waktu lain' },
    { act: 'cancel', page: 'batal', text: 'Batalkan permohonan' },
  ] as const
  const actions = offered.filter(({ act }) => applicantMay(request, act, now))
  if (actions.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-m">Ada perubahan?</h2>
      <ul class="govuk-list">
        {actions.map(({ page, text }) => (
          <li key={page}>
            <a class="govuk-link" href={`${path}/${page}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
