/** TransactWriteItems: up to a hundred items of any tables, all or nothing. */
import { AwsError } from '../calls.ts'
import type { Answer } from '../service.ts'
import { checked, tableNamed } from './actions.ts'
import { consumed, totalUnits, writeUnits } from './capacity.ts'
import { type Checked, keyOf } from './dynalite.ts'
import { type Item, itemSize } from './items.ts'
import { type Data, named } from './reads.ts'
import { type Change, invalid, stage, type WriteName } from './stage.ts'
import type { Operation } from './store.ts'
import { type Tokens, tokenOf } from './tokens.ts'
import { wantsItemOnFailure } from './writes.ts'

type Input = Record<string, unknown>

/** One item of a transaction; a ConditionCheck is a deletion that is not carried out. */
type Step = {
  readonly kind: keyof typeof actions
  readonly table: string
  readonly request: Checked
  readonly itemOnFailure: boolean
}
type Outcome = { readonly change: Change } | { readonly reason: Reason }
type Reason = { readonly Code: string; readonly Message?: string; readonly Item?: unknown }

const actions = {
  ConditionCheck: 'deleteItem',
  Put: 'putItem',
  Delete: 'deleteItem',
  Update: 'updateItem',
} as const satisfies Record<string, WriteName>
const needed = {
  ConditionCheck: ['Key', 'ConditionExpression'],
  Put: ['Item'],
  Delete: ['Key'],
  Update: ['Key', 'UpdateExpression'],
} as const

/** All the items of one transaction together, in bytes. */
const maxTransactionSize = 4 * 1024 * 1024

/**
 * Throws AwsError TransactionCanceledException with `CancellationReasons` among its fields, one for
 * each item in order; ValidationException; IdempotentParameterMismatchException.
 */
export async function transactWrite(data: Data, tokens: Tokens, input: Input): Promise<Answer> {
  const { store, tables, ledger } = data
  const token = tokenOf(input)
  const steps = stepsOf(input)
  refuseDoubles(data, steps)
  const answer = named(steps.map((step) => step.table))
  return ledger.alone(async () => {
    if (token !== undefined && tokens.done(token, input['TransactItems']))
      return { ...answer, output: {}, readUnits: 2 * steps.length }
    const outcomes = await Promise.all(
      steps.map(
        (step): Promise<Outcome> =>
          stage(store, tables, actions[step.kind], step.request, step.itemOnFailure).catch(
            reasonOf,
          ),
      ),
    )
    const changes = changesOf(outcomes)
    refuseTooLarge(changes)
    const effects = changes.filter((_, at) => steps[at]?.kind !== 'ConditionCheck')
    const commit = (more: readonly Operation[]) => ledger.commit(effects, more)
    await (token === undefined
      ? commit([])
      : tokens.remember(token, input['TransactItems'], commit))
    return { ...answer, ...cost(changes, input['ReturnConsumedCapacity']) }
  })
}

function stepsOf(input: Input): Step[] {
  const items = input['TransactItems']
  if (!Array.isArray(items) || items.length < 1 || items.length > 100)
    throw invalid(
      "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length between 1 and 100",
    )
  return items.map((item: Input, at) => stepOf(item, at + 1))
}

function stepOf(item: Input, position: number): Step {
  const kinds = Object.keys(item).filter((kind) => item[kind] !== undefined) as Step['kind'][]
  const [kind] = kinds
  if (!kind || kinds.length > 1 || !(kind in actions))
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
  const request = item[kind] as Input
  const missing = needed[kind].find((name) => request[name] === undefined)
  const member = `transactItems.${position}.member.${lowerFirst(kind)}`
  if (missing)
    throw invalid(
      `1 validation error detected: Value null at '${member}.${lowerFirst(missing)}' failed to satisfy constraint: Member must not be null`,
    )
  return {
    kind,
    table: String(request['TableName']),
    request: checked(actions[kind], request),
    itemOnFailure: wantsItemOnFailure(request),
  }
}

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

function refuseDoubles(data: Data, steps: readonly Step[]): void {
  const seen = new Set<string>()
  for (const { kind, table, request } of steps) {
    const { description } = tableNamed(data.tables, table)
    const part = kind === 'Put' ? 'item' : 'key'
    const key = keyOf(description, part, request[kind === 'Put' ? 'Item' : 'Key'] as Item)
    const place = `${table}~${key}`
    if (key !== undefined && seen.has(place))
      throw invalid('Transaction request cannot include multiple operations on one item')
    seen.add(place)
  }
}

/** Why an item cancels its transaction; what is not the caller's doing is thrown on. */
function reasonOf(error: unknown): Outcome {
  if (!(error instanceof AwsError)) throw error
  if (error.code === 'ConditionalCheckFailedException')
    return { reason: { Code: 'ConditionalCheckFailed', Message: error.message, ...error.fields } }
  if (error.code === 'ValidationException')
    return { reason: { Code: 'ValidationError', Message: error.message } }
  throw error
}

function changesOf(outcomes: readonly Outcome[]): Change[] {
  const changes = outcomes.flatMap((outcome) => ('change' in outcome ? [outcome.change] : []))
  if (changes.length === outcomes.length) return changes
  const reasons = outcomes.map((one): Reason => ('reason' in one ? one.reason : { Code: 'None' }))
  const codes = reasons.map((reason) => reason.Code).join(', ')
  throw new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  )
}

function refuseTooLarge(changes: readonly Change[]): void {
  const size = changes.reduce((sum, { new: item }) => sum + (item ? itemSize(item) : 0), 0)
  if (size > maxTransactionSize)
    throw invalid('The aggregate size of the items in the transaction exceeds 4 MB')
}

function cost(changes: readonly Change[], asked: unknown): Pick<Answer, 'output' | 'writeUnits'> {
  const units = changes.map((change) => writeUnits(change, 2))
  const tables = [...new Set(units.map((one) => one.table))]
  const capacity = tables.flatMap((table) => {
    const shown = consumed(
      units.filter((one) => one.table === table),
      asked,
    )
    return shown ? [shown] : []
  })
  return {
    output: capacity.length > 0 ? { ConsumedCapacity: capacity } : {},
    writeUnits: units.reduce((sum, one) => sum + totalUnits(one), 0),
  }
}
