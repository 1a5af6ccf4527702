/** A process that runs S3, confirms no event, and waits to be killed. */
import { Calls } from '../../infra/local/calls.ts'
import { Clock } from '../../infra/local/clock.ts'
import { S3, type S3Options } from '../../infra/local/s3.ts'
import type { Holder } from '../../infra/local/service.ts'
import { Work } from '../../infra/local/work.ts'

type Plain = Pick<S3Options, 'folder' | 'region' | 'account' | 'buckets'>

const { holder, at, ...options } = JSON.parse(process.argv[2] ?? '{}') as Plain & {
  holder: Holder
  at: number
}
const work = new Work()
const clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
clock.set(at)
const service = await S3.open({
  ...options,
  clock,
  work,
  calls: new Calls(),
  credentials: () => holder,
  port: 0,
  onEvent: () => new Promise(() => undefined),
})
process.send?.({ origin: service.origin })
