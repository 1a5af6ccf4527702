/** What DynamoDB asks a caller's role for. */
import type { Right } from '../calls.ts'
import type { Tables } from './actions.ts'

type Input = Readonly<Record<string, unknown>>
/** An action, and the table or index that it is asked for. */
type Asked = {
  readonly action: string
  readonly table: string
  readonly index?: string
  /** The partition that a query reads. */
  readonly partition?: string | undefined
}

/** Transactions have no action of their own: each item is authorised as what it does. */
const ofItem: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}

/**
 * Under a customer's key the caller also needs `kms:Decrypt`, for writing as for reading: DynamoDB
 * opens the table's own key in the caller's name, and makes what lies below that key by itself.
 * Only whoever makes a table generates a data key.
 * Source: service authorization reference, DynamoDB; DynamoDB developer guide, "IAM and transactions"
 * and "Encryption at rest: how it works", table keys.
 */
export function rightsOf(
  tables: Tables,
  region: string,
  action: string,
  input: Input,
): readonly Right[] {
  const asked = askedBy(action, input)
  const rights = asked.map(({ action, table, index, partition }): Right => {
    const arn = tables.get(table)?.arn ?? table
    const resource = index === undefined ? arn : `${arn}/index/${index}`
    return {
      action: `dynamodb:${action}`,
      resource,
      ...(partition !== undefined && { context: { 'dynamodb:LeadingKeys': partition } }),
    }
  })
  const keys = asked.flatMap(({ table }) => tables.get(table)?.key ?? [])
  const context = { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` }
  const decrypts = [...new Set(keys)].map(
    (resource): Right => ({ action: 'kms:Decrypt', resource, context }),
  )
  return [...unique(rights), ...decrypts]
}

function askedBy(action: string, input: Input): readonly Asked[] {
  if (action.startsWith('Transact')) return listOf(input['TransactItems']).flatMap(askedOfItem)
  if (action.startsWith('Batch')) {
    return Object.keys(input['RequestItems'] ?? {}).map((table) => ({ action, table }))
  }
  const index = input['IndexName']
  const table = String(input['TableName'])
  const partition = action === 'Query' ? partitionOf(input) : undefined
  return [{ action, table, partition, ...(typeof index === 'string' && { index }) }]
}

/** The value that the query's first equality asks for: DynamoDB takes one only of a partition key. */
function partitionOf(input: Input): string | undefined {
  const placeholder = /=\s*(:\w+)/.exec(String(input['KeyConditionExpression']))?.[1] ?? ''
  const values = (input['ExpressionAttributeValues'] ?? {}) as Record<string, { S?: string }>
  return values[placeholder]?.S
}

function askedOfItem(item: unknown): readonly Asked[] {
  return Object.entries((item ?? {}) as Record<string, Input | undefined>).flatMap(
    ([kind, request]) => {
      const action = ofItem[kind]
      return action && request ? [{ action, table: String(request['TableName']) }] : []
    },
  )
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const unique = (rights: readonly Right[]): readonly Right[] => [
  ...new Map(rights.map((right) => [`${right.action} ${right.resource}`, right])).values(),
]
