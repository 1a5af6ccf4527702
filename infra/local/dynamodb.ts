/** DynamoDB on one machine: dynalite over LevelDB, with transactions, streams and time to live. */
import { AwsError, type Right } from './calls.ts'
import type { Clock } from './clock.ts'
import { checked, tableNamed } from './dynamodb/actions.ts'
import { reconcile } from './dynamodb/catalogue.ts'
import { Consumer, type Subscription } from './dynamodb/consumer.ts'
import { dumpTable } from './dynamodb/dump.ts'
import { type Expiring, Expiry, expiryOf } from './dynamodb/expiry.ts'
import { Ledger, lastSequence } from './dynamodb/ledger.ts'
import { answerRead, type Data, describeTable, transactGet } from './dynamodb/reads.ts'
import { rightsOf } from './dynamodb/rights.ts'
import { type Change, stage } from './dynamodb/stage.ts'
import { Store } from './dynamodb/store.ts'
import { expiryIdentity, trim } from './dynamodb/stream.ts'
import { type TableSpec, tableFrom } from './dynamodb/table.ts'
import { Tokens } from './dynamodb/tokens.ts'
import { transactWrite } from './dynamodb/transactions.ts'
import { answerWrite } from './dynamodb/writes.ts'
import type { Answer, Service } from './service.ts'
import type { Work } from './work.ts'

export type { Subscription } from './dynamodb/consumer.ts'
export type { StreamRecord } from './dynamodb/stream.ts'
export type { TableSpec } from './dynamodb/table.ts'

type Options = {
  folder: string
  region: string
  account: string
  tables: readonly TableSpec[]
  clock: Clock
  work: Work
}
type Input = Record<string, unknown>

export class DynamoDB implements Service {
  readonly #options: Options
  readonly #data: Data
  readonly #tokens: Tokens
  readonly #expiry: Expiry
  readonly #consumers = new Map<string, Consumer>()
  /** How far each stream has been forgotten, in this run. */
  readonly #trimmed = new Map<string, string>()

  private constructor(
    options: Options,
    data: Omit<Data, 'ledger'>,
    sequence: number,
    tokens: Tokens,
  ) {
    this.#options = options
    this.#data = {
      ...data,
      ledger: new Ledger(data.store, options.clock, sequence, (changes) =>
        this.#committed(changes),
      ),
    }
    this.#tokens = tokens
    this.#expiry = new Expiry({ ...options, ...data }, (expiring) => this.#expire(expiring))
  }

  /**
   * Opens the data folder with these tables, making it where absent. Throws an Error that says what
   * to do when the folder is in use, damaged, or holds the tables with other keys or indexes.
   */
  static async open(options: Options): Promise<DynamoDB> {
    const { folder, region, account, clock } = options
    const tables = new Map(
      options.tables.map((spec) => [spec.name, tableFrom(spec, region, account)]),
    )
    const store = await Store.open(folder)
    try {
      await reconcile(store, tables, folder)
      const [sequence, tokens] = [await lastSequence(store), await Tokens.open(store, clock)]
      const dynamodb = new DynamoDB(options, { store, tables }, sequence, tokens)
      await dynamodb.#expiry.start()
      return dynamodb
    } catch (error) {
      await store.close()
      throw error
    }
  }

  async call(action: string, input: Input): Promise<Answer> {
    switch (action) {
      case 'GetItem':
        return answerRead(this.#data, 'getItem', input, [String(input['TableName'])])
      case 'BatchGetItem':
        return answerRead(
          this.#data,
          'batchGetItem',
          input,
          Object.keys(input['RequestItems'] ?? {}),
        )
      case 'Query':
        return answerRead(this.#data, 'query', input, [String(input['TableName'])])
      case 'Scan':
        return answerRead(this.#data, 'scan', input, [String(input['TableName'])])
      case 'PutItem':
        return answerWrite(this.#data, 'putItem', input)
      case 'UpdateItem':
        return answerWrite(this.#data, 'updateItem', input)
      case 'DeleteItem':
        return answerWrite(this.#data, 'deleteItem', input)
      case 'TransactWriteItems':
        return transactWrite(this.#data, this.#tokens, input)
      case 'TransactGetItems':
        return transactGet(this.#data, input)
      case 'DescribeTable':
        return describeTable(this.#data.tables, input)
      default:
        throw new AwsError('UnknownOperationException', '')
    }
  }

  rights(action: string, input: Input): readonly Right[] {
    return rightsOf(this.#data.tables, this.#options.region, action, input)
  }

  /**
   * Delivers the stream of a table to a consumer, in order, from its durable checkpoint; a consumer
   * that is new begins with the oldest record kept. Throws an Error for a table without a stream
   * and for a filter that is not understood.
   */
  subscribe(subscription: Subscription): void {
    const { table, consumer: name } = subscription
    const place = `${table}/${name}`
    if (!this.#data.tables.get(table)?.stream) throw new Error(`Table ${table} has no stream`)
    if (this.#consumers.has(place)) throw new Error(`${name} reads the stream of ${table} already`)
    const host = { ...this.#options, ...this.#data }
    const consumer = new Consumer(subscription, host, () => this.#trim(table))
    this.#consumers.set(place, consumer)
    consumer.wake()
  }

  /** Every item, by table and key, in DynamoDB's JSON. */
  async dump(): Promise<readonly { table: string; item: object }[]> {
    const { store, tables } = this.#data
    const names = [...tables.keys()].sort()
    const dumps = names.map(async (name) => {
      const items = await dumpTable(store, tableNamed(tables, name))
      return items.map((item) => ({ table: name, item }))
    })
    return (await Promise.all(dumps)).flat()
  }

  /** Waits for writers and deliveries that have begun; refuses new ones. */
  async close(): Promise<void> {
    await this.#expiry.stop()
    await Promise.all([...this.#consumers.values()].map((consumer) => consumer.stop()))
    await this.#data.ledger.close()
    await this.#data.store.close()
  }

  #committed(changes: readonly Change[]): void {
    this.#expiry.committed(changes)
    const written = new Set(changes.map((change) => change.table.name))
    for (const consumer of this.#consumers.values())
      if (written.has(consumer.table)) consumer.wake()
  }

  #expire(expiring: Expiring): Promise<void> {
    const { store, tables, ledger } = this.#data
    return ledger.alone(async () => {
      const request = checked('deleteItem', { TableName: expiring.table, Key: expiring.keys })
      const { change } = await stage(store, tables, 'deleteItem', request, false)
      // A writer may have come between.
      if (expiryOf(change.table, change.old) === expiring.at)
        await ledger.commit([change], [], expiryIdentity)
    })
  }

  async #trim(table: string): Promise<void> {
    const consumers = [...this.#consumers.values()]
    if (consumers.some((one) => one.startsOn(table))) return
    this.#trimmed.set(table, await trim(this.#data.store, table, this.#trimmed.get(table)))
  }
}
