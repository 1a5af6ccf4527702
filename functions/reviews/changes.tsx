import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { factsInWords } from '../../shared/web/components/request-facts.tsx'
import { SummaryList } from '../../shared/web/components/summary-list.tsx'

/** What the applicant changed since the round before this one; nothing in a first round. */
export function Changes({ stored }: { readonly stored: StoredRequest }) {
  const { case: request } = stored
  if (request.round < 2) return null
  const rows = changesOf(stored).map(({ name, before, after }) => ({
    key: name,
    value: (
      <>
        <del>{before ?? 'tidak diisi'}</del> menjadi <ins>{after ?? 'dikosongkan'}</ins>
      </>
    ),
  }))
  const letter = hasNewLetter(stored) ? 'Surat baru diunggah' : 'Surat sebelumnya tetap berlaku'
  return (
    <>
      <h2 class="govuk-heading-m">Perubahan sejak putaran sebelumnya</h2>
      <SummaryList rows={[...rows, { key: 'Berkas surat', value: letter }]} />
    </>
  )
}

type Change = {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** The facts that read otherwise than in the round before, in the order of the page. */
function changesOf({ case: request, person, earlier }: StoredRequest): readonly Change[] {
  if (earlier?.round !== request.round - 1) return []
  const was = new Map(factsInWords(earlier.facts, earlier.person))
  const is = new Map(factsInWords(request, person))
  const names = new Set([...is.keys(), ...was.keys()])
  return [...names]
    .map((name) => ({ name, before: was.get(name), after: is.get(name) }))
    .filter(({ before, after }) => before !== after)
}

const hasNewLetter = ({ case: { round }, events }: StoredRequest): boolean =>
  events.some(({ name, data }) => name === 'LetterAccepted' && data['round'] === round)
