import type { ResourceStore, StoredResource } from '../../shared/contracts/resources.ts'
import type { Resource } from '../../shared/domain/resources.ts'
import { copy } from './stored-copy.ts'

/** The office's resources in memory. */
export class MemoryResources implements ResourceStore {
  readonly #kept = new Map<string, StoredResource>()

  async resources(): Promise<readonly StoredResource[]> {
    await Promise.resolve()
    return copy([...this.#kept.values()].sort((a, b) => (a.resource.id < b.resource.id ? -1 : 1)))
  }

  async save({ resource, version }: StoredResource): Promise<'saved' | 'conflict'> {
    await Promise.resolve()
    if ((this.#kept.get(resource.id)?.version ?? 0) !== version) return 'conflict'
    this.#kept.set(resource.id, copy({ resource, version: version + 1 }))
    return 'saved'
  }

  async install(resources: readonly Resource[]): Promise<number> {
    const written = await Promise.all(
      resources.map((resource) => this.save({ resource, version: 0 })),
    )
    return written.filter((outcome) => outcome === 'saved').length
  }
}
