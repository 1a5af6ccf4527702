import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { join } from 'node:path'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { form, ticket } from './s3-form.ts'
import { ACCOUNT, BUCKET, EVENTS, HOLDER, Host, REGION, START, VERSIONED } from './s3-host.ts'

const PROPERTIES = { ...VERSIONED, ...EVENTS }

let host: Host
beforeEach(async () => {
  host = await new Host(PROPERTIES).open()
})
afterEach(() => host.close())

/** The same service on the same folder, in a process of its own. */
async function startChild(): Promise<{ child: ChildProcess; origin: string }> {
  const { folder } = host
  const buckets = [{ name: BUCKET, properties: PROPERTIES }]
  const options = { folder, region: REGION, account: ACCOUNT, buckets, holder: HOLDER, at: START }
  const child = fork(join(import.meta.dirname, 's3-killed.ts'), [JSON.stringify(options)])
  const [{ origin }] = (await once(child, 'message')) as [{ origin: string }]
  return { child, origin }
}

/** The first half of a form with a large file, sent and left hanging. */
async function halfUpload(origin: string): Promise<ClientRequest> {
  const encoded = new Response(form(await ticket(host), new Blob([Buffer.alloc(4_000_000)])))
  const body = Buffer.from(await encoded.arrayBuffer())
  const headers = {
    'content-type': encoded.headers.get('content-type') ?? '',
    'content-length': body.length,
  }
  const upload = request(`${origin}/${BUCKET}`, { method: 'POST', headers })
  upload.on('error', () => undefined)
  await new Promise((resolve) => upload.write(body.subarray(0, body.length / 2), resolve))
  return upload
}

async function readAll(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const { key, versionId } of await host.service.dump()) {
    const input = { Bucket: BUCKET, Key: key, VersionId: versionId }
    const { Body } = await host.client.send(new GetObjectCommand(input))
    found.set(key, (await Body?.transformToString()) ?? '')
  }
  return found
}

describe('after kill -9 in the middle of uploads', () => {
  it('everything acknowledged is there and nothing half', async () => {
    await host.service.close()
    const acknowledged = new Map<string, string>()
    for (const round of [1, 2, 3]) {
      const { child, origin } = await startChild()
      await halfUpload(origin)
      const client = host.clientOf({ endpoint: origin })
      const enough = new Promise<void>((resolve) => {
        for (let at = 0; at < 40; at++) {
          const [Key, Body] = [`${round}/${at}`, `content ${round} ${at} `.repeat(2000)]
          const put = async () => {
            await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }))
            acknowledged.set(Key, Body)
            if (acknowledged.size >= round * 10) resolve()
          }
          // Those that the kill cuts off are the point of the test.
          put().catch(() => undefined)
        }
      })
      await enough
      child.kill('SIGKILL')
      await once(child, 'exit')
      client.destroy()
    }
    await host.open()
    const found = await readAll()
    for (const [key, body] of acknowledged) expect(found.get(key)).toBe(body)
    for (const [key, body] of found) {
      const [round, at] = key.split('/')
      expect(body).toBe(`content ${round} ${at} `.repeat(2000))
    }
    const files = await readdir(join(host.folder, 'objects'))
    expect(files).toHaveLength(found.size)
    expect(await readdir(join(host.folder, 'incoming'))).toEqual([])
  })

  it('the events of what was stored come again', async () => {
    await host.service.close()
    const { child, origin } = await startChild()
    const client = host.clientOf({ endpoint: origin })
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'key', Body: 'content' }))
    child.kill('SIGKILL')
    await once(child, 'exit')
    client.destroy()
    await host.open()
    await host.until(0)
    expect(host.events.map(({ detail }) => detail.object['key'])).toEqual(['key'])
  })
})

describe('a service opened again', () => {
  const journal = () => join(host.folder, 'journal.jsonl')

  it('has the same versions, metadata and times', async () => {
    await host.put('key', 'first', { Metadata: { a: 'b' } })
    await host.put('key', 'second')
    const before = await host.service.dump()
    await host.service.close()
    await host.open()
    expect(await host.service.dump()).toEqual(before)
    expect((await host.put('key', 'third')).VersionId).toMatch(/^[\w-]{32}$/)
  })

  it.each(['{"kind":"added","ver', 'torn and ended\n', '\0\0\0\0'])(
    'drops a torn last line: %j',
    async (torn) => {
      await host.put('key')
      await host.work.settled()
      await host.service.close()
      await appendFile(journal(), torn)
      await host.open()
      await host.put('another')
      await host.service.close()
      await host.open()
      expect((await host.service.dump()).map(({ key }) => key)).toEqual(['another', 'key'])
    },
  )

  it('refuses a damaged line elsewhere and a missing file, and says what to do', async () => {
    await host.put('key')
    await host.put('key')
    await host.work.settled()
    await host.service.close()
    const whole = await readFile(journal(), 'utf8')
    await writeFile(journal(), whole.replace('"kind"', '"k'))
    await expect(host.open()).rejects.toThrow(/Line 1 of .*journal\.jsonl is damaged.*--fresh/)
    await writeFile(journal(), whole)
    const [file = ''] = await readdir(join(host.folder, 'objects'))
    await rm(join(host.folder, 'objects', file))
    await expect(host.open()).rejects.toThrow(/missing from .*--fresh/)
  })
})
