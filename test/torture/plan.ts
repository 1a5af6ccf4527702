import type { Call, Fault } from '../../infra/local/calls.ts'
import type { Step } from './journeys.ts'

/** One planted fault: in which journey, at which step, on which call. */
export type Planned = {
  readonly journey: string
  readonly step: Step
  readonly fault: Required<Fault>
}

/** The SDK makes three or four attempts: one fault is a blip, so many make the function fail. */
const attempts = 4
const ways: readonly Pick<Required<Fault>, 'when' | 'times'>[] = [
  { when: 'before', times: 1 },
  { when: 'after', times: 1 },
  { when: 'throttle', times: 1 },
  { when: 'timeout', times: 1 },
  { when: 'conflict', times: 1 },
  { when: 'before', times: attempts },
  { when: 'after', times: attempts },
]

/** Which journey of the promise a call of a step belongs to, by its function; none: not ours. */
const journeys: readonly (readonly [Step, RegExp, string])[] = [
  ['submit', /Submit/, 'submit'],
  ['upload', /AcceptLetter|InspectLetter|Follow|Ask/, 'accept'],
  ['upload', /Dispatch/, 'notify'],
  ['upload', /Letter/, 'upload'],
  ['sweep', /Sweep/, 'sweep'],
  ['remind', /Ask|Dispatch/, 'remind'],
  ['escalate', /Ask|Dispatch/, 'escalate'],
  ['decide', /Decide|Follow|Dispatch/, 'decide'],
]

/** Every call that a step made in a clean run, in every way in which it can fail. */
export function planOf(step: Step, calls: readonly Call[]): readonly Planned[] {
  const counts = new Map<string, number>()
  return calls.flatMap(({ function: caller, service, action }) => {
    const journey = journeys.find(([known, names]) => known === step && names.test(caller))?.[2]
    if (journey === undefined) return []
    const key = `${caller} ${service} ${action}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    // A browser's upload has no SDK that tries again: the person does, once.
    const possible = action === 'PostObject' ? ways.filter(({ times }) => times === 1) : ways
    return possible.map((way) => ({
      journey,
      step,
      fault: { service, action, function: caller, nth, ...way },
    }))
  })
}

export const nameOf = ({ journey, fault }: Planned): string => {
  const { service, action, nth, when, times } = fault
  const caller = fault.function.replace(/[0-9A-F]{8}$/, '')
  return `${journey}: ${when}${times > 1 ? ` ×${times}` : ''} at ${caller} ${service}:${action} #${nth}`
}
