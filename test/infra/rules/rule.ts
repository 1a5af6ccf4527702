import type { Resource, Template } from '../template.ts'

/** Looks through a template; each finding begins with the logical id that it is about. */
export type Rule = (template: Template) => readonly string[]

/** The rule that each resource of a type has something; else it is found. */
export const each =
  (type: string, has: (resource: Resource, template: Template) => boolean): Rule =>
  (template) =>
    template
      .of(type)
      .filter((resource) => !has(resource, template))
      .map(({ id }) => id)

/** Every text in a JSON value. */
function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(texts)
}

/** The rule that no text of a resource has something. */
export const noText =
  (has: (text: string, type: string) => boolean): Rule =>
  ({ json }) =>
    Object.entries(json.Resources).flatMap(([id, resource]) =>
      texts(resource)
        .filter((text) => has(text, resource.Type))
        .map((text) => `${id}: ${text}`),
    )
