import { Stack, Validations } from 'aws-cdk-lib'
import type { IRole } from 'aws-cdk-lib/aws-iam'
import type { IConstruct } from 'constructs'

/** Lets findings of cdk-nag's rules about one construct stand, with one sentence why. */
export function acknowledge(
  construct: IConstruct,
  reason: string,
  ...rules: readonly string[]
): void {
  Validations.of(construct).acknowledge(...rules.map((id) => ({ id, reason })))
}

/**
 * Lets a role's right to many resources stand.
 * @param resource the wildcard as the role's statement names it, e.g. `…/incoming/*`
 */
export function acknowledgeMany(role: IRole, resource: string, reason: string): void {
  const finding = written(Stack.of(role).resolve(resource))
  acknowledge(role, reason, `AwsSolutions-IAM5[Resource::${finding}]`)
}

/** Lets the inline policy of a role stand. */
export const acknowledgeOwnPolicy = (role: IRole): void =>
  acknowledge(
    role,
    'The policy is for this one role and goes with it; a managed one could be attached to others.',
    'NIST.800.53.R5-IAMNoInlinePolicy',
  )

/** A resource as cdk-nag writes it in a finding: `<Bucket.Arn>/incoming/*`. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Join': joined,
  } = value as {
    readonly Ref?: string
    readonly 'Fn::GetAtt'?: readonly string[]
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]]
  }
  if (joined) return joined[1].map(written).join(joined[0])
  return `<${attribute ? attribute.join('.') : ref}>`
}
