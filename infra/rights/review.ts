import type { Call } from '../local/calls.ts'
import { type Ask, allowing, type Grant, type Policies, textOf } from './policy.ts'
import type { Template } from './template.ts'

export type Use = {
  readonly grant: Grant
  /** How often it was asked for, by calls and by the platform. */
  readonly times: number
  /** Who asked, without repetition. */
  readonly why: readonly string[]
  /** Redundant: all that it allows was allowed by another grant as well. */
  readonly verdict: 'needed' | 'redundant' | 'unused'
}

export type Review = {
  /** Asked for and not allowed, without repetition. */
  readonly denied: readonly Ask[]
  readonly uses: readonly Use[]
}

/** What every request carries in AWS, where SDK, browsers and services speak TLS only. */
const always = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' }

/**
 * What recorded calls asked of the roles of the functions that made them. A browser's upload and a
 * presigned download are asked of the function that signed them.
 * @throws Error naming a caller that is no function of the template
 */
export function callAsks(
  template: Template,
  calls: readonly Pick<Call, 'function' | 'service' | 'action' | 'authorised'>[],
): readonly Ask[] {
  const functions = template.of('AWS::Lambda::Function')
  const roles = new Map(functions.map(({ id, properties }) => [id, textOf(properties['Role'])]))
  return calls.flatMap((call) => {
    const by = roles.get(call.function)
    if (by === undefined) throw new Error(`${call.function} is no function of the template.`)
    const why = `${call.service} ${call.action}`
    return call.authorised.map(({ action, resource, context }) => ({
      by,
      action,
      resource,
      context: { ...always, ...context },
      why,
    }))
  })
}

/** Puts every question to the policies, and counts what answers it. */
export function review(policies: Policies, asks: readonly Ask[]): Review {
  const counted = new Map(
    policies.grants.map((grant) => [grant, { times: 0, alone: 0, why: new Set<string>() }]),
  )
  const denied: Ask[] = []
  for (const { ask, times } of different(asks)) {
    const allowed = allowing(policies, ask)
    if (allowed.length === 0) denied.push(ask)
    for (const grant of allowed) {
      const count = counted.get(grant)
      if (!count) continue
      count.times += times
      count.alone += allowed.length === 1 ? times : 0
      count.why.add(ask.why)
    }
  }
  const uses = [...counted].map(([grant, { times, alone, why }]): Use => {
    const verdict = alone > 0 ? 'needed' : times > 0 ? 'redundant' : 'unused'
    return { grant, times, why: [...why], verdict }
  })
  return { denied, uses }
}

function different(asks: readonly Ask[]): readonly { ask: Ask; times: number }[] {
  const found = new Map<string, { ask: Ask; times: number }>()
  for (const ask of asks) {
    const key = JSON.stringify(ask)
    const same = found.get(key)
    if (same) same.times += 1
    else found.set(key, { ask, times: 1 })
  }
  return [...found.values()]
}
