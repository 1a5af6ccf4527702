import { AwsError } from '../calls.ts'
import type { Fields } from './headers.ts'
import { listObjects, listVersions } from './listing.ts'
import type { Operation } from './operation.ts'
import { getObject, getObjectTagging, headObject } from './reads.ts'
import { copyObject, deleteOperation, putObject } from './writes.ts'

/** Parameters that sign a request, stand for a header, or tell its operation to the SDK alone. */
const COMMON = /^(?:x-amz-.+|x-id)$/i

/**
 * The operation that a signed request asks for.
 * @param key empty for a request to the bucket itself
 * @throws AwsError NotImplemented
 */
export function chooseOperation(
  method: string,
  key: string,
  query: ReadonlyMap<string, string>,
  headers: Fields,
): Operation {
  const operation = key === '' ? ofBucket(method, query) : ofObject(method, query, headers)
  const parameters = [...query.keys()].filter((name) => !COMMON.test(name))
  const foreign = parameters.find((name) => !operation?.parameters.includes(name))
  if (operation && foreign === undefined) return operation
  const message = `The local S3 does not know ${method} with the parameters: ${parameters.join(', ')}.`
  throw new AwsError('NotImplemented', message, 501)
}

function ofBucket(method: string, query: ReadonlyMap<string, string>): Operation | undefined {
  if (method !== 'GET') return undefined
  if (query.has('versions')) return listVersions
  return query.get('list-type') === '2' ? listObjects : undefined
}

function ofObject(
  method: string,
  query: ReadonlyMap<string, string>,
  headers: Fields,
): Operation | undefined {
  if (method === 'GET') return query.has('tagging') ? getObjectTagging : getObject
  if (method === 'HEAD') return headObject
  if (method === 'DELETE') return deleteOperation
  if (method !== 'PUT') return undefined
  return headers.has('x-amz-copy-source') ? copyObject : putObject
}
