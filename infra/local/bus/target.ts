import type { RetryPolicy } from '../retries.ts'

/** A target of a rule, as in AWS::Events::Rule. */
export type Target = {
  Arn: string
  Id: string
  Input?: string
  InputPath?: string
  InputTransformer?: { InputTemplate: string; InputPathsMap?: Readonly<Record<string, string>> }
  RetryPolicy?: RetryPolicy
}

/** What `<aws.events.…>` stands for in a template. */
export type Occasion = { ruleName: string; ruleArn: string; at: number }

/** What the target gets of the event. */
export function payloadFor(target: Target, event: object, occasion: Occasion): unknown {
  if (target.Input !== undefined) return parsed(target.Input)
  if (target.InputPath !== undefined) return valueAt(event, target.InputPath) ?? null
  if (target.InputTransformer === undefined) return event
  const { InputPathsMap: paths = {}, InputTemplate: template } = target.InputTransformer
  const values: Record<string, unknown> = {
    'aws.events.rule-arn': occasion.ruleArn,
    'aws.events.rule-name': occasion.ruleName,
    'aws.events.event.ingestion-time': new Date(occasion.at).toISOString(),
    'aws.events.event': event,
    'aws.events.event.json': event,
  }
  for (const [name, path] of Object.entries(paths)) values[name] = valueAt(event, path)
  return parsed(filled(template, values))
}

/** JSON where it is JSON; otherwise the text itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** `<name>` inside quotes becomes text of that string, elsewhere JSON. */
function filled(template: string, values: Readonly<Record<string, unknown>>): string {
  let quoted = false
  return template.replaceAll(/\\.|"|<([\w.-]+)>/g, (part, name?: string) => {
    if (part === '"') quoted = !quoted
    if (name === undefined || !Object.hasOwn(values, name)) return part
    const json = JSON.stringify(values[name] ?? null)
    if (!quoted) return json
    return typeof values[name] === 'string' ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1)
  })
}

const PATH = /^\$(\.[\w-]+|\['[^']+'\]|\[\d+\])*$/

/** Whether the host can read the path: `$.detail.key`, `$['detail-type']`, `$.list[0]`. */
export function isPath(path: string): boolean {
  return PATH.test(path)
}

function valueAt(event: unknown, path: string): unknown {
  let value = event
  for (const [, dotted, named, index] of path.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/g)) {
    const key = dotted ?? named ?? index ?? ''
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}
