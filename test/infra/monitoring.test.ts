import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { stageNamed } from '../../infra/stages.ts'
import { log } from '../../shared/web/log.ts'
import { World } from '../doubles/world.ts'
import { at, idOf, list, local, root, shown } from './template.ts'
import { takes, unwatched } from './watched.ts'

const template = local()
const alarms = template.of('AWS::CloudWatch::Alarm')
const topic = template.one('AWS::SNS::Topic')

/** The anchors that GitHub gives the headings of the runbook. */
const chapters = [
  ...readFileSync(join(root, 'docs/runbook.md'), 'utf8').matchAll(/^#+ (.+)$/gm),
].map(([, heading]) =>
  heading!
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-'),
)

describe('every alarm', () => {
  it.each(alarms)('$id tells people of the harm, and of a chapter that is there', (alarm) => {
    const described = String(alarm.at('AlarmDescription'))
    const chapter = described.match(
      /^[A-Z].{20,}[a-z]\. See docs\/runbook\.md#([a-z0-9-]+)\.$/,
    )?.[1]
    expect(chapters).toContain(chapter)
    expect(alarm.list('AlarmActions').map(idOf)).toEqual([topic.id])
    expect(alarm.list('OKActions').map(idOf)).toEqual([topic.id])
    expect(alarm.at('ActionsEnabled')).toBeUndefined()
  })

  it('has a name of its own, by which its mail is known', () => {
    const names = alarms.map((alarm) => alarm.at('AlarmName'))
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => !/^Siaran-[a-z0-9-]+$/.test(String(name)))).toEqual([])
  })

  it('is silent without data, but for the one of a sweep that does not run', () => {
    const ringing = alarms.filter((alarm) => alarm.at('TreatMissingData') === 'breaching')
    expect(ringing.map((alarm) => alarm.at('AlarmName'))).toEqual(['Siaran-sweep-absent'])
    const period = Number(at(ringing[0]?.at('Metrics'), '1.MetricStat.Period'))
    expect(period * Number(ringing[0]?.at('EvaluationPeriods'))).toBe(30 * 60)
    expect(alarms.filter((alarm) => alarm.at('TreatMissingData') === undefined)).toEqual([])
  })
})

describe('what can fail', () => {
  it('is watched, nothing left out', () => {
    expect(unwatched(template.resources)).toEqual([])
  })

  it.each(alarms.filter((alarm) => !/-(slow)$/.test(String(alarm.at('AlarmName')))))(
    'is found unwatched without $id',
    (alarm) => {
      const others = template.resources.filter(({ id }) => id !== alarm.id)
      expect(unwatched(others)).toHaveLength(1)
    },
  )

  it('is found unwatched where a function has no filter on its log', () => {
    const [filter] = template.of('AWS::Logs::MetricFilter')
    const others = template.resources.filter(({ id }) => id !== filter?.id)
    expect(unwatched(others)).toEqual([expect.stringMatching(/^error lines of /)])
  })

  it('is noticed before a function that works through what waits runs out of time', () => {
    const slow = alarms.filter((alarm) => alarm.at('MetricName') === 'Duration')
    const queues = template.of('AWS::SQS::Queue')
    expect(slow).toHaveLength(queues.length)
    for (const alarm of slow) {
      const id = idOf(at(alarm.at('Dimensions'), '0.Value'))
      const seconds = Number(template.resources.find((found) => found.id === id)?.at('Timeout'))
      expect(Number(alarm.at('Threshold'))).toBe(seconds * 800)
    }
  })
})

describe('a filter on a log', () => {
  let lines: string[]

  beforeEach(() => {
    lines = []
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line))
      return true
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  const filters = template.of('AWS::Logs::MetricFilter')
  const patternOf = (metric: string): string => {
    const found = filters.filter(
      (filter) => at(filter.at('MetricTransformations'), '0.MetricName') === metric,
    )
    expect(found).toHaveLength(1)
    return String(found[0]?.at('FilterPattern'))
  }
  const errors = filters.filter((filter) => filter.id.includes('errorlines'))

  it('takes an error as it is logged, and nothing milder', () => {
    log.error('page-failed', new Error('broken'), { route: 'GET /' })
    log.warn('anything')
    log.info('anything')
    expect(errors).toHaveLength(template.of('AWS::Lambda::Function').length)
    for (const filter of errors) {
      const taken = lines.map((line) => takes(String(filter.at('FilterPattern')), line))
      expect(taken).toEqual([true, false, false])
    }
  })

  it('measures how long the oldest due case was passed over, none being due is zero', async () => {
    const world = await World.open()
    await world.sweep()
    await world.file()
    world.clock.pass({ minutes: 75 })
    await world.sweep()
    const pattern = patternOf('operations-sweep-lag')
    const lags = lines.filter((line) => takes(pattern, line)).map((line) => JSON.parse(line))
    expect(lags.map(({ lagSeconds }) => lagSeconds)).toEqual([0, 60 * 60])
  })

  it.each([
    ['in time', '2026-11-23T03:00:00.000Z', 'reviews-follow-decided-in-time'],
    ['too late', '2026-11-25T03:00:00.000Z', 'reviews-follow-decided-late'],
  ])('counts a decision %s', async (_, at, metric) => {
    const world = await World.open()
    await world.review()
    await world.until(at)
    const browser = world.browser()
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Tolak'))
    await browser.post(path, { stage: '2', decision: 'reject', reason: 'Penuh.' })
    await world.settle()
    for (const name of ['reviews-follow-decided-in-time', 'reviews-follow-decided-late']) {
      const taken = lines.filter((line) => takes(patternOf(name), line))
      expect([name, taken.length]).toEqual([name, name === metric ? 1 : 0])
    }
  })
})

