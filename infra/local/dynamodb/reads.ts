/** GetItem, BatchGetItem, Query, Scan, TransactGetItems and DescribeTable. */
import type { Answer } from '../service.ts'
import { checked, type Output, read, type Tables, tableNamed } from './actions.ts'
import type { ActionName } from './dynalite.ts'
import type { Ledger } from './ledger.ts'
import { invalid } from './stage.ts'
import type { Store } from './store.ts'

export type Data = { readonly store: Store; readonly tables: Tables; readonly ledger: Ledger }
type Input = Record<string, unknown>
type Consumed = { CapacityUnits: number }

/** The tables that an answer carries. */
export function named(names: readonly string[]): Pick<Answer, 'resource'> {
  return { resource: [...new Set(names)].join(',') }
}

/** Runs a read of `names`; counts units whether or not the caller wants to see them. */
export async function answerRead(
  data: Data,
  action: ActionName,
  input: Input,
  names: readonly string[],
): Promise<Answer> {
  const asked = input['ReturnConsumedCapacity'] ?? 'NONE'
  const request = checked(action, input)
  request['ReturnConsumedCapacity'] = asked === 'INDEXES' ? 'INDEXES' : 'TOTAL'
  const { ConsumedCapacity, ...output } = await read(data.store, data.tables, action, request)
  const shown = asked === 'NONE' ? output : { ...output, ConsumedCapacity }
  // Half a unit is the least that a read costs, one where it is consistent.
  const least = input['ConsistentRead'] === true ? 1 : 0.5
  const readUnits = Math.max(least, units(ConsumedCapacity))
  return { ...named(names), output: shown, readUnits }
}

function units(consumed: unknown): number {
  const all = Array.isArray(consumed) ? (consumed as Consumed[]) : [consumed as Consumed]
  return all.reduce((sum, one) => sum + one.CapacityUnits, 0)
}

/** Answers from one moment between writes. Transactional reads cost twice a consistent one. */
export async function transactGet(data: Data, input: Input): Promise<Answer> {
  const items = input['TransactItems']
  if (!Array.isArray(items) || items.length < 1 || items.length > 100)
    throw invalid(
      "1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length between 1 and 100",
    )
  const gets = (items as { Get?: Input }[]).map(({ Get }) => {
    if (!Get) throw invalid('TransactItems can only contain Get')
    return Object.assign({}, Get, { ConsistentRead: true })
  })
  const answers = await data.ledger.alone(() =>
    Promise.all(gets.map((get) => answerRead(data, 'getItem', get, [String(get['TableName'])]))),
  )
  const readUnits = answers.reduce((sum, answer) => sum + 2 * (answer.readUnits ?? 0), 0)
  const Responses = answers.map(({ output }) => {
    const { Item } = output as { Item?: unknown }
    return Item === undefined ? {} : { Item }
  })
  const names = answers.map((answer) => answer.resource)
  return { ...named(names), output: { Responses }, readUnits }
}

/** The description of a table. Throws AwsError ResourceNotFoundException. */
export function describeTable(tables: Tables, input: Input): Answer {
  const table = tableNamed(tables, input['TableName'])
  const output: Output = { Table: table.description }
  return { ...named([table.name]), output }
}
