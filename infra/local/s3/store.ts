/**
 * Versions, their bodies and the events about them, durable. A change is one line of the journal,
 * its event included, so that a kill leaves either both or nothing.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Bodies } from './bodies.ts'
import type { StorageEvent } from './events.ts'
import { Journal } from './journal.ts'
import { type Named, type Tags, type Version, Versions } from './versions.ts'

export type Change =
  | { kind: 'added'; version: Version; event?: StorageEvent }
  | { kind: 'removed'; removed: Named; sequence: number; event?: StorageEvent }
  | { kind: 'tagged'; tagged: Named; tags: Tags; sequence: number; event?: undefined }

type Entry = Change | { kind: 'delivered'; event: string }

export class Store {
  readonly bodies: Bodies
  readonly versions: Versions
  readonly #journal: Journal<Entry>
  readonly #undelivered: Map<string, StorageEvent>
  #sequence: number
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(bodies: Bodies, journal: Journal<Entry>, replayed: Replayed) {
    this.bodies = bodies
    this.versions = replayed.versions
    this.#journal = journal
    this.#undelivered = replayed.undelivered
    this.#sequence = replayed.sequence
  }

  /** @throws Error saying what to do when the folder is damaged */
  static async open(folder: string): Promise<Store> {
    await mkdir(folder, { recursive: true })
    const bodies = await Bodies.open(folder)
    const { journal, entries } = await Journal.open(join(folder, 'journal.jsonl'), accept)
    const replayed = replay(entries)
    const files = replayed.versions.all().map(({ file }) => file)
    const [missing] = await bodies.reconcile(new Set(files.filter((file) => file !== '')))
    if (missing === undefined) return new Store(bodies, journal, replayed)
    await journal.close()
    throw new Error(
      `The object file ${missing} is missing from ${folder}. Start with --fresh to begin anew, or with another --data folder.`,
    )
  }

  /** Events that were never confirmed, oldest first. */
  undelivered(): readonly StorageEvent[] {
    return [...this.#undelivered.values()]
  }

  /**
   * Makes one change, alone: `decide` sees the state that its change applies to. The change is on
   * the disk and visible when this resolves.
   * @param decide gets the change's sequence number; may refuse by throwing; undefined: no change
   */
  change(decide: (sequence: number) => Change | undefined): Promise<Change | undefined> {
    return this.#alone(async () => {
      const change = decide(this.#sequence + 1)
      if (!change) return change
      await this.#journal.append(change)
      this.#sequence += 1
      const { event } = change
      if (event) this.#undelivered.set(event.id, event)
      const gone = apply(this.versions, change)
      if (gone && gone.file !== '') await this.bodies.remove(gone.file)
      return change
    })
  }

  /** Notes that an event has been taken over by its receiver. */
  delivered(id: string): Promise<void> {
    return this.#alone(async () => {
      await this.#journal.append({ kind: 'delivered', event: id })
      this.#undelivered.delete(id)
    })
  }

  /** Waits for the change in progress. */
  async close(): Promise<void> {
    await this.#alone(() => this.#journal.close())
  }

  #alone<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(task)
    this.#turn = result.catch(() => undefined)
    return result
  }
}

type Replayed = {
  versions: Versions
  undelivered: Map<string, StorageEvent>
  sequence: number
}

function replay(entries: readonly Entry[]): Replayed {
  const versions = new Versions()
  const undelivered = new Map<string, StorageEvent>()
  let sequence = 0
  for (const entry of entries) {
    if (entry.kind === 'delivered') {
      undelivered.delete(entry.event)
      continue
    }
    if (entry.event) undelivered.set(entry.event.id, entry.event)
    apply(versions, entry)
    sequence = entry.kind === 'added' ? entry.version.sequence : entry.sequence
  }
  return { versions, undelivered, sequence }
}

/** @returns the version that is there no more */
function apply(versions: Versions, change: Change): Version | undefined {
  if (change.kind === 'added') return versions.add(change.version)
  if (change.kind === 'removed') return versions.remove(change.removed)
  versions.tag(change.tagged, change.tags)
  return undefined
}

const kinds: ReadonlySet<string> = new Set(['added', 'removed', 'tagged', 'delivered'])

function accept(value: unknown): Entry {
  const { kind } = value as Partial<Entry>
  if (kind === undefined || !kinds.has(kind)) throw new Error('no entry')
  return value as Entry
}
