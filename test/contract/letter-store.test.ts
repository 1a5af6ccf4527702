import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { S3Downloads } from '../../shared/aws/letter-downloads.ts'
import { S3Letters } from '../../shared/aws/letters.ts'
import type { LetterDownloads, LetterIntake } from '../../shared/contracts/letters.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { letterFile, upload } from '../builders.ts'
import { MemoryLetters } from '../doubles/letters.ts'
import { Aws, bucket } from './aws.ts'

type Opened = {
  readonly letters: Pick<LetterIntake, 'pin'> & Pick<LetterDownloads, 'intact'>
  /** @returns the new version's id */
  readonly put: (key: string, bytes: string) => Promise<string>
  readonly remove: (key: string, versionId: string) => Promise<void>
  readonly bytes: (key: string, versionId: string) => Promise<string | undefined>
  readonly close: () => Promise<void> | void
}

function inMemory(): Promise<Opened> {
  const letters = new MemoryLetters()
  return Promise.resolve({
    letters,
    put: (key, bytes) => Promise.resolve(letters.put(key, bytes)),
    remove: (key, versionId) => Promise.resolve(letters.damage(key, versionId)),
    bytes: (key, versionId) => Promise.resolve(letters.bytes(key, versionId)),
    close: () => {},
  })
}

async function inS3(): Promise<Opened> {
  const aws = await Aws.open('s3')
  const s3 = new S3Client({})
  const intake = new S3Letters(bucket, 'Inspect')
  const downloads = new S3Downloads(bucket)
  return {
    letters: {
      pin: (from, key) => intake.pin(from, key),
      intact: (file) => downloads.intact(file),
    },
    put: async (Key, Body) => {
      const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }))
      return VersionId ?? ''
    },
    remove: async (Key, VersionId) => {
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }))
    },
    bytes: async (key, versionId) => {
      const url = await downloads.downloadUrl({ ...letterFile, key, versionId }, 'surat.pdf')
      const answer = await fetch(url)
      return answer.ok ? answer.text() : undefined
    },
    close: () => aws.close(),
  }
}

describe.each([
  ['in memory', inMemory],
  ['in S3', inS3],
] as const)('the letters %s', (_, open) => {
  let opened: Opened
  let number = 0
  const reference = (): string => {
    number += 1
    return `VC-2026-${number}`
  }

  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  it('pins that very version, whatever is put over it', async () => {
    const { letters, put, bytes } = opened
    const from = upload(reference())
    const versionId = await put(from.key, 'letter')
    await put(from.key, 'another letter')
    const key = 'letters/pinned/1'
    const pinned = await letters.pin({ ...from, versionId }, key)
    expect(pinned).not.toBe(versionId)
    expect(await bytes(key, pinned)).toBe('letter')
  })

  it('pins a name of any characters', async () => {
    const { letters, put, bytes } = opened
    const from = upload(reference(), { key: 'incoming/VC-2026-1/a +b%20 ü?&#=' })
    const versionId = await put(from.key, 'letter')
    const pinned = await letters.pin({ ...from, versionId }, 'letters/any/1')
    expect(await bytes('letters/any/1', pinned)).toBe('letter')
  })

  it('does not pin what is gone', async () => {
    const { letters, put, remove } = opened
    const from = upload(reference())
    const versionId = await put(from.key, 'letter')
    await remove(from.key, versionId)
    await expect(letters.pin({ ...from, versionId }, 'letters/gone/1')).rejects.toThrow(Error)
  })

  it('tells a whole letter from another content, size, version or none', async () => {
    const { letters, put, remove } = opened
    const from = upload(reference())
    const versionId = await put(from.key, 'letter')
    const key = `letters/${number}/1`
    const pinned = await letters.pin({ ...from, versionId }, key)
    const file = { ...letterFile, key, versionId: pinned, size: 6, sha256: hashOf('letter') }
    expect(await letters.intact(file)).toBe(true)
    expect(await letters.intact({ ...file, sha256: hashOf('Letter') })).toBe(false)
    expect(await letters.intact({ ...file, size: 7 })).toBe(false)
    const over = await put(key, 'swapped')
    expect(await letters.intact(file)).toBe(true)
    expect(await letters.intact({ ...file, versionId: over })).toBe(false)
    await remove(key, pinned)
    expect(await letters.intact(file)).toBe(false)
  })
})
