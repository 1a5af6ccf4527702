import { answers } from '../e2e/support/journey.ts'
import { atMost, type Figure } from './figure.ts'
import { type Journeyed, travel } from './journey.ts'
import { monthly, prices, pricesOf } from './prices.ts'
import { hold, type OrderedCall, Recorder, type Recording } from './recorder.ts'
import { assumed, gbSeconds, keyUses, logBytes, shares, storedBytes } from './usage.ts'

type Item = readonly [name: string, units: number, unit: string, price: number]

/** P43: US$ for a thousand requests decided in time, e-mail apart. */
export async function costFigures(): Promise<readonly Figure[]> {
  const recorder = await Recorder.start('2026-11-23T09:00:00+07:00', hold)
  try {
    const travelled = await travel(recorder)
    const { request, scan } = shares(travelled.request)
    const items = itemsOf(recorder, request)
    const total = 1000 * dollars(recorder, request)
    return [
      { name: 'Region and date of the prices', value: pricesOf },
      ...items.map(figureOf),
      atMost('A thousand requests decided', total, 0.11, 'US$', 4),
      ...apart(recorder, travelled, dollars(recorder, scan)).map(figureOf),
      ...standing(recorder),
      mails(recorder, travelled),
    ]
  } finally {
    await recorder.close()
  }
}

const thousandfold = ([, units, , price]: Item): number => 1000 * units * price

const figureOf = (item: Item): Figure => {
  const [name, units, unit] = item
  return {
    name,
    value: `${Number(units.toPrecision(3))} ${unit} = ${thousandfold(item).toFixed(4)}`,
  }
}

/** Units of one request, each beside its unit and its price for one. */
function itemsOf(recorder: Recorder, recording: Recording): readonly Item[] {
  const { calls, invocations, states } = recording
  const of = (service: string): readonly OrderedCall[] =>
    calls.filter((call) => call.service === service)
  const sum = (value: (call: OrderedCall) => number): number =>
    calls.reduce((total, call) => total + value(call), 0)
  const writes = of('s3').filter(({ action }) => /^(Put|Post|Copy)/.test(action)).length
  const perRequest = assumed.windowsADay / assumed.requestsADay
  const secrets = new Set(of('secretsmanager').map((call) => call.function)).size
  return [
    ['DynamoDB writes', sum(({ writeUnits }) => writeUnits), 'units', prices.writeUnit],
    ['DynamoDB reads', sum(({ readUnits }) => readUnits), 'units', prices.readUnit],
    ['Step Functions', states, 'states', prices.state],
    ['HTTP API', webRequests(recording).length, 'requests', prices.apiRequest],
    ['Lambda invocations', invocations.length, 'invocations', prices.invocation],
    ['Lambda time (assumed)', gbSeconds(recorder, recording), 'GB s', prices.gbSecond],
    ['S3 writes', writes, 'requests', prices.s3Write],
    ['S3 reads', of('s3').length - writes, 'requests', prices.s3Read],
    // The upload and its copy, and the end of the upload by the life cycle.
    ['EventBridge', writes + 1, 'events', prices.busEvent],
    ['Log lines (estimated)', logBytes(recorder, recording) / 1e9, 'GB', prices.logGb],
    ['Keyring reads (cached 5 min)', secrets * perRequest, 'requests', prices.secretRead],
    ['KMS (cached 5 min)', keyUses(recording) * perRequest, 'requests', prices.kmsRequest],
  ]
}

/** What a request costs besides, and what only some requests need. */
function apart(
  recorder: Recorder,
  { request, signIn }: Journeyed,
  scanning: number,
): readonly Item[] {
  const sent = request.calls.filter(({ service }) => service === 'ses').length
  const bytes = webRequests(request).reduce((sum, { answerBytes }) => sum + answerBytes, 0)
  return [
    ['Apart: letter kept, each month', assumed.letter / 1e9, 'GB', prices.s3GbMonth],
    ['Apart: items kept, each month', storedBytes(request.calls) / 1e9, 'GB', prices.tableGbMonth],
    ['Apart: e-mails', sent, 'mails', prices.mail],
    ['Apart: a reviewer’s sign-in, once a day', 1, 'sign-in', dollars(recorder, signIn)],
    ['Apart: sent to browsers over 100 GB a month', bytes / 1e9, 'GB', prices.outGb],
    ['Apart: malware scan, where switched on', 1, 'object', scanned + scanning],
  ]
}

/** Of one request, or a part of it. */
const dollars = (recorder: Recorder, recording: Recording): number =>
  itemsOf(recorder, recording).reduce((sum, [, units, , price]) => sum + units * price, 0)

const webRequests = ({ invocations }: Recording) => invocations.filter(({ web }) => web)

const scanned = prices.scanObject + (assumed.letter / 1e9) * prices.scanGb

/** What stands in the bill each month without a single request. */
function standing({ machine }: Recorder): readonly Figure[] {
  const count = (type: string): number => machine.stack.resources[type] ?? 0
  const keys = count('AWS::KMS::Key')
  const alarms = count('AWS::CloudWatch::Alarm')
  const secrets = count('AWS::SecretsManager::Secret')
  const dollars = keys * monthly.key + alarms * monthly.alarm + secrets * monthly.secret
  const value = `${keys} keys, ${alarms} alarms, ${secrets} secret = ${dollars.toFixed(2)} US$`
  return [{ name: 'Apart: each month, without a request', value }]
}

/** P43: of what the applicant gets until the decision, receipt and decision included. */
function mails({ machine }: Recorder, { reference }: Journeyed): Figure {
  const about = machine.mail.list().filter(({ subject }) => subject.includes(reference))
  const own = about.filter(({ to }) => to.some((address) => address.includes(answers.email)))
  return atMost('E-mails to the applicant, receipt to decision', own.length, 2, 'mails', 0)
}
