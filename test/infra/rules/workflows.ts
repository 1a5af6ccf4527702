import { shown } from '../template.ts'
import { each, type Rule } from './rule.ts'

type State = {
  readonly Type?: string
  readonly TimeoutSeconds?: unknown
  readonly Branches?: readonly Machine[]
  readonly ItemProcessor?: Machine
}
type Machine = { readonly TimeoutSeconds?: unknown; readonly States?: Record<string, State> }

/** A positive whole number, or an expression that gives one. */
const ends = (timeout: unknown): boolean =>
  typeof timeout === 'number'
    ? Number.isInteger(timeout) && timeout > 0
    : typeof timeout === 'string' && /^\{%.+%\}$/s.test(timeout)

const statesOf = ({ States: states = {} }: Machine): readonly State[] =>
  Object.values(states).flatMap((state) => [
    state,
    ...(state.Branches ?? []).flatMap(statesOf),
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ])

const definition = (text: unknown): Machine => JSON.parse(shown(text)) as Machine

/** Without an end, a lost answer keeps a task for a year and nobody learns of it. */
export const workflows = {
  'a state machine ends by itself': each('AWS::StepFunctions::StateMachine', (machine) =>
    ends(definition(machine.at('DefinitionString')).TimeoutSeconds),
  ),
  'a task of a state machine ends by itself': each('AWS::StepFunctions::StateMachine', (machine) =>
    statesOf(definition(machine.at('DefinitionString')))
      .filter(({ Type: type }) => type === 'Task')
      .every(({ TimeoutSeconds: timeout }) => ends(timeout)),
  ),
} satisfies Record<string, Rule>
