import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Clock } from '../../infra/local/clock.ts'
import { Rotations } from '../../infra/local/secrets/rotation.ts'
import { Secrets } from '../../infra/local/secrets.ts'
import { Work } from '../../infra/local/work.ts'

const day = 24 * 60 * 60 * 1000
const start = Date.parse('2026-11-23T02:00:00Z')
const arn = 'arn:aws:secretsmanager:ap-southeast-3:000000000000:secret:Keys-Local1'
const properties = { GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true } }
const schedule = {
  SecretId: arn,
  RotationLambdaARN: 'arn:rotate',
  RotationRules: { AutomaticallyAfterDays: 180 },
}

type Asked = { readonly Step: string; readonly ClientRequestToken: string }

let folder: string
let clock: Clock
let secrets: Secrets
let asked: Asked[]
let failures: unknown[]
let failing: string | undefined
let rotations: Rotations

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'siaran-rotation-'))
  const work = new Work()
  clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
  clock.set(start)
  const specs = [{ name: 'Keys', arn, properties }]
  secrets = Secrets.open(join(folder, 'secrets.json'), specs, () => clock.now())
  asked = []
  failures = []
  failing = undefined
  rotations = new Rotations({
    clock,
    work,
    secrets,
    schedules: [schedule],
    invoke: (_, payload) => rotate(payload as Asked),
    onFailure: (error) => failures.push(error),
  })
  rotations.start()
})
afterEach(() => {
  rotations.stop()
  clock.stop()
  rmSync(folder, { recursive: true })
})

const call = async (action: string, input: object) =>
  (await secrets.call(action, { SecretId: arn, ...input })).output as Record<string, unknown>
const current = () => call('GetSecretValue', {})

/** A rotation function as AWS's guide has it. */
async function rotate(step: Asked): Promise<void> {
  asked.push(step)
  if (step.Step === failing) throw new Error('The function failed.')
  const { Step, ClientRequestToken } = step
  if (Step === 'createSecret') {
    const SecretString = `new ${ClientRequestToken}`
    await call('PutSecretValue', {
      ClientRequestToken,
      SecretString,
      VersionStages: ['AWSPENDING'],
    })
  }
  if (Step === 'finishSecret') {
    await call('UpdateSecretVersionStage', {
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: ClientRequestToken,
      RemoveFromVersionId: (await current())['VersionId'],
    })
  }
}

describe('a secret with a rotation schedule', () => {
  it('is left alone until its day', async () => {
    await clock.advance(start + 180 * day - 1000)
    expect(asked).toEqual([])
  })

  it('is rotated in four steps under one new version, and again after as many days', async () => {
    const before = await current()
    await clock.advance(start + 181 * day)
    expect(asked.map(({ Step }) => Step)).toEqual([
      'createSecret',
      'setSecret',
      'testSecret',
      'finishSecret',
    ])
    const token = asked[0]?.ClientRequestToken
    expect(new Set(asked.map((step) => step.ClientRequestToken))).toEqual(new Set([token]))
    expect(await current()).toMatchObject({ VersionId: token, SecretString: `new ${token}` })
    const previous = await call('GetSecretValue', { VersionStage: 'AWSPREVIOUS' })
    expect(previous['SecretString']).toBe(before['SecretString'])
    await clock.advance(start + 362 * day)
    expect(asked).toHaveLength(8)
  })

  it('keeps its value where a step fails, and is tried again', async () => {
    const before = await current()
    failing = 'testSecret'
    await clock.advance(start + 180 * day + 60_000)
    expect(failures).toHaveLength(1)
    expect(await current()).toEqual(before)
    failing = undefined
    await clock.advance(start + 180 * day + 2 * 60 * 60 * 1000)
    expect((await current())['SecretString']).not.toBe(before['SecretString'])
  })
})

describe('versions of a secret', () => {
  it('are the same for one token, and refuse another value under it', async () => {
    const put = (SecretString: string) =>
      call('PutSecretValue', {
        ClientRequestToken: 't',
        SecretString,
        VersionStages: ['AWSPENDING'],
      })
    await put('one')
    await put('one')
    await expect(put('two')).rejects.toMatchObject({ code: 'ResourceExistsException' })
  })

  it('move a stage only from where it is', async () => {
    await call('PutSecretValue', {
      ClientRequestToken: 't',
      SecretString: 'x',
      VersionStages: ['P'],
    })
    const move = (from: string) =>
      call('UpdateSecretVersionStage', {
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: 't',
        RemoveFromVersionId: from,
      })
    await expect(move('elsewhere')).rejects.toMatchObject({ code: 'InvalidParameterException' })
    await move(String((await current())['VersionId']))
    expect((await current())['VersionId']).toBe('t')
  })
})

describe('a rotation schedule that the host does not know', () => {
  it.each([
    { ...schedule, RotationLambdaARN: undefined },
    { ...schedule, RotationRules: { AutomaticallyAfterDays: 1, Duration: '3h' } },
  ])('stops the start: %j', (strange) => {
    const work = new Work()
    const open = () =>
      new Rotations({
        clock,
        work,
        secrets,
        schedules: [strange],
        invoke: () => Promise.resolve(),
        onFailure: () => undefined,
      })
    expect(open).toThrow('The local host rotates')
  })
})
