import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, type NagPack, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'

/** The rule packs that every stage passes; what stays is acknowledged beside its resource. */
export const packsFor = (app: App): readonly NagPack[] => [
  new AwsSolutionsChecks(app),
  new NIST80053R5Checks(app),
  new ServerlessChecks(app),
]

/** Makes `app.synth()` throw where a pack finds what nobody acknowledged. */
export function addPacks(app: App): void {
  Validations.of(app).addPlugins(...packsFor(app))
}
