import type { Resource } from '../domain/resources.ts'

/** A resource as it is stored; `version` is the condition of the next edit, 0 = there is none yet. */
export type StoredResource = { readonly resource: Resource; readonly version: number }

/** The trace of an edit: who (id of the staff directory), when (ISO instant), from what to what. */
export type ResourceChange = {
  readonly by: string
  readonly at: string
  /** Absent where the resource is new. */
  readonly before?: Resource | undefined
  readonly after: Resource
}

/** What the office has to give; administrators edit it without a deployment. */
export type ResourceStore = {
  resources(): Promise<readonly StoredResource[]>
  /** Writes `change.after` and its trace if nobody wrote since `version` was read (0: a new one). */
  save(version: number, change: ResourceChange): Promise<'saved' | 'conflict'>
  /** At most the latest 20 changes of a month (`yyyy-mm`, UTC), the latest first. */
  changes(month: string): Promise<readonly ResourceChange[]>
  /** Writes those that are missing; gives how many were. */
  install(resources: readonly Resource[]): Promise<number>
}
