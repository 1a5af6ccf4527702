import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import type { RequestEventName } from '../../shared/domain/vocabulary.ts'
import type { TimelineStep } from '../../shared/web/components/timeline.tsx'
import { wordings } from '../../shared/web/wording/index.ts'

/** What the office does among itself stays there; the applicant sees what concerns the case. */
const internal: readonly RequestEventName[] = [
  'ReviewReminded',
  'LetterDownloaded',
  'AssignmentChanged',
  'LinkAwaited',
  'EventEnded',
  'AddressFailed',
]

/** The applicant's time line: what happened, where the case stands, what comes next. */
export function applicantSteps({ case: request, events }: StoredRequest): TimelineStep[] {
  const shown = events.filter(
    ({ name }, index) => !internal.includes(name) && !repeats(events, index),
  )
  const steps: TimelineStep[] = shown.map((event, index) => ({
    title: wordings.id.events[event.name],
    at: event.at,
    ...faultOf(event),
    state: index === shown.length - 1 ? 'current' : 'done',
  }))
  return [...steps, ...ahead(request)]
}

/** Daily calls of the superior are one step to the applicant. */
const repeats = (events: readonly RecordedEvent[], index: number): boolean =>
  events[index]?.name === 'ReviewEscalated' &&
  events.slice(0, index).some(({ name }) => name === 'ReviewEscalated')

function faultOf({ name, data }: RecordedEvent): { text?: string } {
  if (name !== 'LetterRefused') return {}
  const fault = data['fault'] as keyof typeof wordings.id.letterFaults
  return { text: wordings.id.letterFaults[fault] }
}

function ahead({ status, dueAt, lateAt }: StoredRequest['case']): TimelineStep[] {
  switch (status) {
    case 'awaiting-letter':
      return [
        { title: 'Surat permohonan diterima', state: 'ahead', text: 'Setelah Anda mengunggahnya.' },
        { title: 'Keputusan', state: 'ahead', text: 'Satu hari kerja setelah surat diterima.' },
      ]
    case 'received':
    case 'in-review':
      return [{ title: 'Keputusan', state: 'ahead', ...(dueAt && !lateAt ? { at: dueAt } : {}) }]
    case 'needs-correction':
      return [{ title: 'Perbaikan diterima', state: 'ahead' }]
    case 'approved':
      return [{ title: 'Tautan kegiatan dikirim', state: 'ahead' }]
    default:
      return []
  }
}
