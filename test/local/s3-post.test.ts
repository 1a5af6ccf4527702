import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { form, KEY, MEGABYTE, post, ticket, withConditions } from './s3-form.ts'
import { BUCKET, element, HOLDER, Host, VERSIONED } from './s3-host.ts'

let host: Host
beforeEach(async () => {
  host = await new Host(VERSIONED).open()
})
afterEach(() => host.close())

/** The bytes that a browser sends for a form. */
async function encode(data: FormData): Promise<{ type: string; body: Buffer<ArrayBuffer> }> {
  const encoded = new Response(data)
  const type = encoded.headers.get('content-type') ?? ''
  return { type, body: Buffer.from(await encoded.arrayBuffer()) }
}

describe('a form with a valid ticket', () => {
  it('stores exactly the file under the key of the ticket', async () => {
    const bytes = Buffer.from(Array.from({ length: 3000 }, (_, at) => (at * 7) % 256))
    const answer = await post(host, form(await ticket(host), new Blob([bytes])))
    expect(answer).toMatchObject({ status: 204, text: '' })
    expect(answer.headers.get('x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/)
    expect(await host.service.dump()).toMatchObject([
      {
        key: KEY,
        size: 3000,
        versionId: answer.headers.get('x-amz-version-id'),
        metadata: { 'content-type': 'application/octet-stream' },
        lastModified: '2026-11-23T02:00:00.000Z',
      },
    ])
  })

  it('is recorded for the function whose credentials signed the policy', async () => {
    await post(host, form(await ticket(host)))
    expect(host.calls.list()).toMatchObject([
      {
        function: HOLDER.function,
        service: 's3',
        action: 'PostObject',
        resource: `${BUCKET}/${KEY}`,
      },
    ])
  })

  it('takes a file of 20 MB and refuses one byte more', async () => {
    const full = Buffer.alloc(20 * MEGABYTE, '\r\n--')
    expect(await post(host, form(await ticket(host), new Blob([full])))).toMatchObject({
      status: 204,
    })
    const over = await post(host, form(await ticket(host), new Blob([full, 'x'])))
    expect(over).toMatchObject({ status: 400, code: 'EntityTooLarge' })
    expect(element(over.text, 'ProposedSize')).toBe(String(20 * MEGABYTE + 1))
    expect(await host.service.dump()).toHaveLength(1)
  })

  it('puts the name of the file into the key where the ticket leaves it open', async () => {
    const signed = await ticket(host, {}, 'incoming/${filename}')
    const answer = await post(host, form(signed, new Blob(['x']), 'C:\\letters\\surat "1".pdf'))
    expect(answer.status).toBe(204)
    expect(await host.service.dump()).toMatchObject([{ key: 'incoming/surat "1".pdf' }])
  })

  it('answers with a redirect that names what was stored', async () => {
    const signed = await ticket(host, {
      success_action_redirect: 'http://127.0.0.1:4000/surat?a=b',
    })
    const { status, headers } = await post(host, form(signed))
    const location = new URL(headers.get('location') ?? '')
    expect(status).toBe(303)
    expect(Object.fromEntries(location.searchParams)).toEqual({
      a: 'b',
      bucket: BUCKET,
      key: KEY,
      etag: headers.get('etag'),
    })
  })

  it.each([
    ['200', 200],
    ['201', 201],
    ['204', 204],
    ['299', 204],
  ])('answers success_action_status %s with %i', async (wanted, status) => {
    const answer = await post(host, form(await ticket(host, { success_action_status: wanted })))
    expect(answer.status).toBe(status)
    expect(element(answer.text, 'Key')).toBe(status === 201 ? KEY : '')
  })

  it('keeps the metadata that the policy allows', async () => {
    const signed = await ticket(host, { 'x-amz-meta-nama': 'Sri “Ayu”' })
    await post(host, form(signed))
    const head = await host.client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: KEY }))
    const encoded = Buffer.from('Sri “Ayu”').toString('base64')
    expect(head.Metadata).toEqual({ nama: `=?UTF-8?B?${encoded}?=` })
  })

  it('ignores what follows the file and fields that say so themselves', async () => {
    const data = form({ ...(await ticket(host)), 'x-ignore-page': '1' })
    data.append('submit', 'Kirim')
    expect(await post(host, data)).toMatchObject({ status: 204 })
  })

  it('verifies a checksum sent along', async () => {
    const signed = withConditions(await ticket(host), (kept) => [
      ...kept,
      ['starts-with', '$x-amz-checksum-sha256', ''],
    ])
    const wrong = Buffer.alloc(32).toString('base64')
    const refused = await post(host, form({ ...signed, 'x-amz-checksum-sha256': wrong }))
    expect(refused).toMatchObject({ status: 400, code: 'BadDigest' })
    const right = createHash('sha256').update('letter').digest('base64')
    const stored = await post(host, form({ ...signed, 'x-amz-checksum-sha256': right }))
    expect(stored.status).toBe(204)
  })
})

