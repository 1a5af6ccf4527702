import { platformUses } from './platform/uses.ts'
import type { Review, Use } from './review.ts'
import type { Template } from './template.ts'

const ofPlatform: ReadonlySet<string> = new Set(Object.values(platformUses))

/** What a reviewer reads: each holder with its grants and how often they were used, then the verdict. */
export function reportLines(template: Template, { denied, uses }: Review): readonly string[] {
  const holders = Map.groupBy(uses, ({ grant }) => holderName(template, grant.holder))
  const sorted = [...holders].toSorted(([one], [other]) => one.localeCompare(other))
  return [
    ...sorted.flatMap(([holder, own]) => ['', holder, ...own.map(useLine)]),
    '',
    ...denied.map(
      ({ by, action, resource, why }) =>
        `DENIED   ${holderName(template, by)}: ${action} on ${short(resource)} (${why})`,
    ),
    verdict({ denied, uses }),
  ]
}

/** Whether every call is allowed and every grant needed. */
export const isTight = ({ denied, uses }: Review): boolean =>
  denied.length === 0 && uses.every(({ verdict }) => verdict === 'needed')

function useLine({ grant, times, why, verdict }: Use): string {
  const count = verdict === 'needed' ? `${times} ×` : verdict.toUpperCase()
  const platform = why.length > 0 && why.every((each) => ofPlatform.has(each))
  const note = platform ? `  [${why.join('; ')}]` : ''
  return `  ${count.padStart(9)}  ${grant.action} on ${short(grant.resource)}${note}`
}

function verdict({ denied, uses }: Review): string {
  const of = (wanted: Use['verdict']): number =>
    uses.filter(({ verdict }) => verdict === wanted).length
  const platform = uses.filter(({ why }) => why.length > 0 && why.every((w) => ofPlatform.has(w)))
  return [
    isTight({ denied, uses }) ? 'RIGHT:' : 'WRONG:',
    `${uses.length} grants, ${of('needed')} needed (${platform.length} by AWS itself),`,
    `${of('redundant')} redundant, ${of('unused')} unused; ${denied.length} requests denied.`,
  ].join(' ')
}

/** A function by its name, another role by its own, a service by its principal. */
function holderName(template: Template, holder: string): string {
  const own = template
    .of('AWS::Lambda::Function')
    .find(({ properties }) => properties['Role'] === holder)
  return own ? `function ${own.name}` : short(holder)
}

/** An ARN without partition, region and account. */
const short = (arn: string): string =>
  arn.replace(/^arn:aws:([^:]+):[^:]*:[^:]*:/, (_, service: string) => `${service} `)
