import type { RequestStatus } from '../../domain/vocabulary.ts'
import { type Language, wordings } from '../wording/index.ts'
import type { Deadline } from '../wording/wording.ts'
import { Icon, type IconName } from './icon.tsx'

/** turn: the applicant has to act · work: the office is at it · good · over: closed otherwise. */
type Tone = 'turn' | 'work' | 'good' | 'over' | 'soon' | 'late'
type Look = readonly [Tone, IconName]

const statusLooks: Readonly<Record<RequestStatus, Look>> = {
  'awaiting-letter': ['turn', 'upload'],
  received: ['work', 'inbox'],
  'in-review': ['work', 'search'],
  'needs-correction': ['turn', 'pencil'],
  approved: ['good', 'check'],
  'awaiting-link': ['work', 'link'],
  scheduled: ['good', 'calendar'],
  completed: ['good', 'flag'],
  'not-held': ['over', 'minus'],
  rejected: ['over', 'cross'],
  cancelled: ['over', 'minus'],
  expired: ['over', 'hourglass'],
}

const deadlineLooks: Readonly<Record<Deadline, Look>> = {
  'on-time': ['good', 'clock'],
  'due-soon': ['soon', 'hourglass'],
  overdue: ['late', 'alarm'],
}

type TagProps = { readonly look: Look; readonly text: string }

/** A word with an icon; the colour only repeats what both say. */
function Tag({ look: [tone, icon], text }: TagProps) {
  return (
    <strong class={`tag tag--${tone}`}>
      <Icon name={icon} />
      {text}
    </strong>
  )
}

export type StatusTagProps = { readonly status: RequestStatus; readonly language?: Language }

export function StatusTag({ status, language = 'id' }: StatusTagProps) {
  return <Tag look={statusLooks[status]} text={wordings[language].statuses[status]} />
}

export type DeadlineTagProps = { readonly deadline: Deadline; readonly language?: Language }

export function DeadlineTag({ deadline, language = 'id' }: DeadlineTagProps) {
  return <Tag look={deadlineLooks[deadline]} text={wordings[language].deadlines[deadline]} />
}
