import type { RecordedEvent, Staff, StoredRequest } from '../../shared/contracts/ports.ts'
import { Timeline } from '../../shared/web/components/timeline.tsx'
import { wordings } from '../../shared/web/wording/index.ts'

type CaseHistoryProps = { readonly stored: StoredRequest; readonly staff: readonly Staff[] }

/** All that happened to the case, for those who decide on it. */
export function CaseHistory({ stored, staff }: CaseHistoryProps) {
  const named = (id: string): string => staff.find((member) => member.id === id)?.name ?? id
  return (
    <Timeline
      steps={stored.events.map((event) => ({
        title: wordings.id.events[event.name],
        at: event.at,
        ...detailOf(event, named),
      }))}
    />
  )
}

function detailOf(event: RecordedEvent, named: (id: string) => string): { text?: string } {
  if (event.actor.kind === 'staff') return { text: `Oleh ${named(event.actor.id ?? '')}` }
  const told = event.data['to']
  if (Array.isArray(told)) return { text: `Kepada ${told.map(named).join('; ')}` }
  return {}
}
