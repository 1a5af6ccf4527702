/** What CloudFormation's functions may ask for while a value is resolved. */
export type Scope = {
  readonly ref: (name: string) => unknown
  readonly attribute: (logicalId: string, attribute: string) => unknown
  readonly condition: (name: string) => boolean
  readonly mapping: (map: string, key: string, second: string) => unknown
}

/** What `AWS::NoValue` becomes: the property or element that holds it vanishes. */
export const noValue = Symbol('AWS::NoValue')

type Arguments = { readonly value: unknown; readonly scope: Scope }
type Intrinsic = (given: Arguments) => unknown

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: ({ value, scope }) => scope.ref(text(value)),
  Condition: ({ value, scope }) => scope.condition(text(value)),
  'Fn::GetAtt': ({ value, scope }) => {
    const [logicalId, ...attribute] = typeof value === 'string' ? value.split('.') : list(value)
    return scope.attribute(text(logicalId), attribute.map(text).join('.'))
  },
  'Fn::Join': ({ value, scope }) => {
    const [separator, parts] = list(value)
    return list(resolve(parts, scope)).map(text).join(text(separator))
  },
  'Fn::Sub': ({ value, scope }) => substitute(value, scope),
  'Fn::Select': ({ value, scope }) => {
    const [index, from] = list(resolve(value, scope))
    const chosen = list(from)[Number(index)]
    if (chosen === undefined) throw new Error(`Fn::Select finds no element ${String(index)}`)
    return chosen
  },
  'Fn::Split': ({ value, scope }) => {
    const [separator, whole] = list(resolve(value, scope))
    return text(whole).split(text(separator))
  },
  'Fn::If': ({ value, scope }) => {
    const [condition, then, otherwise] = list(value)
    return resolve(scope.condition(text(condition)) ? then : otherwise, scope)
  },
  'Fn::Equals': ({ value, scope }) => {
    const [left, right] = list(resolve(value, scope))
    return JSON.stringify(left) === JSON.stringify(right)
  },
  'Fn::And': ({ value, scope }) => list(resolve(value, scope)).every(Boolean),
  'Fn::Or': ({ value, scope }) => list(resolve(value, scope)).some(Boolean),
  'Fn::Not': ({ value, scope }) => !list(resolve(value, scope))[0],
  'Fn::FindInMap': ({ value, scope }) => {
    const [map, key, second] = list(resolve(value, scope)).map(text)
    return scope.mapping(map ?? '', key ?? '', second ?? '')
  },
  'Fn::Base64': ({ value, scope }) => Buffer.from(text(resolve(value, scope))).toString('base64'),
}

/**
 * A template value with every intrinsic function replaced by its result.
 * @throws Error naming a function that this host does not know
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => resolve(element, scope)).filter((element) => element !== noValue)
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [name, argument] = entries[0] ?? ['', undefined]
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::') || isCondition(entries))) {
    const intrinsic = intrinsics[name]
    if (!intrinsic) throw new Error(`the template uses ${name}, which the local host does not know`)
    return intrinsic({ value: argument, scope })
  }
  return Object.fromEntries(
    entries
      .map(([key, inner]): [string, unknown] => [key, resolve(inner, scope)])
      .filter(([, inner]) => inner !== noValue),
  )
}

/** `{ Condition: name }` is a function; the `Condition` block of a policy holds an object. */
function isCondition(entries: readonly [string, unknown][]): boolean {
  return entries[0]?.[0] === 'Condition' && typeof entries[0][1] === 'string'
}

function substitute(value: unknown, scope: Scope): string {
  const [pattern, variables] = typeof value === 'string' ? [value, {}] : list(value)
  const given = resolve(variables, scope) as Record<string, unknown>
  return text(pattern).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (name in given) return text(given[name])
    const [logicalId = '', ...attribute] = name.split('.')
    return text(
      attribute.length > 0 ? scope.attribute(logicalId, attribute.join('.')) : scope.ref(name),
    )
  })
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`expected a list, found ${JSON.stringify(value)}`)
  return value
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error(`expected a text, found ${JSON.stringify(value)}`)
}
