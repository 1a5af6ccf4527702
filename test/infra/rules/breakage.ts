import type { TemplateJson } from '../template.ts'

/** Breaks a template in place; gives the logical id of the resource that is wrong now. */
export type Breakage = (template: TemplateJson) => string

/** A container on the way to a value, which is there in the templates that are broken here. */
type Node = Record<string, unknown>

function reach(from: unknown, path: readonly string[]): Node | undefined {
  return path.reduce<unknown>((inner, key) => (inner as Node | undefined)?.[key], from) as
    | Node
    | undefined
}

/**
 * Gives a value, or none, to a place in the first resource of a type that has such a place.
 * @param path e.g. `Properties.Target.DeadLetterConfig`, `DeletionPolicy`
 */
export const set =
  (type: string, path: string, value?: unknown): Breakage =>
  ({ Resources }) => {
    const way = path.split('.')
    const last = way.pop() ?? ''
    for (const [id, resource] of Object.entries(Resources)) {
      const place = resource.Type === type ? reach(resource, way) : undefined
      // What is taken away was there.
      if (place === undefined || (value === undefined && !(last in place))) continue
      if (value === undefined) delete place[last]
      else place[last] = value
      return id
    }
    throw new Error(`The template has no ${type} with ${path}.`)
  }

/** Adds a resource. */
export const add =
  (Type: string, Properties: object = {}): Breakage =>
  ({ Resources }) => {
    Resources['Added'] = { Type, Properties }
    return 'Added'
  }

/** Removes the first resource of a type; some other is wrong then, which `wrong` names. */
export const remove =
  (type: string, wrong: (removed: unknown) => string | undefined): Breakage =>
  ({ Resources }) => {
    const found = Object.entries(Resources).find(([, resource]) => resource.Type === type)
    if (!found) throw new Error(`The template has no ${type}.`)
    const [id, removed] = found
    delete Resources[id]
    return wrong(removed) ?? 'nothing'
  }

/** Replaces the first text that matches, wherever in a resource of a type. */
export const rewrite =
  (type: string, pattern: RegExp, replacement: string): Breakage =>
  ({ Resources }) => {
    for (const [id, resource] of Object.entries(Resources)) {
      const before = JSON.stringify(resource)
      const after = before.replace(pattern, replacement)
      if (resource.Type !== type || after === before) continue
      Resources[id] = JSON.parse(after) as TemplateJson['Resources'][string]
      return id
    }
    throw new Error(`The template has no ${type} with ${pattern}.`)
  }
