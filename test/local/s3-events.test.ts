import { CopyObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { form, KEY, post, ticket } from './s3-form.ts'
import {
  ACCOUNT,
  BUCKET,
  DAY,
  EVENTS,
  Host,
  REGION,
  type StorageEvent,
  VERSIONED,
} from './s3-host.ts'

let host: Host
beforeEach(async () => {
  host = await new Host({ ...VERSIONED, ...EVENTS }).open()
})
afterEach(() => host.close())

describe('what a bucket tells EventBridge', () => {
  it('is the event of a file uploaded by a form, its key not encoded', async () => {
    const key = 'incoming/a b+ü.pdf'
    const answer = await post(host, form(await ticket(host, {}, key)))
    await host.work.settled()
    expect(host.events).toEqual([
      {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'Object Created',
        source: 'aws.s3',
        account: ACCOUNT,
        time: '2026-11-23T02:00:00Z',
        region: REGION,
        resources: [`arn:aws:s3:::${BUCKET}`],
        detail: {
          version: '0',
          bucket: { name: BUCKET },
          object: {
            key,
            size: 6,
            etag: answer.headers.get('etag')?.replaceAll('"', ''),
            'version-id': answer.headers.get('x-amz-version-id'),
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
          'request-id': answer.headers.get('x-amz-request-id'),
          requester: ACCOUNT,
          'source-ip-address': '127.0.0.1',
          reason: 'POST Object',
        },
      },
    ])
  })

  it('names the reason of each change, in an order that sequencers show', async () => {
    const { VersionId } = await host.put('key')
    const CopySource = `${BUCKET}/key`
    await host.client.send(new CopyObjectCommand({ Bucket: BUCKET, Key: 'copy', CopySource }))
    const remove = { Bucket: BUCKET, Key: 'key' }
    await host.client.send(new DeleteObjectCommand(remove))
    await host.client.send(new DeleteObjectCommand({ ...remove, VersionId }))
    await host.client.send(new DeleteObjectCommand({ ...remove, VersionId }))
    await host.work.settled()
    const rows = host.events.map(({ detail, ...event }) => [
      event['detail-type'],
      detail['reason'],
      detail['deletion-type'],
      detail.object['key'],
    ])
    expect(rows).toEqual([
      ['Object Created', 'PutObject', undefined, 'key'],
      ['Object Created', 'CopyObject', undefined, 'copy'],
      ['Object Deleted', 'DeleteObject', 'Delete Marker Created', 'key'],
      ['Object Deleted', 'DeleteObject', 'Permanently Deleted', 'key'],
    ])
    const sequencers = host.events.map(({ detail }) => String(detail.object['sequencer']))
    expect(sequencers).toEqual([...new Set(sequencers)].sort())
  })

  it('is nothing for a refused write, nor without the configuration', async () => {
    await host.put('key')
    await host.put('key', 'again', { IfNoneMatch: '*' }).catch(() => undefined)
    const quiet = await new Host(VERSIONED).open()
    await quiet.put('key')
    await quiet.work.settled()
    await host.work.settled()
    expect(host.events).toHaveLength(1)
    expect(quiet.events).toEqual([])
    await quiet.close()
  })
})

describe('the delivery of an event', () => {
  /** Fails so many times, then takes every event. */
  const failing = (times: number) => {
    let left = times
    host.receive = async (event: StorageEvent) => {
      left -= 1
      if (left >= 0) throw new Error('on purpose')
      host.events.push(event)
    }
  }

  it('is part of what settling waits for', async () => {
    let confirm = () => undefined as void
    host.receive = (event) =>
      new Promise((resolve) => {
        confirm = () => {
          host.events.push(event)
          resolve()
        }
      })
    await host.put('key')
    const settled = host.work.settled().then(() => host.events.length)
    confirm()
    expect(await settled).toBe(1)
  })

  it('is tried again on the clock after a rejection, until it is confirmed once', async () => {
    failing(2)
    await host.put('key')
    await host.work.settled()
    expect(host.events).toEqual([])
    await host.until(60_000)
    expect(host.events).toHaveLength(1)
    await host.until(DAY)
    expect(host.events).toHaveLength(1)
  })

  it('comes again after a restart when it was never confirmed, and only then', async () => {
    await host.put('first')
    await host.work.settled()
    failing(Number.POSITIVE_INFINITY)
    await post(host, form(await ticket(host)))
    await host.work.settled()
    failing(0)
    await host.open()
    await host.until(0)
    const keys = host.events.map(({ detail }) => detail.object['key'])
    expect(keys).toEqual(['first', KEY])
    await host.open()
    await host.until(1)
    expect(host.events).toHaveLength(2)
  })
})
