import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { AwsError } from '../../infra/local/calls.ts'
import { Clock } from '../../infra/local/clock.ts'
import { DynamoDB, type TableSpec } from '../../infra/local/dynamodb.ts'
import { Work } from '../../infra/local/work.ts'
import { cases, people } from './dynamodb-tables.ts'

type Out = Record<string, unknown>

/** The items of a page. */
export const items = (page: Out) => page['Items'] as Record<string, { S?: string }>[]

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'siaran-dynamodb-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A running DynamoDB on a clock that stands near the given instant and is moved by the test. */
export async function start(
  options: { folder?: string; at?: string; tables?: readonly TableSpec[] } = {},
) {
  const folder = options.folder ?? (await temporaryFolder())
  const work = new Work()
  const clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
  clock.set(Date.parse(options.at ?? '2026-03-02T08:00:00+07:00'))
  const tables = options.tables ?? [cases, people]
  const region = 'ap-southeast-3'
  const settings = { folder, region, account: '111122223333', tables, clock, work }
  const dynamodb = await DynamoDB.open(settings)
  let open = true
  const close = async () => {
    if (open) await dynamodb.close()
    open = false
    clock.stop()
  }
  onTestFinished(close)
  const call = async (action: string, input: object): Promise<Out> =>
    (await dynamodb.call(action, input as Record<string, unknown>)).output as Out
  return { dynamodb, clock, work, folder, call, close }
}

/** The refusal that a call meets. */
export async function refusal(call: Promise<unknown>): Promise<AwsError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof AwsError) return error
  throw new Error('The call was not refused', { cause: error })
}
