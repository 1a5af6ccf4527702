import type {
  ResourceChange,
  ResourceStore,
  StoredResource,
} from '../../shared/contracts/resources.ts'
import type { Resource } from '../../shared/domain/resources.ts'
import { copy } from './stored-copy.ts'

/** The office's resources in memory. */
export class MemoryResources implements ResourceStore {
  readonly #kept = new Map<string, StoredResource>()
  readonly #changes: ResourceChange[] = []

  async resources(): Promise<readonly StoredResource[]> {
    await Promise.resolve()
    return copy([...this.#kept.values()].sort((a, b) => (a.resource.id < b.resource.id ? -1 : 1)))
  }

  async save(version: number, change: ResourceChange): Promise<'saved' | 'conflict'> {
    await Promise.resolve()
    if (!this.#write(change.after, version)) return 'conflict'
    this.#changes.unshift(copy(change))
    return 'saved'
  }

  async changes(month: string): Promise<readonly ResourceChange[]> {
    await Promise.resolve()
    return copy(this.#changes.filter(({ at }) => at.startsWith(month)).slice(0, 20))
  }

  async install(resources: readonly Resource[]): Promise<number> {
    await Promise.resolve()
    return resources.filter((resource) => this.#write(resource, 0)).length
  }

  #write(resource: Resource, version: number): boolean {
    if ((this.#kept.get(resource.id)?.version ?? 0) !== version) return false
    this.#kept.set(resource.id, copy({ resource, version: version + 1 }))
    return true
  }
}
