import type { Resource } from '../domain/resources.ts'

/** A resource as it is stored; `version` is the condition of the next edit, 0 = there is none yet. */
export type StoredResource = { readonly resource: Resource; readonly version: number }

/** What the office has to give; administrators edit it without a deployment. */
export type ResourceStore = {
  resources(): Promise<readonly StoredResource[]>
  /** Writes one resource if nobody wrote since `version` was read. */
  save(edited: StoredResource): Promise<'saved' | 'conflict'>
  /** Writes those that are missing; gives how many were. */
  install(resources: readonly Resource[]): Promise<number>
}
