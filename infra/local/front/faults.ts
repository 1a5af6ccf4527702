import { AwsError, type Fault } from '../calls.ts'

/** The error that keeps a call from happening; after 'after' the call is done, and only the answer lost. */
export function faultError(
  when: Exclude<Fault['when'], 'after'>,
  service: string,
  action: string,
  input: Record<string, unknown>,
): AwsError {
  if (when === 'before') return new AwsError('InternalServerError', 'A planted fault.', 500)
  // Never seen by the caller: its connection ends.
  if (when === 'timeout') return new AwsError('RequestTimeout', 'A planted fault.', 408)
  if (when === 'throttle') {
    return service === 'dynamodb'
      ? new AwsError('ProvisionedThroughputExceededException', 'A planted fault.')
      : new AwsError('ThrottlingException', 'Rate exceeded')
  }
  return action === 'TransactWriteItems'
    ? cancelled(input)
    : new AwsError('TransactionConflictException', 'Transaction is ongoing for the item')
}

/** DynamoDB names a reason for each item; here the first met the conflict. */
function cancelled(input: Record<string, unknown>): AwsError {
  const items = Array.isArray(input['TransactItems']) ? input['TransactItems'] : []
  const reasons = items.map((_, index) =>
    index === 0
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  )
  const codes = reasons.map(({ Code }) => Code).join(', ')
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  )
}
