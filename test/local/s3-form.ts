import { createHmac } from 'node:crypto'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { BUCKET, element, HOLDER, type Host } from './s3-host.ts'

export type Fields = Record<string, string>

export const KEY = 'incoming/VC-2026-0000000/1'
export const MEGABYTE = 1024 * 1024

/** A ticket as the product hands it out. */
export async function ticket(host: Host, fields: Fields = {}, key = KEY): Promise<Fields> {
  const { fields: signed } = await createPresignedPost(host.client, {
    Bucket: BUCKET,
    Key: key,
    Fields: { 'Content-Type': 'application/octet-stream', ...fields },
    Conditions: [['content-length-range', 1, 20 * MEGABYTE]],
    Expires: 900,
  })
  return signed
}

/** The same ticket with other conditions, signed by the holder all the same. */
export function withConditions(
  signed: Fields,
  change: (conditions: object[]) => unknown[],
): Fields {
  const policy = readPolicy(signed)
  return withPolicy(signed, JSON.stringify({ ...policy, conditions: change(policy.conditions) }))
}

/** The same ticket with another policy text, signed by the holder all the same. */
export function withPolicy(signed: Fields, text: string): Fields {
  const Policy = Buffer.from(text).toString('base64')
  const [, ...scope] = signed['X-Amz-Credential']!.split('/')
  const signature = [...scope, Policy]
    .reduce<Buffer>(
      (key, step) => createHmac('sha256', key).update(step).digest(),
      Buffer.from(`AWS4${HOLDER.secretAccessKey}`),
    )
    .toString('hex')
  return { ...signed, Policy, 'X-Amz-Signature': signature }
}

export function readPolicy(signed: Fields): { expiration: string; conditions: object[] } {
  return JSON.parse(Buffer.from(signed['Policy']!, 'base64').toString())
}

/** A form as a browser sends it: fields in order, then the file. */
export function form(fields: Fields, file: Blob | null = new Blob(['letter']), name = 'surat.pdf') {
  const data = new FormData()
  for (const [field, value] of Object.entries(fields)) data.append(field, value)
  if (file) data.append('file', file, name)
  return data
}

export async function post(host: Host, body: BodyInit, headers: Fields = {}) {
  const url = `${host.service.origin}/${BUCKET}`
  const answer = await fetch(url, { method: 'POST', body, headers, redirect: 'manual' })
  const text = await answer.text()
  const [code, message] = [element(text, 'Code'), element(text, 'Message')]
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    code,
    message: message.replaceAll('&#34;', '"'),
  }
}
