import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Fields,
  form,
  post,
  readPolicy,
  ticket,
  withConditions,
  withPolicy,
} from './s3-form.ts'
import { HOLDER, Host, MINUTE, VERSIONED } from './s3-host.ts'

let host: Host
beforeEach(async () => {
  host = await new Host(VERSIONED).open()
})
afterEach(() => host.close())

describe('a form that breaks its policy', () => {
  type Break = (signed: Fields) => Fields
  const set = (name: string, value: string): Break => {
    return (signed) => ({ ...signed, [name]: value })
  }
  const drop = (...names: string[]): Break => {
    return (signed) =>
      Object.fromEntries(Object.entries(signed).filter(([name]) => !names.includes(name)))
  }
  const policy = (change: (policy: object) => object): Break => {
    return (signed) => {
      const text = JSON.stringify(change(readPolicy(signed)))
      return { ...signed, Policy: Buffer.from(text).toString('base64') }
    }
  }
  const credential = (from: string, to: string): Break => {
    return (signed) => ({
      ...signed,
      'X-Amz-Credential': signed['X-Amz-Credential']!.replace(from, to),
    })
  }

  it.each<[string, Break, number, string, RegExp]>([
    [
      'another key',
      set('key', 'letters/other'),
      403,
      'AccessDenied',
      /Policy Condition failed: \["eq", "\$key", "incoming\//,
    ],
    [
      'another type',
      set('Content-Type', 'text/html'),
      403,
      'AccessDenied',
      /Policy Condition failed: .*\$content-type/i,
    ],
    [
      'a field that is not in it',
      set('x-amz-meta-a', '1'),
      403,
      'AccessDenied',
      /Extra input fields: x-amz-meta-a$/,
    ],
    ['an access list', set('acl', 'public-read'), 403, 'AccessDenied', /Extra input fields: acl$/],
    [
      'a redirect',
      set('success_action_redirect', 'http://evil.example'),
      403,
      'AccessDenied',
      /Extra input fields: success_action_redirect$/,
    ],
    ['a missing field', drop('Content-Type'), 403, 'AccessDenied', /Policy Condition failed/],
    ['no key', drop('key'), 400, 'InvalidArgument', /field named 'key'/],
    ['no policy', drop('Policy'), 400, 'InvalidArgument', /field named 'policy'/],
    [
      'no signature',
      drop('X-Amz-Signature'),
      400,
      'InvalidArgument',
      /field named 'x-amz-signature'/,
    ],
    [
      'no credential',
      drop('X-Amz-Credential'),
      400,
      'InvalidArgument',
      /field named 'x-amz-credential'/,
    ],
    ['no date', drop('X-Amz-Date'), 400, 'InvalidArgument', /field named 'x-amz-date'/],
    [
      'no algorithm',
      drop('X-Amz-Algorithm'),
      400,
      'InvalidArgument',
      /field named 'x-amz-algorithm'/,
    ],
    ['nothing signed', drop('Policy', 'X-Amz-Signature'), 403, 'AccessDenied', /^Access Denied$/],
    ['no token', drop('X-Amz-Security-Token'), 403, 'InvalidAccessKeyId', /does not exist/],
    ['another token', set('X-Amz-Security-Token', 'other'), 400, 'InvalidToken', /token/],
    [
      'another signature',
      set('X-Amz-Signature', 'a'.repeat(64)),
      403,
      'SignatureDoesNotMatch',
      /signature/,
    ],
    [
      'an older algorithm',
      set('X-Amz-Algorithm', 'AWS'),
      400,
      'InvalidRequest',
      /AWS4-HMAC-SHA256/,
    ],
    [
      'an unknown key',
      credential(HOLDER.accessKeyId, 'ASIAUNKNOWN'),
      403,
      'InvalidAccessKeyId',
      /does not exist/,
    ],
    [
      'another region',
      credential('ap-southeast-3', 'us-east-1'),
      400,
      'AuthorizationQueryParametersError',
      /expecting 'ap-southeast-3'/,
    ],
    [
      'half a credential',
      credential('/aws4_request', ''),
      400,
      'AuthorizationQueryParametersError',
      /malformed/,
    ],
    [
      'a longer life',
      policy((policy) => ({ ...policy, expiration: '2030-01-01T00:00:00Z' })),
      403,
      'SignatureDoesNotMatch',
      /signature/,
    ],
    [
      'fewer conditions',
      policy((policy) => ({ ...policy, conditions: [] })),
      403,
      'SignatureDoesNotMatch',
      /signature/,
    ],
  ])('is refused: %s', async (_, change, status, code, message) => {
    const answer = await post(host, form(change(await ticket(host))))
    expect(answer).toMatchObject({ status, code })
    expect(answer.message).toMatch(message)
    expect(await host.service.dump()).toEqual([])
  })

  it('is refused when the policy does not name the token of the form', async () => {
    const { 'X-Amz-Security-Token': token, ...rest } = await ticket(host)
    const fields = withConditions(rest, (conditions) =>
      conditions.filter((kept) => !('X-Amz-Security-Token' in kept)),
    )
    const answer = await post(host, form({ ...fields, 'X-Amz-Security-Token': token! }))
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' })
    expect(answer.message).toMatch(/Extra input fields: x-amz-security-token$/)
  })

  it('is refused in a bucket that the policy does not name', async () => {
    const fields = withConditions(await ticket(host), (conditions) =>
      conditions.map((kept) => ('bucket' in kept ? { bucket: 'another' } : kept)),
    )
    const answer = await post(host, form({ ...fields, bucket: 'another' }))
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' })
  })

  it.each<[string, unknown[], Fields, number]>([
    ['starts-with', [['starts-with', '$x-amz-meta-a', 'no. ']], { 'x-amz-meta-a': 'no. 1' }, 204],
    ['starts-with', [['starts-with', '$x-amz-meta-a', 'no. ']], { 'x-amz-meta-a': 'nr. 1' }, 403],
    ['starts-with nothing', [['starts-with', '$x-amz-meta-a', '']], { 'x-amz-meta-a': '' }, 204],
    ['starts-with, absent', [['starts-with', '$x-amz-meta-a', '']], {}, 403],
    ['eq', [['eq', '$x-amz-meta-a', 'one']], { 'x-amz-meta-a': 'one' }, 204],
    ['eq', [['eq', '$x-amz-meta-a', 'one']], { 'x-amz-meta-a': 'One' }, 403],
    ['eq in an object', [{ 'x-amz-meta-a': 'one' }], { 'x-amz-meta-a': 'one ' }, 403],
    ['field names in any case', [['EQ', '$X-Amz-Meta-A', 'one']], { 'x-amz-META-a': 'one' }, 204],
    ['two sizes', [['content-length-range', 0, 5]], {}, 400],
    ['an unknown operator', [['ends-with', '$key', 'x']], {}, 400],
    ['two properties', [{ 'x-amz-meta-a': 'one', 'x-amz-meta-b': 'two' }], {}, 400],
    ['a number', [['eq', '$key', 1]], {}, 400],
  ])('holds the form against %s', async (_, conditions, more, status) => {
    const fields = withConditions(await ticket(host), (kept) => [...kept, ...conditions])
    expect(await post(host, form({ ...fields, ...more }))).toMatchObject({ status })
  })

  it.each([
    ['no JSON', 'not JSON'],
    ['no expiration', JSON.stringify({ conditions: [] })],
    ['no conditions', JSON.stringify({ expiration: '2030-01-01T00:00:00Z' })],
  ])('is refused when its policy is %s', async (_, text) => {
    const answer = await post(host, form(withPolicy(await ticket(host), text)))
    expect(answer).toMatchObject({ status: 400, code: 'InvalidPolicyDocument' })
  })

  it('is refused when the ticket has expired on the clock', async () => {
    const signed = await ticket(host)
    await host.until(15 * MINUTE - 1000)
    expect(await post(host, form(signed))).toMatchObject({ status: 204 })
    await host.until(15 * MINUTE)
    expect(await post(host, form(signed))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Invalid according to Policy: Policy expired.',
    })
  })

  it('is refused when the file is empty', async () => {
    const answer = await post(host, form(await ticket(host), new Blob([])))
    expect(answer).toMatchObject({ status: 400, code: 'EntityTooSmall' })
  })
})