describe('a form that is not what S3 reads', () => {
  it('is refused without a file, with two, and with the file before the fields', async () => {
    const signed = await ticket(host)
    const none = await post(host, form(signed, null))
    const two = form(signed)
    two.append('file', new Blob(['another']))
    const first = new FormData()
    first.append('file', new Blob(['letter']))
    for (const [field, value] of Object.entries(signed)) first.append(field, value)
    expect(none).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(none.message).toBe('POST requires exactly one file upload per request.')
    expect(await post(host, two)).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await post(host, first)).toMatchObject({ status: 400, code: 'InvalidArgument' })
    expect(await host.service.dump()).toEqual([])
  })

  it('is refused when a field comes twice or the fields are too long', async () => {
    const signed = await ticket(host)
    const twice = new FormData()
    for (const [field, value] of Object.entries(signed)) twice.append(field, value)
    twice.append('key', 'another')
    twice.append('file', new Blob(['letter']))
    expect(await post(host, twice)).toMatchObject({ status: 400, code: 'InvalidArgument' })
    const long = form({ ...signed, 'x-ignore-a': 'a'.repeat(20_480) })
    expect(await post(host, long)).toMatchObject({ code: 'MaxPostPreDataLengthExceededError' })
  })

  it('is refused as another type and as broken multipart', async () => {
    const json = await post(host, '{}', { 'content-type': 'application/json' })
    expect(json).toMatchObject({ status: 412, code: 'PreconditionFailed' })
    for (const [type, body] of [
      ['multipart/form-data', '--x--'],
      ['multipart/form-data; boundary=x', 'no part at all'],
      ['multipart/form-data; boundary=x', '--x\r\nContent-Type: text/plain\r\n\r\na\r\n--x--'],
      ['multipart/form-data; boundary=x', '--x nonsense\r\n'],
      [
        'multipart/form-data; boundary=x',
        '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nhalf',
      ],
    ] as const) {
      const answer = await post(host, body, { 'content-type': type })
      expect(answer).toMatchObject({ status: 400, code: 'MalformedPOSTRequest' })
    }
  })

  it('stores nothing when it ends before its last boundary', async () => {
    const { type, body } = await encode(form(await ticket(host)))
    const answer = await post(host, new Blob([body.subarray(0, -8)]), { 'content-type': type })
    expect(answer).toMatchObject({ status: 400, code: 'MalformedPOSTRequest' })
    expect(await host.service.dump()).toEqual([])
  })

  it('is read the same in pieces of any size', async () => {
    const { type, body } = await encode(
      form(await ticket(host), new Blob(['\r\n--\r\n-letter\r\n'])),
    )
    for (const size of [1, 7, 64]) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const headers = { 'content-type': type, 'content-length': body.length }
        const path = `/${BUCKET}`
        const upload = request(
          host.service.origin + path,
          { method: 'POST', headers },
          (answer) => {
            answer.resume().once('end', () => resolve(answer.statusCode))
          },
        )
        upload.once('error', reject)
        for (let at = 0; at < body.length; at += size) upload.write(body.subarray(at, at + size))
        upload.end()
      })
      expect(status).toBe(204)
    }
    const dump = await host.service.dump()
    expect(dump.map(({ size }) => size)).toEqual([15, 15, 15])
  })
})