describe('the topic of the alarms', () => {
  const statements = template.one('AWS::SNS::TopicPolicy').list('PolicyDocument.Statement')

  it('reaches the people whom the stage names', () => {
    const told = template.of('AWS::SNS::Subscription').map((one) => one.at('Endpoint'))
    expect(told).toEqual(stageNamed('local').alarms?.emails)
    expect(told.length).toBeGreaterThan(0)
  })

  it('takes messages over TLS only, and from alarms of this stage only', () => {
    const denied = statements.filter((statement) => at(statement, 'Effect') === 'Deny')
    expect(denied.map((statement) => at(statement, 'Condition'))).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
    ])
    const allowed = statements.filter((statement) => at(statement, 'Effect') === 'Allow')
    expect(allowed.map((statement) => at(statement, 'Principal'))).toEqual([
      { Service: 'cloudwatch.amazonaws.com' },
    ])
    expect(allowed.map((statement) => at(statement, 'Condition.ArnLike'))).toMatchObject([
      { 'aws:SourceArn': expect.anything() },
    ])
  })

  it('has a key that alarms may use: CloudWatch encrypts what it says', () => {
    const key = template.resources.find(({ id }) => id === idOf(topic.at('KmsMasterKeyId')))
    const forAlarms = key
      ?.list('KeyPolicy.Statement')
      .filter((one) => at(one, 'Principal.Service') === 'cloudwatch.amazonaws.com')
    expect(forAlarms?.map((one) => Object.keys(at(one, 'Condition.ArnLike') ?? {}))).toEqual([
      ['kms:EncryptionContext:aws:sns:topicArn'],
    ])
    expect(forAlarms?.flatMap((one) => list(at(one, 'Action')))).toEqual([
      'kms:Decrypt',
      'kms:GenerateDataKey*',
    ])
  })
})

describe('the dashboard', () => {
  const body = shown(template.one('AWS::CloudWatch::Dashboard').at('DashboardBody'))
  const { widgets } = JSON.parse(body) as {
    widgets: { type: string; properties: { markdown?: string; alarms?: string[] } }[]
  }

  it('asks the question that each of its rows answers', () => {
    const headings = widgets.flatMap(
      ({ properties: { markdown } }) => markdown?.split('\n')[0] ?? [],
    )
    expect(headings.slice(1)).toEqual([
      '## Keputusan',
      '## Halaman',
      '## Surel',
      '## Penyisiran',
      '## Kesalahan',
    ])
  })

  it('shows every alarm, and the errors of every function', () => {
    const status = widgets.find(({ type }) => type === 'alarm')
    expect(status?.properties.alarms).toHaveLength(alarms.length)
    // CloudWatch shows no more in one widget.
    expect(alarms.length).toBeLessThanOrEqual(100)
    const missing = template
      .of('AWS::Lambda::Function')
      .filter(({ id }) => !body.includes(`"Errors","FunctionName","<${id}>"`))
    expect(missing).toEqual([])
  })
})

describe('the outputs', () => {
  it('give an engineer what the next steps of a deployment ask for', () => {
    expect(Object.keys(template.outputs as object).sort()).toEqual([
      'AlarmTopic',
      'Dashboard',
      'DkimRecord1',
      'DkimRecord2',
      'DkimRecord3',
      'InstallFunction',
      'SiteAddress',
    ])
  })
})

it('a schedule group goes with its stack: its name is needed by the next', () => {
  expect(template.one('AWS::Scheduler::ScheduleGroup').deletionPolicy).toBe('Delete')
})
