import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, describe, expect, it } from 'vitest'
import { BUCKET, DAY, EVENTS, Host, VERSIONED } from './s3-host.ts'

let host: Host
const open = async (rule: object, versioning: object = VERSIONED) => {
  const Rules = [{ Status: 'Enabled', Id: 'incoming', ...rule }]
  host = await new Host({ ...versioning, ...EVENTS, LifecycleConfiguration: { Rules } }).open()
}
afterEach(() => host.close())

const at = (instant: string) => host.clock.advance(Date.parse(instant))
const rows = async () =>
  (await host.service.dump()).map(({ key, deleteMarker }) => (deleteMarker ? `-${key}` : key))

describe('a lifecycle rule', () => {
  it('expires what is under its prefix at the midnight UTC after its days', async () => {
    await open({ Prefix: 'incoming/', ExpirationInDays: '2' }, {})
    await host.put('incoming/a')
    await host.put('letters/a')
    await at('2026-11-25T23:59:59Z')
    expect(await rows()).toEqual(['incoming/a', 'letters/a'])
    await at('2026-11-26T00:00:00Z')
    expect(await rows()).toEqual(['letters/a'])
    await host.work.settled()
    expect(host.events.at(-1)).toMatchObject({
      'detail-type': 'Object Deleted',
      time: '2026-11-26T00:00:00Z',
      detail: {
        reason: 'Lifecycle Expiration',
        'deletion-type': 'Permanently Deleted',
        requester: 's3.amazonaws.com',
      },
    })
  })

  it('hides the current version, then removes it, then its lonely marker', async () => {
    await open({
      Prefix: 'incoming/',
      ExpirationInDays: 1,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    })
    await host.put('incoming/a')
    await at('2026-11-25T00:00:00Z')
    expect(await rows()).toEqual(['incoming/a', '-incoming/a'])
    await at('2026-11-27T00:00:00Z')
    expect(await rows()).toEqual([])
  })

  it('removes versions by the days since they were replaced', async () => {
    await open({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } })
    await host.put('key', 'first')
    await host.until(10 * DAY)
    await host.put('key', 'second')
    await host.until(11 * DAY)
    expect(await rows()).toEqual(['key', 'key'])
    await host.until(12 * DAY)
    expect(await host.service.dump()).toMatchObject([{ key: 'key', size: 6, latest: true }])
  })

  it('removes only a delete marker that hides nothing', async () => {
    await open({ ExpiredObjectDeleteMarker: true })
    await host.put('hidden')
    for (const Key of ['hidden', 'empty']) {
      await host.client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }))
    }
    await host.until(DAY)
    expect(await rows()).toEqual(['hidden', '-hidden'])
  })

  it('does nothing while it is disabled', async () => {
    await open({ Status: 'Disabled', ExpirationInDays: 1 })
    await host.put('key')
    await host.until(10 * DAY)
    expect(await rows()).toEqual(['key'])
  })

  it('catches up at the next start with what fell due meanwhile', async () => {
    await open({ ExpirationInDays: 1 }, {})
    await host.put('key')
    await host.service.close()
    host.clock.set(Date.parse('2026-12-24T10:00:00Z'))
    await host.open()
    expect(await rows()).toEqual([])
  })
})
