import { type Journal, openJournal } from './journal.ts'

/** A message in a queue; on this host queues only collect what could not be delivered. */
export type QueueMessage = {
  readonly at: string
  readonly body: string
  readonly attributes: Readonly<Record<string, string>>
}

type Entry = QueueMessage & { readonly queue: string }

/** The SQS queues of the template: durable lists of dead letters, read by the console and the tests. */
export class Queues {
  readonly #journal: Journal<Entry>
  readonly #messages: Map<string, QueueMessage[]>

  private constructor(journal: Journal<Entry>, messages: Map<string, QueueMessage[]>) {
    this.#journal = journal
    this.#messages = messages
  }

  /** @param names queue names of the template; a message of a queue that is gone is kept, unseen */
  static open(file: string, names: readonly string[]): Queues {
    const journal = openJournal<Entry>(file)
    const messages = new Map(names.map((name): [string, QueueMessage[]] => [name, []]))
    for (const { queue, ...message } of journal.entries) messages.get(queue)?.push(message)
    return new Queues(journal, messages)
  }

  /** @param queue a queue's ARN or name */
  send(queue: string, message: QueueMessage): void {
    const name = queue.split(':').at(-1) ?? queue
    const messages = this.#messages.get(name)
    if (!messages) throw new Error(`There is no queue ${name} in the template.`)
    this.#journal.append({ queue: name, ...message })
    messages.push(message)
  }

  /** Every queue by name with its messages, oldest first. */
  list(): readonly { readonly name: string; readonly messages: readonly QueueMessage[] }[] {
    return [...this.#messages].map(([name, messages]) => ({ name, messages }))
  }

  close(): void {
    this.#journal.close()
  }
}
