import { type Conditions, type Context, matchesAction, matchesArn, meets } from './match.ts'

/** One action on one resource (both may hold wildcards), to one holder. */
export type Grant = {
  /** ARN of a role, or a service such as `events.amazonaws.com`. */
  readonly holder: string
  readonly action: string
  readonly resource: string
  readonly conditions: Conditions
  /** The resource of the template that says so. */
  readonly place: string
}

/** One question that AWS puts to the policies. */
export type Ask = {
  readonly by: string
  readonly action: string
  readonly resource: string
  readonly context: Context
  /** Who asks it: a call of the product, or a use of the platform. */
  readonly why: string
}

export type Policies = {
  /** What roles may do, and what resources let services do. */
  readonly grants: readonly Grant[]
  /** What nobody may do who is named by them; `*` names all. */
  readonly denials: readonly Grant[]
  /** What keys leave to the roles' own policies; without it a role's right to a key is void. */
  readonly delegations: readonly Grant[]
}

/**
 * The grants that allow a request, none when it is denied. All is one account here: a role's own
 * policy is enough for anything but a key, and a denial anywhere beats every grant.
 * Source: IAM user guide, "Policy evaluation logic"; KMS developer guide, "Key policies".
 */
export function allowing(policies: Policies, ask: Ask): readonly Grant[] {
  if (policies.denials.some((denial) => covers(denial, ask))) return []
  const service = !ask.by.startsWith('arn:')
  if (ask.action.startsWith('kms:') && !service) {
    const delegated = policies.delegations.some((each) => covers({ ...each, holder: '*' }, ask))
    if (!delegated) return []
  }
  return policies.grants.filter((grant) => covers(grant, ask))
}

function covers({ holder, action, resource, conditions }: Grant, ask: Ask): boolean {
  return (
    (holder === '*' || holder === ask.by) &&
    matchesAction(action, ask.action) &&
    matchesArn(resource, ask.resource) &&
    meets(conditions, ask.context)
  )
}

type Document = { readonly Statement?: unknown }
type Raw = Readonly<Record<string, unknown>>

/**
 * The grants and denials of a resolved policy document, one for each holder, action and resource.
 * @param about who holds it or what it protects, where the document does not say so itself
 * @throws Error for what is not evaluated here: NotAction, NotResource, NotPrincipal
 */
export function readDocument(
  document: unknown,
  about: { readonly holder?: string; readonly resource?: string; readonly place: string },
): { readonly allows: readonly Grant[]; readonly denies: readonly Grant[] } {
  const statements = listOf((document as Document).Statement) as readonly Raw[]
  const grants = statements.flatMap((statement) => {
    const foreign = Object.keys(statement).find((name) => name.startsWith('Not'))
    if (foreign) throw new Error(`${about.place}: ${foreign} is not evaluated here.`)
    const conditions = conditionsOf(statement['Condition'])
    const deny = statement['Effect'] === 'Deny'
    return holdersOf(statement, about.holder).flatMap((holder) =>
      texts(statement['Action']).flatMap((action) =>
        resourcesOf(statement, about.resource).map((resource) => ({
          deny,
          grant: { holder, action, resource, conditions, place: about.place },
        })),
      ),
    )
  })
  return {
    allows: grants.filter(({ deny }) => !deny).map(({ grant }) => grant),
    denies: grants.filter(({ deny }) => deny).map(({ grant }) => grant),
  }
}

/** A key's and a trust policy's `*`, or nothing at all, is the resource itself. */
function resourcesOf(statement: Raw, own: string | undefined): readonly string[] {
  return own === undefined ? texts(statement['Resource']) : [own]
}

function holdersOf(statement: Raw, own: string | undefined): readonly string[] {
  if (own !== undefined) return [own]
  const principal = statement['Principal']
  if (principal === '*') return ['*']
  return Object.values((principal ?? {}) as Raw).flatMap(texts)
}

function conditionsOf(value: unknown): Conditions {
  const operators = Object.entries((value ?? {}) as Record<string, Raw>)
  return Object.fromEntries(
    operators.map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, texts(values)])),
    ]),
  )
}

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
const texts = (value: unknown): readonly string[] => listOf(value).map(textOf)

/** A value of the template that must be a text. @throws Error when it is none */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Error(`Expected a text in the template, found ${JSON.stringify(value)}.`)
}
