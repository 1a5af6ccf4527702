/** Conditional requests. Source: RFC 9110 §13; S3 API reference, GetObject and PutObject. */
import { AwsError } from '../calls.ts'
import type { Guard } from './changes.ts'
import type { Fields } from './headers.ts'
import type { Version } from './versions.ts'

/**
 * Whether a read has to be answered 304.
 * @param prefix of the condition headers: '' or 'x-amz-copy-source-'
 * @throws AwsError PreconditionFailed
 */
export function notModified(fields: Fields, version: Version, prefix = ''): boolean {
  const match = fields.get(`${prefix}if-match`)
  const unmodified = fields.get(`${prefix}if-unmodified-since`)
  if (match !== undefined && !names(match, version)) throw failed(`${prefix}If-Match`)
  if (match === undefined && unmodified !== undefined && later(version, unmodified)) {
    throw failed(`${prefix}If-Unmodified-Since`)
  }
  const noneMatch = fields.get(`${prefix}if-none-match`)
  if (noneMatch !== undefined) return names(noneMatch, version)
  const modified = fields.get(`${prefix}if-modified-since`)
  return modified !== undefined && !later(version, modified)
}

/** The conditions of a write, on the newest version at the moment of the change. */
export function writeGuard(fields: Fields): Guard {
  const match = fields.get('if-match')
  const noneMatch = fields.get('if-none-match')
  return (latest) => {
    const present = latest && !latest.deleteMarker ? latest : undefined
    if (noneMatch !== undefined && present && names(noneMatch, present)) {
      throw failed('If-None-Match')
    }
    if (match === undefined) return
    if (!present) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
    if (!names(match, present)) throw failed('If-Match')
  }
}

export function failed(condition: string): AwsError {
  const message = 'At least one of the pre-conditions you specified did not hold'
  return new AwsError('PreconditionFailed', message, 412, { Condition: condition })
}

function names(list: string, { etag }: Version): boolean {
  const tags = list.split(',').map((tag) => tag.trim().replace(/^(?:W\/)?"?|"$/g, ''))
  return tags.some((tag) => tag === '*' || tag === etag)
}

function later({ lastModified }: Version, date: string): boolean {
  const at = Date.parse(date)
  return !Number.isNaN(at) && lastModified > at
}
