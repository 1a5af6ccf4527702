import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type UploadTicket, uploadTicket } from '../../shared/aws/upload-ticket.ts'
import { element } from '../local/s3-host.ts'
import { Aws, bucket, holder } from './aws.ts'

const key = 'incoming/VC-2026-0000000/a-random-id'
const redirect = 'https://desk.example/permohonan/VC-2026-0000000'
const maxSize = 2000

let aws: Aws

beforeAll(async () => {
  aws = await Aws.open('s3')
})
afterAll(() => aws.close())

const ticketOf = (own: { redirect?: string } = { redirect }): Promise<UploadTicket> =>
  uploadTicket(bucket)({ key, maxSize, lifetime: 900, now: new Date(), ...own })

/** Posts the form as a browser does, its file last. */
async function post(
  { url, fields }: UploadTicket,
  change: Record<string, string | undefined> = {},
  file = new Blob(['letter']),
) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...change }))
    if (value !== undefined) form.append(name, value)
  form.append('file', file, 'surat.pdf')
  const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' })
  const code = element(await answer.text(), 'Code')
  return { status: answer.status, code, location: answer.headers.get('location') ?? '' }
}

const stored = async () => (await aws.s3.dump()).length

describe('an upload ticket', () => {
  it('is accepted by S3, which sends the browser back with the upload’s tag', async () => {
    const { status, location } = await post(await ticketOf())
    expect(status).toBe(303)
    const back = new URL(location)
    expect(back.origin + back.pathname).toBe(redirect)
    expect(back.searchParams.get('key')).toBe(key)
    expect(back.searchParams.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
    expect(await aws.s3.dump()).toMatchObject([{ bucket, key, size: 6 }])
  })

  it('is answered 201 where a script posts it', async () => {
    expect(await post(await ticketOf({}))).toMatchObject({ status: 201 })
  })

  it('signs what the SDK would: token, type and size are in its policy', async () => {
    const { fields } = await ticketOf()
    const policy = JSON.parse(Buffer.from(fields['policy'] ?? '', 'base64').toString()) as {
      conditions: unknown[]
    }
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        { bucket },
        ['content-length-range', 1, maxSize],
        { key },
        { 'Content-Type': 'application/octet-stream' },
        { success_action_redirect: redirect },
        { 'x-amz-security-token': holder.sessionToken },
      ]),
    )
  })

  const refused: readonly (readonly [string, Record<string, string | undefined>, string])[] = [
    ['another key', { key: 'incoming/VC-2026-1111111/x' }, 'AccessDenied'],
    ['a key that only begins the same', { key: `${key}/more` }, 'AccessDenied'],
    ['another type', { 'Content-Type': 'text/html' }, 'AccessDenied'],
    ['no type', { 'Content-Type': undefined }, 'AccessDenied'],
    ['another way back', { success_action_redirect: 'https://evil.example/' }, 'AccessDenied'],
    ['another answer', { success_action_status: '200' }, 'AccessDenied'],
    ['a field that is not in the policy', { acl: 'public-read' }, 'AccessDenied'],
    ['a header of its own', { 'Content-Disposition': 'inline' }, 'AccessDenied'],
    ['another signature', { 'x-amz-signature': '0'.repeat(64) }, 'SignatureDoesNotMatch'],
    ['another token', { 'x-amz-security-token': 'another' }, 'InvalidToken'],
    ['no signature', { 'x-amz-signature': undefined }, 'InvalidArgument'],
    ['no policy', { policy: undefined }, 'InvalidArgument'],
  ]

  it.each(refused)('is refused with %s', async (_, change, code) => {
    const before = await stored()
    const answer = await post(await ticketOf(), change)
    expect([answer.status >= 400, answer.code]).toEqual([true, code])
    expect(await stored()).toBe(before)
  })

  it('is refused without the session token', async () => {
    const answer = await post(await ticketOf(), { 'x-amz-security-token': undefined })
    expect(answer.status).toBe(403)
  })

  it('is refused with a policy that was widened', async () => {
    const ticket = await ticketOf()
    const text = Buffer.from(ticket.fields['policy'] ?? '', 'base64').toString()
    const policy = Buffer.from(text.replace(`${maxSize}`, '99999')).toString('base64')
    expect((await post(ticket, { policy })).code).toBe('SignatureDoesNotMatch')
  })

  it('is refused for a file too large and for an empty one', async () => {
    const large = await post(await ticketOf(), {}, new Blob(['x'.repeat(maxSize + 1)]))
    expect([large.status, large.code]).toEqual([400, 'EntityTooLarge'])
    const empty = await post(await ticketOf(), {}, new Blob([]))
    expect([empty.status, empty.code]).toEqual([400, 'EntityTooSmall'])
    expect((await post(await ticketOf(), {}, new Blob(['x'.repeat(maxSize)]))).status).toBe(303)
  })

  it('is refused in another bucket', async () => {
    const { url, fields } = await ticketOf()
    const answer = await post({ url: url.replace(bucket, 'others'), fields })
    expect(answer.status).toBeGreaterThanOrEqual(400)
  })

  it('is good for its quarter of an hour, and then no more', async () => {
    const ticket = await ticketOf()
    await aws.pass(890)
    expect((await post(ticket)).status).toBe(303)
    await aws.pass(11)
    expect((await post(ticket)).code).toBe('AccessDenied')
  })
})
