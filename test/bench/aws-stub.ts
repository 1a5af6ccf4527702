import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Item } from '../../shared/aws/dynamodb.ts'
import type { LetterFile } from '../../shared/domain/request-facts.ts'

/** One call as it came over the wire; calls of one `step` went out side by side. */
export type SeenCall = {
  readonly step: number
  readonly action: string
  readonly input: Readonly<Record<string, unknown>>
}

type Put = { readonly TableName: string; readonly Item: Item }

/** How long an answer waits while calls are noted, so that those side by side are seen as such (ms). */
const together = 20

/**
 * Answers what the functions' first calls need, and at once, so that what is measured is theirs:
 * the keyring, items by key or partition, the letter's HEAD. Every write is accepted, and forgotten
 * but for new items that are to be kept.
 */
export class AwsStub {
  /** Noted while set. */
  seen: SeenCall[] | undefined
  readonly #server: Server
  readonly #secret: string
  readonly #items = new Map<string, Item[]>()
  readonly #letter: LetterFile
  #step = 0
  #pending = 0
  #keeps = false

  private constructor(secret: object, letter: LetterFile) {
    this.#secret = JSON.stringify(secret)
    this.#letter = letter
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  static async open(secret: object, letter: LetterFile): Promise<AwsStub> {
    const stub = new AwsStub(secret, letter)
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve))
    return stub
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Keeps the items that `write` puts. */
  async keep(write: () => Promise<void>): Promise<void> {
    this.#keeps = true
    await write()
    this.#keeps = false
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    await this.#note(request, body)
    if (request.method === 'HEAD') response.writeHead(200, this.#letterHeaders()).end()
    else response.setHeader('content-type', json).end(this.#answer(actionOf(request), body))
  }

  async #note(request: IncomingMessage, body: string): Promise<void> {
    if (!this.seen) return
    if (this.#pending === 0) this.#step += 1
    this.#pending += 1
    const input = (
      request.method === 'HEAD' ? headInput(request.url ?? '') : JSON.parse(body)
    ) as SeenCall['input']
    this.seen.push({ step: this.#step, action: actionOf(request), input })
    await new Promise((resolve) => setTimeout(resolve, together))
    this.#pending -= 1
  }

  #answer(action: string, body: string): string {
    const input = JSON.parse(body) as {
      TableName: string
      Key: Item
      ExpressionAttributeValues: Item
      RequestItems: Record<string, { Keys: Item[] }>
    }
    if (this.#keeps) this.#put(input)
    if (action === 'GetSecretValue') return JSON.stringify({ SecretString: this.#secret })
    if (action === 'GetItem')
      return JSON.stringify({ Item: this.#find(input.TableName, input.Key) })
    if (action === 'Query') {
      const { ':pk': asked, ':sk': begins } = input.ExpressionAttributeValues
      const Items = (this.#items.get(input.TableName) ?? []).filter(
        ({ pk, sk }) => pk?.S === asked?.S && sk?.S?.startsWith(begins?.S ?? ''),
      )
      return JSON.stringify({ Items, Count: Items.length })
    }
    if (action === 'BatchGetItem') {
      const found = Object.entries(input.RequestItems).map(([table, { Keys }]) => [
        table,
        Keys.map((key) => this.#find(table, key)).filter((item) => item !== undefined),
      ])
      return JSON.stringify({ Responses: Object.fromEntries(found) as unknown })
    }
    return '{}'
  }

  #put(input: Partial<Put> & { TransactItems?: readonly { Put?: Put }[] }): void {
    const whole = input.TableName && input.Item ? [input as Put] : []
    const parts = (input.TransactItems ?? []).flatMap(({ Put }) => Put ?? [])
    for (const { TableName, Item } of [...whole, ...parts])
      this.#items.set(TableName, [...(this.#items.get(TableName) ?? []), Item])
  }

  #find(table: string, key: Item): Item | undefined {
    return this.#items
      .get(table)
      ?.find(({ pk, sk }) => pk?.S === key['pk']?.S && sk?.S === key['sk']?.S)
  }

  #letterHeaders() {
    return {
      'content-length': this.#letter.size,
      'x-amz-version-id': this.#letter.versionId,
      'x-amz-checksum-sha256': Buffer.from(this.#letter.sha256, 'hex').toString('base64'),
    }
  }
}

const json = 'application/x-amz-json-1.0'

const actionOf = ({ method, headers }: IncomingMessage): string =>
  method === 'HEAD' ? 'HeadObject' : String(headers['x-amz-target']).replace(/^.*\./, '')

function headInput(target: string) {
  const { pathname, searchParams } = new URL(target, 'http://stub')
  const [, Bucket = '', ...key] = pathname.split('/')
  return { Bucket, Key: key.join('/'), VersionId: searchParams.get('versionId') }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
