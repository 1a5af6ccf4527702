import { GetObjectTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { S3Downloads } from '../../shared/aws/letter-downloads.ts'
import { lambdaRecheck } from '../../shared/aws/letter-recheck.ts'
import { malwareScan } from '../../shared/aws/letter-scan.ts'
import { S3Letters } from '../../shared/aws/letters.ts'
import { letterFile, upload } from '../builders.ts'
import { Aws, bucket } from './aws.ts'

describe('the bucket of letters', () => {
  let aws: Aws
  let file: typeof letterFile
  const downloads = new S3Downloads(bucket)
  const intake = new S3Letters(bucket, 'Inspect')

  beforeAll(async () => {
    aws = await Aws.open('s3')
    const from = upload('VC-2026-0000000')
    const put = new PutObjectCommand({ Bucket: bucket, Key: from.key, Body: 'letter' })
    const { VersionId = '' } = await new S3Client({}).send(put)
    const versionId = await intake.pin({ ...from, versionId: VersionId }, letterFile.key)
    file = { ...letterFile, versionId }
  })
  afterAll(() => aws.close())

  it('hands a letter out as a file to be saved, under the given name', async () => {
    const answer = await fetch(await downloads.downloadUrl(file, 'Surat-VC-2026-0000000.pdf'))
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="Surat-VC-2026-0000000.pdf"',
    )
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(await answer.text()).toBe('letter')
  })

  it('hands it out for one minute, and nothing else', async () => {
    const url = await downloads.downloadUrl(file, 'surat.pdf')
    const other = new URL(url)
    other.searchParams.set('versionId', 'another')
    expect((await fetch(other)).status).toBe(403)
    await aws.pass(59)
    expect((await fetch(url)).status).toBe(200)
    await aws.pass(2)
    expect((await fetch(url)).status).toBe(403)
  })

  it('keeps an accepted letter without the tags of its upload', async () => {
    const { key, versionId } = file
    const tags = await new S3Client({}).send(
      new GetObjectTaggingCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
    )
    expect(tags.TagSet).toEqual([])
  })

  it.each([
    ['NO_THREATS_FOUND', 'clean'],
    ['THREATS_FOUND', 'malware'],
    ['UNSUPPORTED', 'unsupported'],
    ['ACCESS_DENIED', 'failed'],
    ['FAILED', 'failed'],
    ['SOMETHING_NEW', 'failed'],
    [undefined, 'none'],
  ])('reads the verdict %s beside the very version as %s', async (status, verdict) => {
    const from = { ...upload('VC-2026-0000000'), bucket }
    const put = async (Body: string) => {
      const command = new PutObjectCommand({ Bucket: bucket, Key: from.key, Body })
      const { VersionId = '' } = await new S3Client({}).send(command)
      return { ...from, versionId: VersionId }
    }
    const asked = await put('one')
    await put('a later one')
    if (status !== undefined) await aws.s3.tag(asked, { GuardDutyMalwareScanStatus: status })
    expect(await malwareScan('guardduty').verdict(asked)).toBe(verdict)
    expect(await malwareScan('none').verdict(asked)).toBe('clean')
  })

  it('knows no scanner but those of a stage', () => {
    expect(() => malwareScan('clamav')).toThrow('clamav')
  })

  it('tells the accepting function of an upload again, as S3 did', async () => {
    const from = upload('VC-2026-0000000')
    const content = { ok: true, type: 'pdf', sha256: 'abc', size: 6 } as const
    let told: unknown
    aws.lambda = (name, type, payload) => {
      told = [name, type, JSON.parse(payload.toString())]
      return Promise.resolve({ status: 202, headers: {}, body: '', resource: name })
    }
    const at = '2026-11-23T02:00:00.000Z'
    await lambdaRecheck('Accept')({ upload: from, at, since: at, content })
    const { key, etag, versionId } = from
    const object = { key, size: 6, etag, 'version-id': versionId }
    const detail = { bucket: { name: from.bucket }, object }
    expect(told).toEqual(['Accept', 'Event', { time: at, detail }])
  })

  const inspector = (headers: Record<string, string>, verdict: unknown): void => {
    aws.lambda = (name, type, payload) => {
      expect([name, type]).toEqual(['Inspect', 'RequestResponse'])
      expect(JSON.parse(payload.toString())).toEqual(upload('VC-2026-0000000'))
      const body = JSON.stringify(verdict)
      return Promise.resolve({ status: 200, headers, body, resource: name })
    }
  }

  it('asks the inspector about the very version and believes its verdict', async () => {
    const verdict = { ok: true, type: 'pdf', sha256: 'abc', size: 6, pages: 2 }
    inspector({}, verdict)
    expect(await intake.inspect(upload('VC-2026-0000000'))).toEqual(verdict)
    inspector({}, { ok: false, fault: 'encrypted' })
    expect(await intake.inspect(upload('VC-2026-0000000'))).toEqual({
      ok: false,
      fault: 'encrypted',
    })
  })

  it.each([
    { errorType: 'Runtime.OutOfMemory', errorMessage: 'out of memory' },
    { errorType: 'Runtime.ExitError', errorMessage: 'exited' },
    { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 30.00 seconds' },
    { errorMessage: 'Task timed out after 30.00 seconds' },
  ])('calls a letter damaged that exhausts its inspector: %j', async (failure) => {
    inspector({ 'x-amz-function-error': 'Unhandled' }, failure)
    expect(await intake.inspect(upload('VC-2026-0000000'))).toEqual({ ok: false, fault: 'damaged' })
  })

  it('blames no letter for what failed before it was read: its event comes again', async () => {
    inspector({ 'x-amz-function-error': 'Unhandled' }, { errorType: 'SlowDown' })
    await expect(intake.inspect(upload('VC-2026-0000000'))).rejects.toThrow('could not read')
  })

  it('does not take any other answer for a verdict', async () => {
    inspector({}, { ok: true })
    await expect(intake.inspect(upload('VC-2026-0000000'))).rejects.toThrow(Error)
  })
})
