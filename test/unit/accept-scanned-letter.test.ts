import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ObjectCreated } from '../../functions/requests/accept-letter.ts'
import type { ScanVerdict } from '../../shared/contracts/scan-result.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { monday } from '../builders.ts'
import { objectScanned, World } from '../doubles/world.ts'

const statuses = {
  clean: 'NO_THREATS_FOUND',
  malware: 'THREATS_FOUND',
  unsupported: 'UNSUPPORTED',
  failed: 'FAILED',
} as const satisfies Partial<Record<ScanVerdict, string>>
type Verdict = keyof typeof statuses

/** One upload, its scanner, and the two events about it. */
class Scan {
  readonly world: World
  readonly reference: string
  readonly created: ObjectCreated
  readonly #version: string

  constructor(world: World, reference: string, bytes = 'letter') {
    this.world = world
    this.reference = reference
    this.created = world.upload(reference, bytes)
    this.#version = this.created.detail.object['version-id'] ?? ''
    world.letters.scans.set(this.#version, 'none')
  }

  /** S3 tells of the upload. */
  upload = (): Promise<void> => this.world.acceptLetter(this.created)

  /** The scanner leaves its verdict beside the version, and tells nobody yet. */
  tag(verdict: Verdict): void {
    this.world.letters.scans.set(this.#version, verdict)
  }

  /** The scanner tells of it. */
  result = (verdict: Verdict): Promise<void> =>
    this.world.acceptLetter(objectScanned(this.created, statuses[verdict]))

  async outcome() {
    const { case: request, events, inScan } = await this.world.stored(this.reference)
    const { status, receivedAt, letterFile } = request
    const last = events.at(-1)
    return { status, receivedAt, sha256: letterFile?.sha256, last: last?.data['fault'], inScan }
  }
}

let world: World
let scan: Scan

beforeEach(async () => {
  world = await World.open()
  scan = new Scan(world, await world.file())
})

const checking = { status: 'awaiting-letter', receivedAt: undefined, sha256: undefined }
const accepted = { status: 'received', receivedAt: monday, sha256: hashOf('letter'), inScan: [] }
const refusedAs = (fault: string) => ({ ...checking, last: fault, inScan: [] })

describe('a good letter with a scanner', () => {
  it('is being checked until the verdict, and then received when it was uploaded', async () => {
    await scan.upload()
    expect(await scan.outcome()).toMatchObject(checking)
    expect((await scan.outcome()).inScan).toHaveLength(1)
    expect(world.letters.bytes(`letters/${scan.reference}/1`, 'version-2')).toBeUndefined()
    world.clock.pass({ minutes: 4 })
    scan.tag('clean')
    await scan.result('clean')
    expect(await scan.outcome()).toMatchObject(accepted)
  })

  it('is judged once: the verdict finds what the inspector read', async () => {
    await scan.upload()
    world.letters.judge = () => {
      throw new Error('opened again')
    }
    await scan.result('clean')
    expect(await scan.outcome()).toMatchObject(accepted)
  })

  it('is accepted at once where the verdict was there first', async () => {
    scan.tag('clean')
    await scan.result('clean')
    expect(await scan.outcome()).toMatchObject(checking)
    await scan.upload()
    expect(await scan.outcome()).toMatchObject(accepted)
  })

  it('misses no verdict that comes while it is noted', async () => {
    const noted = world.store.awaitScan.bind(world.store)
    world.store.awaitScan = async (...args) => {
      scan.tag('clean')
      await scan.result('clean')
      return noted(...args)
    }
    await scan.upload()
    expect(await scan.outcome()).toMatchObject(accepted)
  })

  it('is no letter of a case that has gone on with another', async () => {
    await scan.upload()
    const other = new Scan(world, scan.reference, 'second')
    other.tag('clean')
    await other.upload()
    const before = world.dump()
    await scan.result('malware')
    await scan.result('clean')
    expect(world.dump()).toBe(before)
  })
})

describe('a verdict', () => {
  it.each([
    ['malware', 'malware'],
    ['unsupported', 'unchecked'],
  ] as const)('of %s refuses the letter, whatever its content', async (verdict, fault) => {
    await scan.upload()
    await scan.result(verdict)
    expect(await scan.outcome()).toMatchObject(refusedAs(fault))
    await world.settle()
    const mail = world.mailer.sent.at(-1)
    expect(mail?.subject).toContain('Surat Anda belum dapat diterima')
  })

  it('is not waited for where the content is wrong', async () => {
    world.letters.judge = () => ({ ok: false, fault: 'encrypted' })
    await scan.upload()
    expect(await scan.outcome()).toMatchObject(refusedAs('encrypted'))
    await scan.result('clean')
    expect(await scan.outcome()).toMatchObject(refusedAs('encrypted'))
  })

  it('that failed calls a person, and a later scan still accepts the letter', async () => {
    await scan.upload()
    await expect(scan.result('failed')).rejects.toThrow('no verdict')
    expect(await scan.outcome()).toMatchObject(checking)
    world.clock.pass({ minutes: 40 })
    await scan.result('clean')
    expect(await scan.outcome()).toMatchObject(accepted)
  })

  it('that failed before the upload was told of is looked after as well', async () => {
    scan.tag('failed')
    await expect(scan.upload()).rejects.toThrow('no verdict')
    expect((await scan.outcome()).inScan).toHaveLength(1)
    world.clock.pass({ minutes: 120 })
    await world.sweep()
    expect(await scan.outcome()).toMatchObject(refusedAs('unchecked'))
  })

  it('of a kind that is not known yet never accepts', async () => {
    await scan.upload()
    const strange = objectScanned(scan.created, 'PROBABLY_FINE')
    await expect(world.acceptLetter(strange)).rejects.toThrow('no verdict')
    expect(await scan.outcome()).toMatchObject(checking)
  })

  it.each(['incoming/nonsense/a', 'elsewhere', ''])('on %j is left alone', async (objectKey) => {
    const event = objectScanned(scan.created, 'NO_THREATS_FOUND')
    const s3ObjectDetails = { ...event.detail.s3ObjectDetails, objectKey }
    const before = world.dump()
    await world.acceptLetter({ ...event, detail: { ...event.detail, s3ObjectDetails } })
    expect(world.dump()).toBe(before)
  })
})

describe('a verdict that nobody told of', () => {
  it('is found by the sweep', async () => {
    await scan.upload()
    scan.tag('clean')
    world.clock.pass({ minutes: 15 })
    await world.sweep()
    expect(await scan.outcome()).toMatchObject(accepted)
  })

  it('and that does not come calls a person at each look, then tells the applicant', async () => {
    await scan.upload()
    for (let looks = 1; looks < 8; looks += 1) {
      world.clock.pass({ minutes: 15 })
      await world.sweep()
      expect(world.givenUp).toHaveLength(looks)
      expect(await scan.outcome()).toMatchObject(checking)
    }
    world.clock.pass({ minutes: 15 })
    await world.sweep()
    expect(await scan.outcome()).toMatchObject(refusedAs('unchecked'))
  })

  it('keeps the case open while its letter is with the scanner', async () => {
    world.clock.at = '2026-12-07T09:00:00.000Z'
    const last = new Scan(world, scan.reference, 'last')
    await last.upload()
    last.tag('clean')
    world.clock.pass({ minutes: 15 })
    await world.sweep()
    expect((await last.outcome()).status).toBe('received')
  })
})

describe('any order of uploads, verdicts, repeats and looks', () => {
  const steps = fc.array(
    fc.oneof(
      fc.constantFrom('upload', 'tag', 'result', 'sweep'),
      fc.integer({ min: 0, max: 50 }).map((minutes) => ({ minutes })),
    ),
    { maxLength: 14 },
  )
  const verdicts = fc.constantFrom<Verdict>('clean', 'malware', 'unsupported')
  const ends = { clean: undefined, malware: 'malware', unsupported: 'unchecked', failed: undefined }
  const letters = async () =>
    (await world.stored(scan.reference)).events.filter(({ name }) => name.startsWith('Letter'))

  it('gives the same end, and nothing but a clean verdict accepts', async () => {
    const filed = await world.stored(scan.reference)
    const property = fc.asyncProperty(verdicts, steps, async (verdict, order) => {
      world = await World.open()
      world.store.place(filed)
      scan = new Scan(world, filed.case.reference)
      const known = async () => scan.tag(verdict)
      const run = {
        upload: scan.upload,
        tag: known,
        result: () => known().then(() => scan.result(verdict)),
        sweep: () => world.sweep(),
      }
      let tagged = false
      for (const step of order) {
        if (typeof step === 'object') {
          world.clock.pass(step)
          continue
        }
        tagged ||= step === 'tag' || step === 'result'
        // What fails without a verdict comes again: the three below.
        await run[step]().catch(() => undefined)
        const { sha256 } = await scan.outcome()
        expect(sha256 === undefined || (tagged && verdict === 'clean')).toBe(true)
      }
      await run.tag()
      await run.upload()
      await run.result()
      const [end, ...more] = await letters()
      expect([end === undefined, more]).toEqual([false, []])
      const { receivedAt, inScan } = await scan.outcome()
      expect(inScan).toEqual([])
      // Who waited too long for a verdict was told so, whatever it was.
      expect([ends[verdict], 'unchecked']).toContain(end?.data['fault'])
      expect(receivedAt).toBe(end?.name === 'LetterAccepted' ? monday : undefined)
      for (const again of Object.values(run)) await again()
      expect(await letters()).toEqual([end])
    })
    await fc.assert(property, { numRuns: 60 })
  })
})
