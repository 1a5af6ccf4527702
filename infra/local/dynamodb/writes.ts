/** PutItem, UpdateItem and DeleteItem. */
import type { Answer } from '../service.ts'
import { checked } from './actions.ts'
import { consumed, totalUnits, writeUnits } from './capacity.ts'
import { type Data, named } from './reads.ts'
import { invalid, stage, type WriteName } from './stage.ts'

/**
 * Writes one item. Throws AwsError ConditionalCheckFailedException, with `Item` among its fields
 * where ReturnValuesOnConditionCheckFailure asks for it; ValidationException.
 */
export async function answerWrite(
  data: Data,
  action: WriteName,
  input: Record<string, unknown>,
): Promise<Answer> {
  const { store, tables, ledger } = data
  const request = checked(action, input)
  const itemOnFailure = wantsItemOnFailure(input)
  return ledger.alone(async () => {
    const { output, change } = await stage(store, tables, action, request, itemOnFailure)
    await ledger.commit([change])
    const units = writeUnits(change, 1)
    const ConsumedCapacity = consumed([units], input['ReturnConsumedCapacity'])
    return {
      ...named([change.table.name]),
      output: { ...output, ConsumedCapacity },
      writeUnits: totalUnits(units),
    }
  })
}

/** Whether a refused condition is to show the item. Throws ValidationException. */
export function wantsItemOnFailure(input: Record<string, unknown>): boolean {
  const wish = input['ReturnValuesOnConditionCheckFailure'] ?? 'NONE'
  if (wish !== 'ALL_OLD' && wish !== 'NONE')
    throw invalid(
      `1 validation error detected: Value ${JSON.stringify(wish)} at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]`,
    )
  return wish === 'ALL_OLD'
}
