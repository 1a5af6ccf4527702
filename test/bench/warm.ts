import { createRequire } from 'node:module'
import * as dynamodb from '@aws-sdk/client-dynamodb'
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { WebEvent } from '../../shared/web/http.ts'
import type { SeenCall } from './aws-stub.ts'
import { type Figure, median } from './figure.ts'
import { type FirstCall, Workbench } from './first-calls.ts'

/** P42: as a part of a handler that only makes the same calls. */
const most = 1.25
/** Until V8 has compiled both, and then pairs. */
const [warming, pairs] = [300, 500]

type Handler = (event: WebEvent, context: object) => Promise<unknown>
type Send = (call: SeenCall) => Promise<unknown>

/** P42: a warm function beside raw SDK clients that make its calls in its order, in one process. */
export async function warmFigures(): Promise<readonly Figure[]> {
  const bench = await Workbench.open()
  try {
    const send = sender()
    const figures: Figure[] = []
    for (const call of bench.calls) figures.push(await figureOf(bench, call, send))
    return figures
  } finally {
    bench.close()
  }
}

async function figureOf(bench: Workbench, call: FirstCall, send: Send): Promise<Figure> {
  const { handler } = createRequire(import.meta.url)(call.bundle) as { handler: Handler }
  const ours = () =>
    handler({ ...call.event, requestContext: { ...call.event.requestContext } }, {})
  await ours()
  bench.stub.seen = []
  await ours()
  const steps = stepsOf(bench.stub.seen)
  bench.stub.seen = undefined
  if (steps.length === 0) return { name: call.function, value: 'no call while warm' }
  const raw = async () => {
    for (const step of steps) await Promise.all(step.map(send))
  }
  for (let round = 0; round < warming; round += 1) {
    await ours()
    await raw()
  }
  const ratios: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) ratios.push((await took(ours)) / (await took(raw)))
  const ratio = median(ratios)
  return {
    name: call.function,
    value: `${ratio.toFixed(2)} × the same calls`,
    goal: `≤ ${most} ×`,
    met: ratio <= most,
  }
}

/** Sends a seen call once more, by the SDK's own clients. */
function sender(): Send {
  const tables = new dynamodb.DynamoDBClient({})
  const bucket = new S3Client({ forcePathStyle: true })
  const commands = dynamodb as unknown as Readonly<
    Record<string, typeof dynamodb.GetItemCommand | undefined>
  >
  return ({ action, input }) => {
    if (action === 'HeadObject') {
      return bucket.send(new HeadObjectCommand(input as never))
    }
    const Command = commands[`${action}Command`]
    if (!Command) throw new Error(`There is no command for ${action}.`)
    return tables.send(new Command(input as never))
  }
}

const stepsOf = (seen: readonly SeenCall[]): readonly (readonly SeenCall[])[] => [
  ...Map.groupBy(seen, ({ step }) => step).values(),
]

async function took(act: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await act()
  return performance.now() - begin
}
