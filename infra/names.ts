import type { Stage } from './stage.ts'

/** Names that must be known before anything is deployed, or on both sides of the template. */

/** The CloudFormation stack of a stage. */
export const stackNameOf = ({ name }: Pick<Stage, 'name'>): string =>
  name === 'local' ? 'Siaran' : `Siaran-${name}`

/** A function's bundle, and its chapter in the runbook: `requests/submit` → `requests-submit`. */
export const dashed = (name: string): string => name.replace('/', '-')

/** The deployed name of a function. */
export const functionNameOf = (stack: string, name: string): string => `${stack}-${dashed(name)}`
